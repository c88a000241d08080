package sluice.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** From a commit at the source until the row is seen in the target, under a steady load. */
@Command(name = "latency", mixinStandardHelpOptions = true,
        description = "Writes at a steady rate, and measures the time from a commit at the source to the moment at which another session sees "
                + "the row in the target. The target is asked every two milliseconds.")
final class LatencyBench implements Callable<Integer> {
    private static final int PROBES_PER_SECOND = 50;
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    @Mixin
    private LoadOptions options;

    @Option(names = "--rate", defaultValue = "1000", description = "Changes per second. Default: ${DEFAULT-VALUE}")
    private int rate;

    @Option(names = "--seconds", defaultValue = "30", description = "How long is measured, after 15 s that warm up. Default: ${DEFAULT-VALUE}")
    private int seconds;

    @Override
    public Integer call() throws Exception {
        Report report = new Report("latency", options.asMap());
        try (BenchServers servers = new BenchServers()) {
            OrdersLoad load = new OrdersLoad(servers.mysql().app(), options.shape());
            load.create();
            servers.mysql().app().execute("CREATE TABLE benchdb.probe (id INT PRIMARY KEY)");
            load.fill(options.rows());
            try (Migration migration = new Migration(servers, load, options)) {
                migration.start();
                Migration.await("the rows are copied", () -> migration.jmx().applied() >= options.rows());
                measure(report, migration);
                report.say(migration.assertEqual());
            }
        }
        return 0;
    }

    private void measure(Report report, Migration migration) throws Exception {
        int warmUp = 15 * PROBES_PER_SECOND;
        int probes = warmUp + seconds * PROBES_PER_SECOND;
        AtomicLongArray committed = new AtomicLongArray(probes);
        AtomicLongArray seen = new AtomicLongArray(probes);
        AtomicBoolean done = new AtomicBoolean();
        Meter meter = migration.meter();
        OwnWork work = new OwnWork();
        work.start(() -> migration.load().steadily(rate, done));
        work.start(() -> watch(migration, seen));
        work.start(() -> {
            probe(migration, committed);
            done.set(true);
        });
        work.await();
        long[] nanos = new long[probes - warmUp];
        Arrays.setAll(nanos, i -> seen.get(warmUp + i) - committed.get(warmUp + i));
        Arrays.sort(nanos);
        long changes = (long) (meter.seconds() * rate);
        Figure figure = meter.read("latency at " + rate + "/s", changes, meter.seconds());
        for (double share : new double[] {0.5, 0.9, 0.99, 0.999, 1}) {
            figure = figure.with("p" + share * 100 + "_ms", nanos[(int) Math.min(nanos.length - 1, share * nanos.length)] / 1e6);
        }
        report.tell(figure);
    }

    private static void probe(Migration migration, AtomicLongArray committed) throws Exception {
        try (Connection connection = migration.servers().mysql().app().connect();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO benchdb.probe VALUES (?)")) {
            long begin = System.nanoTime();
            for (int probe = 0; probe < committed.length(); probe++) {
                insert.setInt(1, probe);
                insert.executeUpdate();
                committed.set(probe, System.nanoTime());
                LockSupport.parkNanos(begin + (probe + 1) * TimeUnit.SECONDS.toNanos(1) / PROBES_PER_SECOND - System.nanoTime());
            }
        }
    }

    private static void watch(Migration migration, AtomicLongArray seen) throws Exception {
        try (Connection connection = migration.servers().targetLogin().connect();
                PreparedStatement last = connection.prepareStatement("SELECT MAX(ID) FROM BENCHDB.PROBE")) {
            int next = 0;
            while (next < seen.length()) {
                try (ResultSet row = last.executeQuery()) {
                    row.next();
                    int id = row.getInt(1);
                    boolean none = row.wasNull();
                    long now = System.nanoTime();
                    while (!none && next <= id) {
                        seen.set(next++, now);
                    }
                }
                LockSupport.parkNanos(LOOK_NANOS);
            }
        }
    }
}
