package sluice.bench;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import sluice.sandbox.Login;
import sluice.sandbox.Project;

/** How long the service stands still in a cut-over. */
@Command(name = "cutover", mixinStandardHelpOptions = true,
        description = "Cuts over while the source is written to at a steady rate, as an operator does: verify, then cutover. What counts is how long the source is frozen; "
                + "with more --rows or --tables it has to stay what it is.")
final class CutoverBench implements Callable<Integer> {
    private static final Pattern FROZEN = Pattern.compile("The source was frozen for ([0-9.]+) s");
    private static final int READ_ONLY = 1290;

    @Mixin
    private LoadOptions options;

    @Option(names = "--rate", defaultValue = "200", description = "Changes per second. Default: ${DEFAULT-VALUE}")
    private int rate;

    @Override
    public Integer call() throws Exception {
        Report report = new Report("cutover", options.asMap());
        try (BenchServers servers = new BenchServers()) {
            OrdersLoad load = new OrdersLoad(servers.mysql().app(), options.shape());
            load.create();
            load.fill(options.rows());
            try (Migration migration = new Migration(servers, load, options)) {
                Login freezing = servers.mysql().app();
                Files.writeString(migration.config(), "cutover.source.user=" + freezing.user() + "\ncutover.source.password=" + freezing.password() + "\n", StandardOpenOption.APPEND);
                migration.start();
                Migration.await("the rows are copied", () -> migration.jmx().applied() >= options.rows());
                Migration.await("it is recorded that they are", () -> "following".equals(servers.targetLogin().value("SELECT PHASE FROM SLUICE_MIGRATION")));
                AtomicBoolean done = new AtomicBoolean();
                OwnWork writes = new OwnWork();
                writes.start(() -> write(load, done));
                double verified = seconds(() -> sluice(migration, "verify", "--restart"));
                long begin = System.nanoTime();
                String told = sluice(migration, "cutover");
                double whole = (System.nanoTime() - begin) / 1e9;
                writes.await();
                report.say(told.strip());
                Matcher frozen = FROZEN.matcher(told);
                if (!frozen.find()) {
                    throw new IllegalStateException("not switched: " + told);
                }
                report.tell(Figure.of(Report.SLUICE, options.rows(), Double.parseDouble(frozen.group(1))).with("verify_s", verified).with("whole_command_s", whole));
                report.say(migration.assertEqual());
            }
        }
        return 0;
    }

    /** Until the source takes no more. */
    private void write(OrdersLoad load, AtomicBoolean done) throws SQLException {
        try {
            load.steadily(rate, done);
        } catch (SQLException e) {
            if (e.getErrorCode() != READ_ONLY) {
                throw e;
            }
        }
    }

    private static double seconds(Callable<String> work) throws Exception {
        long begin = System.nanoTime();
        work.call();
        return (System.nanoTime() - begin) / 1e9;
    }

    private static String sluice(Migration migration, String... command) throws Exception {
        List<String> line = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m", "-jar",
                Project.home().resolve("target/sluice.jar").toString()));
        line.addAll(List.of(command));
        line.addAll(List.of("--config", migration.config().toString()));
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(String.join(" ", command) + " ended with " + process.exitValue() + ": " + told);
        }
        return told;
    }
}
