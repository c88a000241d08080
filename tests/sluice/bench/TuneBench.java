package sluice.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import sluice.sandbox.Project;

/** Whether {@code sluice tune} tells the truth: what it says of a backlog, in turn with drains of the same backlog with the same settings. */
@Command(name = "tune", mixinStandardHelpOptions = true,
        description = "Has 'sluice tune' measure a backlog with the given consumers and batch, in turn with drains of it: the ratio is the error of tune.")
final class TuneBench implements Callable<Integer> {
    private static final double SECONDS = 5;

    @Mixin
    private LoadOptions options;

    @Option(names = "--table", description = "At the end also print what it says of a whole grid, and write its page to target/bench/tune.html.")
    private boolean table;

    @Override
    public Integer call() throws Exception {
        Report report = new Report("tune", options.asMap());
        try (BenchServers servers = new BenchServers()) {
            OrdersLoad load = new OrdersLoad(servers.mysql().app(), options.shape());
            load.create();
            load.fill(options.rows());
            try (Migration migration = new Migration(servers, load, options)) {
                migration.start();
                Migration.await("the rows are copied", () -> migration.jmx().applied() >= options.rows());
                Drain drain = new Drain(migration);
                report.tell(drain.prepare(options.changes(), Filling.BY_CAPTURE));
                for (int run = 0; run < options.warmUp() + options.runs(); run++) {
                    compare(report, migration, drain, run < options.warmUp());
                }
                if (table) {
                    drain.rewind();
                    tune(migration, "--html", Project.home().resolve("target/bench/tune.html").toString()).inheritIO().start().waitFor();
                    drain.drain(Report.SLUICE);
                }
                report.say(migration.assertEqual());
            }
            report.summary();
        }
        return 0;
    }

    private void compare(Report report, Migration migration, Drain drain, boolean warmUp) throws Exception {
        drain.rewind();
        Figure told = told(migration);
        Figure drained = drain.drain(Report.SLUICE);
        for (Figure figure : List.of(told, drained)) {
            if (warmUp) {
                report.tell(figure.with("warm_up", true));
            } else {
                report.add(figure);
            }
        }
    }

    /** What tune says of the one combination that is drained. */
    private Figure told(Migration migration) throws IOException, InterruptedException {
        Process process = tune(migration, "--json", "--consumers", Integer.toString(options.consumers()), "--batch", Integer.toString(options.batch()),
                "--seconds", Double.toString(SECONDS), "--rounds", "1").redirectError(ProcessBuilder.Redirect.DISCARD).start();
        JsonNode one = new ObjectMapper().readTree(process.getInputStream()).path("measurements").path(0);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("tune ended with " + process.exitValue());
        }
        return Figure.of("tune", Math.round(one.path("changesPerSecond").asDouble() * SECONDS), SECONDS)
                .with("with_rollbacks_s", one.path("changesPerSecondWithRollbacks").asDouble()).with("median_ms", one.path("medianMillis").asDouble())
                .with("p99_ms", one.path("p99Millis").asDouble()).with("rollback_ms", one.path("rollbackMillis").asDouble());
    }

    private static ProcessBuilder tune(Migration migration, String... more) {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m", "-jar",
                Project.home().resolve("target/sluice.jar").toString(), "tune", "--config", migration.config().toString()));
        command.addAll(List.of(more));
        return new ProcessBuilder(command);
    }
}
