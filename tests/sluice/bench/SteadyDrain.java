package sluice.bench;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import sluice.sandbox.CompetingLoad;

/** Drains of one backlog, again and again: what a lane does for as long as there is one, alone or beside other sessions of the target. */
final class SteadyDrain {
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    /** At the commits for one at the status, which costs more. */
    private static final int LOOKS = 8;
    /** The consumers' first batches are smaller, and one of them begins before the other. */
    private static final double BEGIN_SECONDS = 1;
    /** The last batches are smaller, too. */
    private static final double COUNTED = 0.9;

    private final Migration migration;
    private final Drain drain;
    private final int changes;

    /** @param changes of the backlog that the drain has prepared */
    SteadyDrain(Migration migration, Drain drain, int changes) {
        this.migration = migration;
        this.drain = drain;
        this.changes = changes;
    }

    /**
     * Measures for so many seconds, over as many drains as that takes. The other sessions rest while the backlog is put back.
     *
     * @param sessions that compete; 0 for none
     */
    Figure run(String what, int sessions, double seconds) throws Exception {
        Jmx jmx = migration.jmx();
        CommitTimes times = new CommitTimes(jmx);
        long rows = 0;
        long others = 0;
        double measured = 0;
        while (measured < seconds) {
            drain.rewind();
            long before = jmx.applied();
            try (CompetingLoad load = new CompetingLoad(migration.servers().targetLogin(), sessions)) {
                jmx.route("start", "apply-all");
                Migration.await("changes are applied", () -> jmx.applied() > before);
                sleep(BEGIN_SECONDS);
                times.begin();
                long begin = System.nanoTime();
                long rowsBefore = jmx.applied();
                long othersBefore = load.transactions();
                double counted;
                long applied;
                do {
                    for (int look = 0; look < LOOKS; look++) {
                        LockSupport.parkNanos(LOOK_NANOS);
                        times.look();
                    }
                    applied = jmx.applied();
                    counted = (System.nanoTime() - begin) / 1e9;
                } while (applied - before < COUNTED * changes && measured + counted < seconds);
                measured += counted;
                rows += applied - rowsBefore;
                others += load.transactions() - othersBefore;
                if (applied == rowsBefore) {
                    throw new IllegalStateException("The backlog is gone within a second: give more --changes");
                }
            }
            jmx.route("stop", "apply-all");
        }
        return Figure.of(what, rows, measured).with("median_ms", times.quantile(0.5)).with("p90_ms", times.quantile(0.9)).with("p99_ms", times.quantile(0.99))
                .with("others_per_s", others / measured).with("share", jmx.status().path("load").path("share").asDouble());
    }

    /** The other sessions alone; a transaction of theirs is a row of the figure. */
    Figure othersAlone(String what, int sessions, double seconds) throws Exception {
        try (CompetingLoad load = new CompetingLoad(migration.servers().targetLogin(), sessions)) {
            sleep(BEGIN_SECONDS);
            long begin = System.nanoTime();
            long before = load.transactions();
            sleep(seconds);
            double counted = (System.nanoTime() - begin) / 1e9;
            long transactions = load.transactions() - before;
            return Figure.of(what, transactions, counted).with("others_per_s", transactions / counted);
        }
    }

    private static void sleep(double seconds) throws InterruptedException {
        Thread.sleep(Math.round(seconds * 1_000));
    }
}
