package sluice.control;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of a process that was told to stop, also when a server hangs in the middle of a transaction: a read of a hanging connection
 * cannot be interrupted, and Camel waits for it again and again.
 *
 * <p>The rule: a stop may be as rude as a crash, for which everything is made: what was not committed is done again at the next start.
 */
final class StopLimit {

    private static final Logger LOG = LoggerFactory.getLogger("sluice");
    /** What Camel itself needs, once it has given up to wait: closing routes, clients, connections. */
    private static final int CLOSING_SECONDS = 5;

    private final int seconds;
    private final CountDownLatch stopped = new CountDownLatch(1);

    /** @param seconds that what is under way may take to end, at least 1 */
    StopLimit(int seconds) {
        this.seconds = seconds;
    }

    int seconds() {
        return seconds;
    }

    /** The process was told to stop. */
    void begin() {
        Thread limit = new Thread(this::await, "stop-limit");
        limit.setDaemon(true);
        limit.start();
    }

    /**
     * It has stopped.
     *
     * @param complete whether all that was under way has ended; else this does not return
     */
    void reached(boolean complete) {
        stopped.countDown();
        if (!complete) {
            halt();
        }
    }

    private void await() {
        try {
            if (!stopped.await(seconds + (long) CLOSING_SECONDS, TimeUnit.SECONDS)) {
                halt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** No other way leads to an exit code of our own once a signal ends the process. */
    private void halt() {
        LOG.warn("stopped without the end of what was under way, which took more than {} s (stop.wait.seconds): does a server hang?"
                + " Nothing is lost; what was not committed is done again at the next start", seconds);
        Runtime.getRuntime().halt(ExitCode.FAILED);
    }
}
