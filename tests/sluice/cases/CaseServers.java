package sluice.cases;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import sluice.sandbox.Login;
import sluice.sandbox.MySqlServer;
import sluice.sandbox.RoutesUnderTest;
import sluice.sandbox.SharedServers;

/** The servers of one run of cases: a MySQL database for each case, topics and an H2 database of the run's name. */
final class CaseServers {
    /** A database that is no case's: what arrives there last was written last. Its names are the same however the target spells. */
    static final String SENTINEL = "CASE_SENTINEL";

    private static final String LANE = """
            - templatedRoute:
                routeTemplateRef: apply-lane
                routeId: apply-%1$s
                parameters:
                  - name: lane
                    value: %1$s
                  - name: topics
                    value: "%2$s"
                  - name: consumers
                    value: "1"
            """;
    /** The settings that name tables may be joined: each with what stands between two tables there. */
    private static final Map<String, String> SEPARATORS = Map.of("message.key.columns", ";", "types.mapping", ";");

    /** The server counts the XA transactions of all cases and tests; a case that is about them accepts nothing, by an empty setting. */
    private static final String COUNTED_BY_THE_SERVER = "xa-transactions";

    private final MySqlServer mysql = SharedServers.mysql();
    private final String name;
    private final Login target;
    private long sentinels;

    CaseServers(String name) {
        this.name = name;
        this.target = SharedServers.database(name);
    }

    MySqlServer mysql() {
        return mysql;
    }

    Login target() {
        return target;
    }

    Drain drain() {
        return new Drain(SharedServers.kafka().brokers(), name, target);
    }

    void load(Case one) throws SQLException {
        mysql.app().execute("DROP DATABASE IF EXISTS " + one.database(), "CREATE DATABASE " + one.database());
        run(one, CaseFile.SOURCE);
        if (one.text(CaseFile.TARGET).isPresent()) {
            target.execute(one.text(CaseFile.TARGET).get());
        }
    }

    void drop(Case one) {
        try {
            mysql.app().execute("DROP DATABASE IF EXISTS " + one.database());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs a file of SQL at the source, in the case's database; an error in any of its statements ends it. */
    void run(Case one, CaseFile file) throws SQLException {
        Properties login = new Properties();
        login.setProperty("user", mysql.app().user());
        login.setProperty("password", mysql.app().password());
        login.setProperty("allowMultiQueries", "true");
        login.setProperty("allowLoadLocalInfile", "true");
        try (Connection connection = DriverManager.getConnection(mysql.app().url(), login);
                Statement statement = connection.createStatement()) {
            boolean rows = statement.execute("USE " + one.database() + ";\n" + one.text(file).orElse("DO 0"));
            while (rows || statement.getUpdateCount() >= 0) {
                rows = statement.getMoreResults();
            }
        } catch (SQLException e) {
            throw new SQLException(file.fileName() + ": " + e.getMessage(), e);
        }
    }

    void createSentinel() throws SQLException {
        mysql.app().execute("DROP DATABASE IF EXISTS " + SENTINEL, "CREATE DATABASE " + SENTINEL,
                "CREATE TABLE " + SENTINEL + ".T (ID BIGINT PRIMARY KEY)");
    }

    void writeSentinel() throws SQLException {
        mysql.app().execute("INSERT INTO " + SENTINEL + ".T VALUES (" + ++sentinels + ")");
    }

    /** Whether the last one has arrived. */
    boolean sentinelArrived() throws SQLException {
        return target.number("SELECT COUNT(*) FROM " + SENTINEL + ".T WHERE ID = " + sentinels) == 1;
    }

    /**
     * Sluice for these cases, not started.
     *
     * @param lanes the name of each case's lane
     */
    RoutesUnderTest routes(List<Case> cases, Map<Case, String> lanes) {
        Map<String, List<String>> databases = new TreeMap<>(Map.of(SENTINEL, List.of(SENTINEL)));
        cases.forEach(one -> databases.computeIfAbsent(lanes.get(one), lane -> new ArrayList<>()).add(one.database()));
        String files = databases.entrySet().stream().map(lane -> LANE.formatted(lane.getKey(),
                lane.getValue().stream().map("{{topics.prefix}}.%s.*"::formatted).collect(joining(",")))).collect(joining());
        return routes(cases).edit("(?ms)^- templatedRoute:.*", files);
    }

    /** With one lane for all, as it is delivered. */
    RoutesUnderTest routes(List<Case> cases) {
        List<String> databases = Stream.concat(cases.stream().map(Case::database), Stream.of(SENTINEL)).toList();
        RoutesUnderTest routes = new RoutesUnderTest(name);
        Map.ofEntries(Map.entry("source.hostname", mysql.host()), Map.entry("source.port", Integer.toString(mysql.port())),
                Map.entry("source.user", mysql.sluice().user()), Map.entry("source.password", mysql.sluice().password()),
                Map.entry("source.databases", String.join(",", databases)), Map.entry("topics.prefix", name),
                Map.entry("topics.partitions", "2"), Map.entry("topics.replication.factor", "1"),
                Map.entry("kafka.brokers", SharedServers.kafka().brokers()), Map.entry("target.url", target.url()),
                Map.entry("target.user", target.user()), Map.entry("target.password", target.password()),
                Map.entry("apply.poll.timeout.ms", "50"), Map.entry("barrier.poll.ms", "50"), Map.entry("status.seconds", "0"),
                Map.entry("assess.accept", COUNTED_BY_THE_SERVER))
                .forEach(routes::set);
        joined(cases).forEach(routes::set);
        return routes;
    }

    /** The settings of all cases: where they differ, because they name tables, one after the other. */
    private static Map<String, String> joined(List<Case> cases) {
        Map<String, List<String>> values = new TreeMap<>();
        cases.forEach(one -> one.settings().forEach((key, value) -> {
            List<String> known = values.computeIfAbsent(key, k -> new ArrayList<>());
            if (!known.contains(value)) {
                known.add(value);
            }
        }));
        Map<String, String> joined = new TreeMap<>();
        values.forEach((key, all) -> joined.put(key, String.join(SEPARATORS.getOrDefault(key, ","), all)));
        joined.computeIfPresent("assess.accept", (key, names) -> names.isEmpty() ? names : COUNTED_BY_THE_SERVER + "," + names);
        return joined;
    }
}
