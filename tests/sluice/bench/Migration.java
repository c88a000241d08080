package sluice.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import sluice.sandbox.Comparison;
import sluice.sandbox.Login;
import sluice.sandbox.SluiceProcess;
import sluice.sandbox.TableVerdict;

/** A migration that is measured: source rows, a Sluice that copies and follows them, and what its processes use meanwhile. */
final class Migration implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final Duration LOOK = Duration.ofMillis(20);

    private final BenchServers servers;
    private final OrdersLoad load;
    private final SluiceProcess sluice;
    private Jmx jmx;

    Migration(BenchServers servers, OrdersLoad load, LoadOptions options) throws IOException {
        this.servers = servers;
        this.load = load;
        this.sluice = servers.sluice("sluice", options);
    }

    /** Starts Sluice; returns when it can be asked. */
    void start() {
        sluice.start();
        Awaitility.await("Sluice can be asked").atMost(LIMIT).pollInterval(LOOK).ignoreExceptions().until(() -> {
            jmx = new Jmx(sluice.pid());
            return jmx.status() != null;
        });
    }

    /** The settings file of its process. */
    Path config() {
        return sluice.directory().resolve("application.properties");
    }

    Jmx jmx() {
        return jmx;
    }

    OrdersLoad load() {
        return load;
    }

    BenchServers servers() {
        return servers;
    }

    /** Waits for a condition that costs the measured processes next to nothing; how late it is noticed is the precision of a figure. */
    static void await(String what, Callable<Boolean> condition) {
        Awaitility.await(what).atMost(LIMIT).pollDelay(Duration.ZERO).pollInterval(LOOK).until(condition);
    }

    /** What Sluice, Kafka and the target use from now on. */
    Meter meter() throws IOException {
        return new Meter(jmx, sluice.pid(), servers);
    }

    /** Megabytes of Sluice's heap that are in use after a full collection. */
    double heapAfterCollection() throws Exception {
        jmx.collect();
        return jmx.usedHeap() / (double) (1 << 20);
    }

    /** Each row of each table is the same on both sides, or the figures are worth nothing. */
    String assertEqual() throws SQLException {
        Login source = servers.mysql().app();
        List<TableVerdict> verdicts = new Comparison(source, servers.targetLogin()).compare(OrdersLoad.DATABASE);
        for (TableVerdict verdict : verdicts) {
            if (verdict.missing() + verdict.extra() + verdict.different() > 0) {
                throw new IllegalStateException("Source and target differ, the figures are worth nothing: " + verdict);
            }
        }
        return "equal, row by row: " + verdicts.stream().mapToLong(TableVerdict::equal).sum() + " rows in " + verdicts.size() + " tables";
    }

    @Override
    public void close() throws IOException {
        if (jmx != null) {
            jmx.close();
        }
        sluice.close();
    }
}
