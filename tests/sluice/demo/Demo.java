package sluice.demo;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import sluice.sandbox.ChildProcesses;
import sluice.sandbox.Comparison;
import sluice.sandbox.Servers;
import sluice.sandbox.SluiceProcess;
import sluice.sandbox.TableVerdict;
import sluice.sandbox.WorkloadCounts;

/**
 * Sluice's main job on this machine, from nothing to a verdict: real servers, a snapshot while a service writes, the changes
 * that follow, and a row-by-row comparison in the end. It exits with 0 only if both sides are equal.
 */
@Command(name = "./sluice demo", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Migrates a MySQL database that is being written to, on servers that it starts and removes, and compares both "
                + "sides row by row. Exit code 0: equal; 1: not equal, or something failed.")
public final class Demo implements Callable<Integer> {
    private static final Duration UP_LIMIT = Duration.ofSeconds(90);
    private static final Duration DRAIN_LIMIT = Duration.ofSeconds(90);

    @Option(names = "--rows", defaultValue = "100000", description = "Rows before the start, in all tables. Default: ${DEFAULT-VALUE}")
    private int rows;

    @Option(names = "--seconds", defaultValue = "30", description = "How long the service writes. Default: ${DEFAULT-VALUE}")
    private int seconds;

    @Option(names = "--rate", defaultValue = "2000", description = "Changes per second that the service writes. Default: ${DEFAULT-VALUE}")
    private int rate;

    @Option(names = "--seed", defaultValue = "20261", description = "Seed of the rows and changes. Default: ${DEFAULT-VALUE}")
    private long seed;

    @Option(names = "--keep", description = "Stay up after the verdict, and print how to connect.")
    private boolean keep;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Demo()).setExecutionExceptionHandler((e, command, parsed) -> {
            command.getErr().println(ChildProcesses.isShuttingDown() ? "\nInterrupted." : "\nThe demo failed: " + e.getMessage());
            return 1;
        }).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        try (DemoServers servers = new DemoServers(seed, rate)) {
            DemoReport report = new DemoReport(System.out);
            report.phase("Servers started (MySQL " + servers.mysql().version() + ", Kafka, H2 as the target)",
                    () -> Servers.start(servers.mysql(), servers.kafka(), servers.h2()));
            report.phase(rows + " rows loaded into MySQL", () -> load(servers));
            SluiceProcess sluice = servers.startSluice();
            StatusView view = new StatusView(System.out, sluice, System.console() != null);
            report.phase("Sluice started", () -> view.await(UP_LIMIT, "Sluice has not printed a status line",
                    line -> !line.isEmpty()));
            WorkloadCounts written = report.phase("Copied while the service wrote, for " + seconds + " s", () -> write(servers, view));
            report.phase("Drained after the last write", () -> drain(servers, view));
            List<TableVerdict> verdicts = report.phase("Compared row by row", () -> compare(servers));
            boolean equal = report.verdict(verdicts, written, view.line());
            if (keep) {
                stay(servers);
            }
            return equal ? 0 : 1;
        }
    }

    private Void load(DemoServers servers) throws SQLException {
        servers.workload().create();
        servers.workload().fill(rows);
        return null;
    }

    /** Without a truncate until the snapshot is over: MySQL fails a snapshot that reads a table truncated since its begin. */
    private WorkloadCounts write(DemoServers servers, StatusView view) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        AtomicBoolean following = new AtomicBoolean();
        servers.workload().allowTruncate(false);
        servers.workload().start();
        view.await(Duration.ofSeconds(seconds + 240L), "no table was truncated", line -> {
            if (!following.get() && servers.mysql().isFollowed()) {
                following.set(true);
                servers.workload().allowTruncate(true);
            }
            return System.nanoTime() - end >= 0 && servers.workload().counts().truncates() > 0;
        });
        return servers.workload().stop();
    }

    /** The sentinels are the last changes; a backlog of 0 counts only when it is told after they have arrived. */
    private Void drain(DemoServers servers, StatusView view) throws SQLException {
        servers.workload().writeSentinels();
        view.await(DRAIN_LIMIT, "the last rows are not in the target", line -> servers.sentinelsArrived());
        view.awaitNextLine(DRAIN_LIMIT, "the backlog is not 0", line -> line.number("Backlog") == 0);
        return null;
    }

    private static List<TableVerdict> compare(DemoServers servers) throws SQLException {
        return new Comparison(servers.mysql().app(), servers.h2().login()).compare(DemoServers.DATABASES);
    }

    private static void stay(DemoServers servers) throws InterruptedException {
        System.out.println(servers.connections());
        System.out.println("\nEverything stays up. Ctrl-C stops and removes it.");
        new CountDownLatch(1).await();
    }
}
