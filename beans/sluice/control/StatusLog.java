package sluice.control;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the status line into the log every so many seconds.
 *
 * <p>Its thread is a daemon, and survives a status that fails: a look that throws must not end all later ones, as an
 * executor would have it.
 */
public final class StatusLog {

    private static final Logger LOG = LoggerFactory.getLogger(StatusLog.class);

    private final Status status;
    private final int seconds;
    private ScheduledExecutorService clock;

    /** {@code seconds} 0: nothing is written. */
    public StatusLog(Status status, int seconds) {
        this.status = status;
        this.seconds = seconds;
    }

    public synchronized void start() {
        if (seconds <= 0 || clock != null) {
            return;
        }
        clock = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "status-log");
            thread.setDaemon(true);
            return thread;
        });
        clock.scheduleWithFixedDelay(this::write, seconds, seconds, TimeUnit.SECONDS);
    }

    public synchronized void stop() {
        if (clock != null) {
            clock.shutdownNow();
            clock = null;
        }
    }

    private void write() {
        try {
            LOG.info("{}", status.getLine());
        } catch (RuntimeException failure) {
            LOG.warn("the status cannot be told now; the next line is due in {} s", seconds, failure);
        }
    }
}
