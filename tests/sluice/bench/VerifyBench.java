package sluice.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import sluice.sandbox.Project;
import sluice.sandbox.SluiceProcess;

/** How fast {@code sluice verify} compares a table, as a process of its own with the launcher's heap, in turn with a plain read of both sides. */
@Command(name = "verify", mixinStandardHelpOptions = true,
        description = "Compares a table that is equal on both sides, from the start of the command, in turn with two threads that read the same pages and "
                + "compare nothing. --rows is what counts: with more of them the memory has to stay what it is.")
final class VerifyBench implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Mixin
    private LoadOptions options;

    @Override
    public Integer call() throws Exception {
        Report report = new Report("verify", options.asMap());
        try (BenchServers servers = new BenchServers()) {
            OrdersLoad load = new OrdersLoad(servers.mysql().app(), options.shape());
            load.create();
            load.fill(options.rows());
            LoadedTarget.fill(servers, options.shape());
            Path settings = servers.directory("verify").resolve("application.properties");
            Files.writeString(settings, SluiceProcess.settings(servers.mysql(), servers.kafka(), servers.targetLogin(), BenchServers.PREFIX,
                    OrdersLoad.DATABASE));
            for (int run = 0; run < options.warmUp() + options.runs(); run++) {
                boolean counts = run >= options.warmUp();
                count(report, counts, verified(settings));
                if (options.hasFloors()) {
                    count(report, counts, PagedReads.run(servers));
                }
            }
            report.summary();
        }
        return 0;
    }

    private static void count(Report report, boolean counts, Figure figure) {
        if (counts) {
            report.add(figure);
        } else {
            report.tell(figure.with("warm_up", true));
        }
    }

    /** The whole command, its start and its first, slow seconds included. */
    private Figure verified(Path settings) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m"));
        command.addAll(options.jvm());
        command.addAll(List.of("-jar", Project.home().resolve("target/sluice.jar").toString(), "verify", "--restart", "--json", "--config",
                settings.toString()));
        long begin = System.nanoTime();
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        ProcessUsage[] usage = {new ProcessUsage(0, 0)};
        Thread watch = new Thread(() -> watch(process, usage), "watch");
        watch.start();
        JsonNode result = JSON.readTree(process.getInputStream());
        int code = process.waitFor();
        double seconds = (System.nanoTime() - begin) / 1e9;
        watch.join();
        if (code != 0 || !result.path("equal").asBoolean()) {
            throw new IllegalStateException("verify ended with " + code + ": " + result);
        }
        long rows = 0;
        double inside = 0;
        for (JsonNode table : result.path("tables")) {
            rows += table.path("rows").asLong();
            inside = Math.max(inside, table.path("seconds").asDouble());
        }
        return Figure.of(Report.SLUICE, rows, seconds).with("without_start_rows_s", rows / inside).with("cpu_us_per_row", usage[0].cpuSeconds() * 1e6 / rows)
                .with("peak_mb", usage[0].peakBytes() / (double) (1 << 20));
    }

    /** The kernel tells it of a process that lives only. */
    private static void watch(Process process, ProcessUsage[] usage) {
        while (process.isAlive()) {
            try {
                ProcessUsage now = ProcessUsage.of(process.pid());
                usage[0] = now.peakBytes() == 0 ? usage[0] : now; // a process that is ending has no memory any more
                process.waitFor(50, TimeUnit.MILLISECONDS);
            } catch (UncheckedIOException justEnded) {
                return;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
