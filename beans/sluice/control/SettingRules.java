package sluice.control;

import static java.util.Map.entry;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import sluice.schema.TypeOverrides;

/**
 * What a value has to look like, key by key.
 *
 * <p>A rule accepts a value or says what to give instead; it does not look at other keys, but for the few relations
 * at the end. The ranges keep out what cannot work, not what is merely unwise.
 */
final class SettingRules {

    /** {@code remedy}: what a right value is, as the end of "give ...". */
    private record Rule(Pattern pattern, long lowest, long highest, String remedy) {

        boolean accepts(String value) {
            return pattern.matcher(value).matches() && (highest == 0 || inRange(value));
        }

        private boolean inRange(String digits) {
            long number = digits.length() > 12 ? Long.MAX_VALUE : Long.parseLong(digits);
            return number >= lowest && number <= highest;
        }
    }

    private static final String NAME = "[^\\s,.;:]+";

    private static final Map<String, Rule> RULES = Map.ofEntries(
            entry("source.hostname", form("[^:/\\s]+|[0-9a-fA-F:]*:[0-9a-fA-F:]*:[0-9a-fA-F:]*",
                    "a host name alone; the port is source.port")),
            entry("source.port", number(1, 65535)),
            entry("source.databases", form(NAME + "(\\s*,\\s*" + NAME + ")*", "names separated by commas")),
            entry("source.tables", form("(" + NAME + "\\." + NAME + "(\\s*,\\s*" + NAME + "\\." + NAME + ")*)?",
                    "database.table separated by commas, with * for any characters, or nothing for all tables")),
            entry("source.server.id", new Rule(Pattern.compile("\\d+"), 1, 4294967295L,
                    "a whole number from 1 to 4294967295, or nothing")),
            entry("source.ssl.mode", oneOf("disabled", "preferred", "required", "verify_ca", "verify_identity")),
            entry("snapshot.mode", oneOf("initial", "no_data", "initial_only", "never")),
            entry("message.key.columns", form("([^.;:\\s]+\\.[^.;:]+:[^;:]+(;[^.;:\\s]+\\.[^.;:]+:[^;:]+)*;?)?",
                    "db.table:col1,col2;db.table2:col, or nothing")),
            entry("kafka.brokers", form("[^,\\s]+:\\d{1,5}(\\s*,\\s*[^,\\s]+:\\d{1,5})*",
                    "host:port separated by commas")),
            entry("topics.prefix", form("[A-Za-z0-9._-]{1,100}",
                    "at most 100 letters, digits, dots, underscores and hyphens")),
            entry("topics.partitions", number(1, 10_000)),
            entry("topics.replication.factor", new Rule(Pattern.compile("-1|[1-9]\\d{0,2}"), 0, 0,
                    "a whole number from 1 on, or -1 for the broker's default")),
            entry("target.url", form("jdbc:(oracle|h2):.+", "a URL that begins with jdbc:oracle: or jdbc:h2:")),
            entry("target.names", form("upper|same|file:.+", "upper, same, or file: and the path of a mapping file")),
            entry("target.connections", number(2, 10_000)),
            entry("target.restored", oneOf("refuse", "accept")),
            entry("capture.enabled", oneOf("true", "false")),
            entry("capture.session.timeout.ms", number(1_000, 1_800_000)),
            entry("capture.stop.at", form("([^:\\s]+\\d:\\d{1,18})?", "a place of the binlog such as binlog.000042:4711, or nothing")),
            entry("capture.batch.rows", number(1, 1_000_000)),
            entry("capture.queue.rows", number(2, 10_000_000)),
            entry("capture.queue.bytes", number(1_000_000, 2_000_000_000)),
            entry("capture.row.max.bytes", number(1_000_000, 100_000_000)),
            entry("resync.chunk.rows", number(1, 1_000_000)),
            entry("resync.signal.table", form("([^.\\s]+\\.[^.\\s]+)?", "a table such as shop.sluice_marks, or nothing")),
            entry("apply.batch.rows", number(1, 1_000_000)),
            entry("apply.batch.bytes", number(100_000, 2_000_000_000)),
            entry("apply.consumers", number(1, 1_000)),
            entry("cutover.lag.seconds", number(1, 86_400)),
            entry("cutover.drain.seconds", number(1, 86_400)),
            entry("cutover.lease.seconds", number(2, 3_600)),
            entry("cutover.poll.ms", number(100, 60_000)),
            entry("apply.strands", number(1, 64)),
            entry("apply.poll.timeout.ms", number(1, 60_000)),
            entry("apply.session.timeout.ms", number(3_000, 1_800_000)),
            entry("apply.concurrent.transactions", number(1, 10_000)),
            entry("apply.redelivery.attempts", number(0, 1_000)),
            entry("apply.redelivery.delay.ms", number(1, 600_000)),
            entry("apply.wait.max.seconds", number(1, 3_600)),
            entry("load.rows.per.second", number(0, 100_000_000)),
            entry("load.duty.percent", number(1, 100)),
            entry("load.commit.latency.goal.ms", number(0, 3_600_000)),
            entry("load.poll.ms", number(100, 600_000)),
            entry("load.probe.url", form("(https?://\\S+)?", "a URL that begins with http:// or https://, or nothing")),
            entry("load.probe.slow.above", form("(\\d{1,15}(\\.\\d{1,9})?)?", "a number, or nothing for never")),
            entry("load.probe.stop.above", form("(\\d{1,15}(\\.\\d{1,9})?)?", "a number, or nothing for never")),
            entry("load.probe.failure", oneOf("stop", "ignore")),
            entry("load.probe.ms", number(100, 600_000)),
            entry("barrier.poll.ms", number(1, 60_000)),
            entry("barrier.claim.seconds", number(1, 86_400)),
            entry("barrier.chunk.rows", number(1, 10_000_000)),
            entry("values.empty.not.null", oneOf("nullable", "space", "park")),
            entry("values.zero.date", form("park|null|[1-9]\\d{3}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d)",
                    "park, null, or a date such as 1900-01-01 (no day past 29)")),
            entry("schema.changes", oneOf("apply", "stop", "ignore")),
            entry("parking.max.rows", number(0, 1_000_000)),
            entry("parking.max.per.minute", number(0, 1_000_000)),
            entry("parking.poll.ms", number(10, 60_000)),
            entry("parking.topic", form("[A-Za-z0-9._-]{0,249}", "a topic's name, or nothing for no copies")),
            entry("assess.accept", form("([a-z-]+(:[^,]+)?(\\s*,\\s*[a-z-]+(:[^,]+)?)*)?",
                    "names of findings separated by commas: id, or id:object with * for any characters")),
            entry("assess.rows.per.second", number(1, 100_000_000)),
            entry("assess.megabytes.per.second", number(1, 100_000)),
            entry("verify.chunk.rows", number(1, 1_000_000)),
            entry("verify.chunk.bytes", number(100_000, 1_000_000_000)),
            entry("verify.tables", number(1, 100)),
            entry("verify.rows.per.second", number(0, 100_000_000)),
            entry("verify.duty.percent", number(1, 100)),
            entry("verify.recheck.rounds", number(2, 1_000)),
            entry("verify.recheck.seconds", number(1, 86_400)),
            entry("verify.recheck.keys", number(1, 1_000_000)),
            entry("verify.differences.shown", number(0, 10_000)),
            entry("verify.differences.max", number(1, 1_000_000_000)),
            entry("verify.mask", form("([^\\s,]+(\\s*,\\s*[^\\s,]+)*)?", "columns such as shop.customers.email separated by commas, with * for any"
                    + " characters, or nothing")),
            entry("log.format", oneOf("text", "json")),
            entry("status.seconds", number(0, 86_400)),
            entry("stop.wait.seconds", number(1, 3_600)),
            entry("monitoring.port", number(0, 65535)),
            entry("monitoring.host", form("[^\\s/]+", "a host name or an address of this machine")),
            entry("page.port", number(0, 65535)),
            entry("page.host", form("[^\\s/]+", "a host name or an address of this machine")),
            entry("page.names", form("([^\\s,/:]+(\\s*,\\s*[^\\s,/:]+)*)?", "host names separated by commas, without ports, or nothing")),
            entry("routes.directory", form(".+", "the path of a directory")));

    /** Values that are read without regard to case, and stored in lower case. */
    private static final List<String> WORDS = List.of("source.ssl.mode", "snapshot.mode", "capture.enabled",
            "values.empty.not.null", "values.zero.date", "schema.changes", "target.restored");

    private static final List<String> LOOPBACK = List.of("127.0.0.1", "localhost", "::1");

    private SettingRules() {
    }

    /** The value as everybody else shall see it: one spelling for each meaning. */
    static String canonical(String key, String value) {
        String word = WORDS.contains(key) ? value.toLowerCase(Locale.ROOT) : value;
        return key.equals("snapshot.mode") && word.equals("schema_only") ? "no_data" : word;
    }

    static List<String> problems(Map<String, Setting> settings, KnownSettings known) {
        List<String> problems = new ArrayList<>();
        settings.values().stream()
                .filter(setting -> !setting.blank() || !known.defaultValue(setting.key()).isEmpty())
                .forEach(setting -> check(setting, problems));
        checkTypes(settings.get("types.mapping"), problems);
        problems.addAll(KafkaSettings.problems(settings));
        if (problems.isEmpty()) {
            checkRelations(settings, problems);
        }
        return problems;
    }

    private static void check(Setting setting, List<String> problems) {
        Rule rule = RULES.get(setting.key());
        if (setting.value().contains("{{") && !KafkaSettings.covers(setting.key())) {
            problems.add(setting.key() + " (" + setting.origin() + ") contains {{, which Camel takes for the begin of "
                    + "a placeholder; give a value without it");
        } else if (setting.key().equals("target.url") && setting.hasCredentials()) {
            problems.add("target.url (" + setting.origin() + ") contains a user or a password, which would get into "
                    + "logs; take them out and set target.user and target.password");
        } else if (rule != null && !rule.accepts(setting.value())) {
            problems.add(setting.key() + " is '" + setting.shown() + "' (" + setting.origin() + "); give "
                    + rule.remedy());
        }
    }

    private static void checkTypes(Setting setting, List<String> problems) {
        try {
            TypeOverrides.parse(setting.value());
        } catch (IllegalArgumentException unreadable) {
            problems.add(setting.key() + " (" + setting.origin() + "): " + unreadable.getMessage());
        }
    }

    private static void checkRelations(Map<String, Setting> settings, List<String> problems) {
        List<String> databases = List.of(settings.get("source.databases").value().split("\\s*,\\s*"));
        for (String table : settings.get("source.tables").value().split("\\s*,\\s*")) {
            String database = table.contains(".") ? table.substring(0, table.indexOf('.')) : "";
            if (!databases.contains("") && !database.isEmpty() && !database.contains("*") && !databases.contains(database)) {
                problems.add("source.tables lists " + table + ", but its database is not in source.databases; "
                        + "add " + database + " there, or take the table out");
            }
        }
        String prefix = settings.get("topics.prefix").value();
        String copies = settings.get("parking.topic").value();
        if (copies.startsWith(prefix + ".") && copies.indexOf('.', prefix.length() + 1) > 0) {
            problems.add("parking.topic (" + copies + ") is named like a change topic, and the lanes would read it; take " + prefix
                    + ".__parked");
        }
        checkPage(settings, problems);
        if (number(settings, "capture.queue.rows") <= number(settings, "capture.batch.rows")) {
            problems.add("capture.queue.rows (" + number(settings, "capture.queue.rows") + ") must be more than "
                    + "capture.batch.rows (" + number(settings, "capture.batch.rows") + "); four times as much is usual");
        }
    }

    private static void checkPage(Map<String, Setting> settings, List<String> problems) {
        if (number(settings, "page.port") == 0) {
            return;
        }
        String host = settings.get("page.host").value();
        if (!LOOPBACK.contains(host) && settings.get("page.password").blank()) {
            problems.add("page.host (" + host + ") opens the page to other machines, and whoever reaches it may cut over; set page.password (at best file:/path), or take page.host=127.0.0.1");
        }
        if (number(settings, "page.port") == number(settings, "monitoring.port")) {
            problems.add("page.port and monitoring.port are both " + number(settings, "page.port") + "; each needs a port of its own");
        }
    }

    private static int number(Map<String, Setting> settings, String key) {
        return Integer.parseInt(settings.get(key).value());
    }

    private static Rule number(int lowest, int highest) {
        return new Rule(Pattern.compile("\\d+"), lowest, highest,
                "a whole number from " + lowest + " to " + highest);
    }

    private static Rule oneOf(String... words) {
        return form(String.join("|", words), "one of " + String.join(", ", words));
    }

    private static Rule form(String pattern, String remedy) {
        return new Rule(Pattern.compile(pattern), 0, 0, remedy);
    }
}
