package sluice.control;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sluice.capture.CapturedTables;
import sluice.load.Probes;
import sluice.schema.source.SourceTable;
import sluice.verify.ProgressLine;
import sluice.verify.Repair;
import sluice.verify.TableResult;
import sluice.verify.Verification;
import sluice.verify.VerifyJson;
import sluice.verify.VerifyPage;
import sluice.verify.VerifyText;

/** {@code sluice verify}: are source and target the same? Answered row by row, while the service writes. */
@Command(name = "verify", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = {"Compares every row and column of source and target, while the service writes (docs/verify.md). Rows that differ are looked at "
            + "again when the lanes have passed what the source had.",
            "With --repair what differs is put right: rows are read from the source again by the running process that captures, rows that only the target "
                + "has are deleted between two batches of the lanes.",
            "A command that is cut off is gone on with by the next one for the same tables. Exit code 0 only if all tables are equal, 7 if not."},
        footer = {"", "Examples:", "  sluice verify --html verify.html", "  sluice verify shop.orders shop.customers --restart",
            "  sluice verify shop.orders --repair --dry-run"})
final class VerifyCommand implements Callable<Integer> {

    private static final int TOLD_SECONDS = 5;

    @Spec
    private CommandSpec spec;

    @Mixin
    private SettingsOptions options;

    @Parameters(arity = "0..*", paramLabel = "TABLE", description = "database.table, as the source spells it. Default: all that are migrated.")
    private List<String> tables = List.of();

    @Option(names = "--restart", description = "Begin with the first row, also where an earlier command was cut off.")
    private boolean restart;

    @Option(names = "--repair", description = "Put right what differs, and look at it again.")
    private boolean repair;

    @Option(names = "--dry-run", description = "With --repair: only say what would be done.")
    private boolean dryRun;

    @Option(names = "--pid", paramLabel = "PID", description = "With --repair: the process that captures, where more than one Sluice runs on this machine.")
    private Long pid;

    @Option(names = "--html", paramLabel = "FILE", description = "Write it as a page of its own to FILE, too.")
    private Path html;

    @Option(names = "--json", description = "Print it as one JSON object, for scripts.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        if (dryRun && !repair) {
            throw new ParameterException(spec.commandLine(), "--dry-run says what --repair would do: give both, or neither");
        }
        Settings settings = options.load();
        new Preflight(settings).checkServers();
        List<SourceTable> chosen = chosen(new CapturedTables(settings).read());
        List<TableResult> results = compared(settings, chosen);
        spec.commandLine().getOut().println(json ? VerifyJson.of(results) : VerifyText.of(results));
        page(results, settings);
        return results.stream().allMatch(TableResult::isEqual) ? ExitCode.OK : ExitCode.NOT_EQUAL;
    }

    private List<SourceTable> chosen(List<SourceTable> all) {
        List<SourceTable> chosen = new ArrayList<>();
        for (String name : new LinkedHashSet<>(tables)) {
            chosen.add(all.stream().filter(table -> table.id().toString().equals(name)).findFirst()
                    .or(() -> all.stream().filter(table -> table.id().toString().equalsIgnoreCase(name)).findFirst())
                    .orElseThrow(() -> new ParameterException(spec.commandLine(), name + " is no table that is migrated: write database.table;"
                            + " it has to be at the source, and in source.databases and source.tables")));
        }
        return tables.isEmpty() ? all : List.copyOf(chosen);
    }

    private List<TableResult> compared(Settings settings, List<SourceTable> chosen) throws Exception {
        DriverManagerDataSource target = new DriverManagerDataSource(settings.get("target.url"), settings.get("target.user"),
                settings.get("target.password"));
        Probes probes = new Probes(target, settings);
        probes.look();
        Verification verification = new Verification(settings, target, probes);
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "verify-timer");
            thread.setDaemon(true);
            return thread;
        });
        try {
            int millis = settings.integer("load.probe.ms");
            timer.scheduleWithFixedDelay(probes::look, millis, millis, TimeUnit.MILLISECONDS);
            timer.scheduleWithFixedDelay(() -> tell(verification), TOLD_SECONDS, TOLD_SECONDS, TimeUnit.SECONDS);
            List<TableResult> results = verification.run(chosen, restart);
            return repair ? repaired(verification, results) : results;
        } finally {
            timer.shutdownNow();
        }
    }

    /** The process that captures is only looked for where something has to be read again. */
    private List<TableResult> repaired(Verification verification, List<TableResult> results) throws Exception {
        if (dryRun || results.stream().allMatch(result -> Repair.plan(result).isEmpty())) {
            results.stream().map(Repair::plan).filter(plan -> !plan.isEmpty()).forEach(this::say);
            return results;
        }
        try (RunningSluice sluice = ProcessOption.find(pid)) {
            Repair work = new Repair(verification, new RunningResync(sluice), this::say);
            List<TableResult> after = new ArrayList<>();
            for (TableResult result : results) {
                after.add(work.repair(result));
            }
            return after;
        }
    }

    private void say(String line) {
        spec.commandLine().getErr().println("sluice: " + line);
    }

    private void tell(Verification verification) {
        PrintWriter err = spec.commandLine().getErr();
        verification.underWay().forEach(table -> err.println("sluice: " + ProgressLine.of(table)));
        err.flush();
    }

    private void page(List<TableResult> results, Settings settings) {
        if (html == null) {
            return;
        }
        try {
            String target = new Setting("target.url", settings.get("target.url"), "").shown();
            Files.writeString(html, VerifyPage.of(results, new SourceDatabase(settings).url(), target, ZonedDateTime.now()));
        } catch (IOException e) {
            throw new PreflightException("the report cannot be written to " + html + " (" + e.getClass().getSimpleName()
                    + "); name a file in a directory that exists and may be written to", e);
        }
    }
}
