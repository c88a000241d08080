package sluice.control;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code sluice parked ...}: the rows that the target refused.
 *
 * <p>It asks the target itself, so it works whether a Sluice runs or not. Values of rows are shown only where they are
 * asked for.
 */
@Command(name = "parked", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = {"Lists, shows, replays and discards parked rows: rows that the target refused.",
            "A replay is carried out by the running lane that owns the row, and never overwrites a newer change of it."})
final class ParkedCommand implements Runnable {

    private static final long LOOK_MILLIS = 200;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing: parked list, show, replay or discard");
    }

    /** Which rows; never all of them by accident. */
    static final class Which {

        @Parameters(arity = "0..*", paramLabel = "ID", description = "Ids, as 'parked list' shows them.")
        private List<Long> ids = List.of();

        @Option(names = "--table", paramLabel = "DB.TABLE", description = "Rows of this table of the source.")
        private String table;

        @Option(names = "--error", paramLabel = "ERROR", description = "Rows with this error, as 'parked list' shows it.")
        private String error;

        @Option(names = "--all", description = "All unresolved rows.")
        private boolean all;

        @Option(names = "--dry-run", description = "Only say how many rows that would be.")
        private boolean dryRun;
    }

    @Command(name = "list", mixinStandardHelpOptions = true, versionProvider = Version.class,
            description = "Counts the parked rows by table and error.")
    int list(@Mixin SettingsOptions options,
             @Option(names = "--resolved", description = "Also rows that were replayed, superseded or discarded.") boolean resolved,
             @Option(names = "--json", description = "Print it as JSON, for scripts.") boolean json) {
        ParkedList list = new ParkedList(register(options).groups(resolved));
        out().println(json ? list.json() : list.toString());
        return ExitCode.OK;
    }

    @Command(name = "show", mixinStandardHelpOptions = true, versionProvider = Version.class,
            description = "Shows one row: its key, where it came from, and why it was refused.")
    int show(@Mixin SettingsOptions options, @Parameters(paramLabel = "ID") long id,
             @Option(names = "--values", description = "Also the event with all values of the row.") boolean values) {
        ParkedRegister register = register(options);
        Map<String, String> row = register.show(id).orElseThrow(() -> new NoSuchParkedRowException(List.of(id)));
        row.forEach((name, value) -> out().println(name + ": " + (values ? value : withoutValues(name, value))));
        if (values) {
            out().println("event: " + new String(register.event(id), StandardCharsets.UTF_8));
        }
        return ExitCode.OK;
    }

    /** A database may quote the value that it refuses. */
    private static String withoutValues(String name, String value) {
        return name.equals("error_text") ? value.replaceAll("'[^']*'", "'...'") : value;
    }

    @Command(name = "replay", mixinStandardHelpOptions = true, versionProvider = Version.class,
            description = "Has rows written again, by the lane that owns them, between two batches.")
    int replay(@Mixin SettingsOptions options, @ArgGroup(exclusive = false, multiplicity = "1") Which which,
               @Option(names = "--wait", paramLabel = "SECONDS", defaultValue = "0",
                       description = "Wait for so long until it is done; exit code 1 if not all rows were written.") int seconds)
            throws InterruptedException {
        ParkedRegister register = register(options);
        List<ParkedRegister.Row> all = rows(register, which);
        ParkedRegister.withoutValues(all).ifPresent(out()::println);
        List<ParkedRegister.Row> rows = all.stream().filter(ParkedRegister.Row::hasValues).toList();
        if (which.dryRun) {
            out().println(rows.size() + " rows would be replayed");
            return ExitCode.OK;
        }
        out().println(register.requestReplay(rows) + " of " + all.size() + " rows are to be replayed");
        return rows.isEmpty() && !all.isEmpty() ? ExitCode.FAILED : seconds == 0 ? ExitCode.OK : await(register, rows, seconds);
    }

    private int await(ParkedRegister register, List<ParkedRegister.Row> rows, int seconds) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        Map<String, Integer> states = register.states(rows);
        while (states.containsKey("replay-requested") && System.nanoTime() - end < 0) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            states = register.states(rows);
        }
        states.forEach((state, count) -> out().println(state + ": " + count));
        return states.getOrDefault("replayed", 0) == rows.size() ? ExitCode.OK : ExitCode.FAILED;
    }

    @Command(name = "discard", mixinStandardHelpOptions = true, versionProvider = Version.class,
            description = "Gives rows up: the target stays without them. Their events are kept.")
    int discard(@Mixin SettingsOptions options, @ArgGroup(exclusive = false, multiplicity = "1") Which which,
                @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why; kept with the rows.") String reason) {
        ParkedRegister register = register(options);
        List<ParkedRegister.Row> rows = rows(register, which);
        if (which.dryRun) {
            out().println(rows.size() + " rows would be discarded");
        } else {
            out().println(register.discard(rows, reason) + " of " + rows.size() + " rows are discarded");
        }
        return ExitCode.OK;
    }

    private List<ParkedRegister.Row> rows(ParkedRegister register, Which which) {
        if (which.ids.isEmpty() && which.table == null && which.error == null && !which.all) {
            throw new ParameterException(spec.commandLine(), "name rows: ids, --table, --error or --all");
        }
        List<ParkedRegister.Row> rows = register.select(new ParkedSelection(which.ids, which.table, which.error));
        List<Long> missing = which.ids.stream().filter(id -> rows.stream().noneMatch(row -> row.id() == id)).toList();
        if (!missing.isEmpty()) {
            throw new NoSuchParkedRowException(missing);
        }
        return rows;
    }

    private static ParkedRegister register(SettingsOptions options) {
        Settings settings = options.load();
        new TargetPreflight(settings).check();
        ParkedRegister register = new ParkedRegister(new DriverManagerDataSource(settings.get("target.url"), settings.get("target.user"),
                settings.get("target.password")));
        register.check();
        return register;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
