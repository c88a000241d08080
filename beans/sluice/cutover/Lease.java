package sluice.cutover;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets the watches hear of who holds the source frozen, and notices when it is not the holder any more. */
final class Lease implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Lease.class);
    private static final int RENEWALS = 5;

    private final ScheduledExecutorService timer;
    private volatile boolean lost;

    /** @param length after so long without a sign of life the source is freed */
    Lease(MigrationLog log, String holder, Duration length) {
        timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "cutover-lease");
            thread.setDaemon(true);
            return thread;
        });
        long pause = Math.max(1, length.toMillis() / RENEWALS);
        timer.scheduleWithFixedDelay(() -> renew(log, holder), 0, pause, TimeUnit.MILLISECONDS);
    }

    private void renew(MigrationLog log, String holder) {
        try {
            lost |= !log.renew(holder);
        } catch (RuntimeException e) {
            LOG.warn("The target does not take a sign of life of the cut-over: {}", e.getMessage()); // too long, and the watches free the source
        }
    }

    /** @throws CutoverFailure if a watch has taken the source over */
    void require() {
        if (lost) {
            throw new CutoverFailure("a running Sluice has not heard of this cut-over for too long, and has freed the source");
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
