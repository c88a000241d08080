package sluice.control;

import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Scanner;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import sluice.cutover.Cutover;
import sluice.cutover.CutoverFailure;
import sluice.cutover.FreezeWatch;
import sluice.cutover.Freezing;
import sluice.cutover.MigrationLog;
import sluice.cutover.OperatorFreeze;
import sluice.cutover.SourceWrites;

/** {@code sluice cutover}: from following to switched, or back as if nothing had been. */
@Command(name = "cutover", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = {"Freezes the source, waits until all has arrived, compares both sides, enables what was held back, and leaves the source frozen "
            + "(docs/cutover.md). Whatever fails, and at Ctrl-C, the source takes writes again and the migration follows on.",
            "A Sluice has to run beside it: it brings the changes, and frees the source if this process dies."},
        footer = {"", "Exit code 0: switched (with --dry-run: it could be). 6: not ready, nothing was done. 1: given up, the source takes writes."})
final class CutoverCommand implements Callable<Integer> {

    private static final int STOP_SECONDS = 60;

    private final Scanner input = new Scanner(System.in);

    @Spec
    private CommandSpec spec;

    @Mixin
    private SettingsOptions options;

    @Option(names = "--dry-run", description = "Everything but the freeze: looks, compares, and prints what would be enabled.")
    private boolean rehearsal;

    @Option(names = "--postpone", description = "Looks at everything, then waits for the word 'go' on its input before it freezes.")
    private boolean postpone;

    @Option(names = "--freeze-by-operator", description = "You end the writes to the source by your own means: it asks for it in the freeze, and waits for the word 'frozen'.")
    private boolean byOperator;

    @Option(names = "--statistics", description = "After the switch, has the target's optimizer look at the tables.")
    private boolean statistics;

    @Option(names = "--abort", description = "Ends a cut-over that another process has begun: frees the source.")
    private boolean abort;

    @Option(names = "--history", description = "Prints how the migration came where it stands, and does nothing.")
    private boolean history;

    @Option(names = "--json", description = "The history as a JSON array, for scripts. With --history only.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        if (json && !history) {
            throw new ParameterException(spec.commandLine(), "--json goes with --history only");
        }
        Settings settings = options.load();
        new Preflight(settings).checkServers();
        DataSource target = new DriverManagerDataSource(settings.get("target.url"), settings.get("target.user"), settings.get("target.password"));
        MigrationLog log = new MigrationLog(target, settings.get("topics.prefix"));
        if (history) {
            spec.commandLine().getOut().println(json ? Json.of(log.history().stream().map(CutoverCommand::fields).toList()) : Cutover.history(log.history()));
            return ExitCode.OK;
        } else if (abort) {
            return end(settings, target, log);
        }
        return cutOver(settings, target);
    }

    static Map<String, String> fields(MigrationLog.Step step) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("at", step.at().toString());
        fields.put("who", step.who());
        fields.put("from", step.from());
        fields.put("to", step.to());
        fields.put("evidence", step.evidence());
        return fields;
    }

    private int end(Settings settings, DataSource target, MigrationLog log) throws SQLException {
        MigrationLog.Stand stand = log.read().orElseThrow(() -> new CutoverFailure("nothing is known of this migration"));
        if (!stand.phase().isFrozen()) {
            spec.commandLine().getOut().println("No cut-over is under way: the migration is " + stand.phase());
            return ExitCode.NOT_NOW;
        }
        new FreezeWatch(target, settings).free(stand, Duration.ZERO, CutoverWork.who());
        spec.commandLine().getOut().println("The source takes writes again; the migration is following");
        return ExitCode.OK;
    }

    private int cutOver(Settings settings, DataSource target) throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        Consumer<String> told = line -> {
            out.println(line);
            out.flush();
        };
        SourceWrites source = new SourceWrites(settings);
        Freezing freezing = byOperator ? new OperatorFreeze(source, told, () -> waitFor("frozen", "'frozen' when nobody writes any more, anything else gives it up:", out)) : source;
        try (CutoverWork work = CutoverWork.of(settings, target, CutoverWork.who(), freezing, statistics, told)) {
            return rehearsal ? rehearsed(work.cutover()) : led(work.cutover(), out);
        }
    }

    private int rehearsed(Cutover cutover) throws Exception {
        try {
            cutover.rehearse();
            return ExitCode.OK;
        } catch (CutoverFailure e) {
            spec.commandLine().getErr().println("sluice: " + e.getMessage());
            return ExitCode.NOT_NOW;
        }
    }

    private int led(Cutover cutover, PrintWriter out) throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        Thread leader = Thread.currentThread();
        Interruption interruption = new Interruption(() -> {
            leader.interrupt();
            ended.await(STOP_SECONDS, TimeUnit.SECONDS);
        });
        try {
            cutover.prepare();
            if (postpone) {
                waitFor("go", "Ready. 'go' begins the freeze, anything else gives it up:", out);
            }
        } catch (CutoverFailure e) {
            interruption.withdraw();
            spec.commandLine().getErr().println("sluice: " + e.getMessage());
            return ExitCode.NOT_NOW;
        }
        try {
            cutover.run();
            return ExitCode.OK;
        } finally {
            ended.countDown();
            interruption.withdraw();
        }
    }

    /** A read of the input cannot be interrupted; so another thread does it, and Ctrl-C ends the waiting. */
    private void waitFor(String word, String question, PrintWriter out) throws InterruptedException {
        out.println(question);
        out.flush();
        CompletableFuture<String> answer = new CompletableFuture<>();
        Thread reader = new Thread(() -> {
            answer.complete(input.hasNextLine() ? input.nextLine().strip() : "");
        }, "answer");
        reader.setDaemon(true);
        reader.start();
        try {
            if (!answer.get().equals(word)) {
                throw new CutoverFailure("given up: it was not told '" + word + "'");
            }
        } catch (ExecutionException e) {
            throw new CutoverFailure("the answer cannot be read: " + e.getCause().getMessage());
        }
    }
}
