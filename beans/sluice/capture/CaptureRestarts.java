package sluice.capture;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sluice.apply.Fault;
import sluice.control.RootCause;

/**
 * Restarts a capture route whose engine has died, or stops it. The whole route, since Camel closes the route's Kafka
 * producer for good after a failed transaction. The pause doubles with each failure in a row.
 *
 * <p>What passes by itself is waited for without end. What does not, such as an event that cannot be read, fails in the
 * same way at the same place again: the third time capture stops, with the place. To try for ever would hide it.
 */
final class CaptureRestarts {

    private static final Logger LOG = LoggerFactory.getLogger(CaptureRestarts.class);
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Duration FORGIVEN = Duration.ofMinutes(2);
    private static final int ATTEMPTS = 3;

    private final CamelContext context;
    private final CaptureMonitor monitor;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "capture-restarts");
        thread.setDaemon(true);
        return thread;
    });
    private Duration pause = SHORTEST; // guarded by this
    private long lastFailure; // guarded by this
    private String failing = ""; // guarded by this
    private int failures; // guarded by this

    CaptureRestarts(CamelContext context, CaptureMonitor monitor) {
        this.context = context;
        this.monitor = monitor;
    }

    /** @param dead the consumer whose engine died; if the operator stops its route meanwhile, nothing is restarted */
    synchronized void schedule(CaptureConsumer dead, Throwable error) {
        String reason = RootCause.of(error);
        Fault fault = Fault.atSource(error);
        if (fault == Fault.FATAL) {
            stop(dead, reason, error);
        } else if (fault != Fault.TRANSIENT && persists(reason, monitor.place())) {
            stop(dead, reason + "; at " + monitor.place() + " or behind it, " + ATTEMPTS + " times in a row. Nothing behind it is"
                    + " captured; './sluice route start capture' tries again", error);
        } else {
            again(() -> restart(dead), reason);
        }
    }

    private boolean persists(String reason, String place) {
        String now = place + " " + reason;
        failures = now.equals(failing) ? failures + 1 : 1;
        failing = now;
        return failures >= ATTEMPTS;
    }

    private void stop(CaptureConsumer dead, String reason, Throwable error) {
        failing = "";
        LOG.atError().addKeyValue("place", monitor.place()).setCause(error).log("Capture stops: {}", reason);
        monitor.failed("stopped", reason);
        stop(dead, reason);
    }

    private void stop(CaptureConsumer consumer, String reason) {
        consumer.stopFor(reason);
        timer.execute(() -> stopRoute(consumer.getRouteId()));
    }

    /** Capture has done what it was told to do. */
    void end(CaptureConsumer done, String reason) {
        LOG.info("Capture ends: {}", reason);
        monitor.become("stopped", reason);
        stop(done, reason);
    }

    /** Starts capture again without a failure: what an operator has asked for is begun between two runs of the engine. */
    void now(CaptureConsumer consumer) {
        timer.execute(() -> restart(consumer));
    }

    private synchronized void again(Runnable task, String reason) {
        long now = System.nanoTime();
        pause = now - lastFailure > FORGIVEN.toNanos() ? SHORTEST : pause.multipliedBy(2);
        pause = pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
        lastFailure = now;
        monitor.failed("waiting", reason + "; tries again in " + pause.toSeconds() + " s");
        LOG.atWarn().addKeyValue("place", monitor.place()).log("Capture has stopped: {}; it is started again in {} s", reason, pause.toSeconds());
        timer.schedule(task, pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void restart(CaptureConsumer dead) {
        if (context.getRoute(dead.getRouteId()).getConsumer() != dead || !dead.isStarted()) {
            return;
        }
        dead.stopForRestart();
        stopRoute(dead.getRouteId());
        start(dead.getRouteId());
    }

    private void stopRoute(String routeId) {
        try {
            context.getRouteController().stopRoute(routeId);
        } catch (Exception e) {
            LOG.warn("Route {} could not be stopped: {}", routeId, RootCause.of(e));
        }
    }

    private void start(String routeId) {
        try {
            context.getRouteController().startRoute(routeId);
        } catch (Exception e) {
            again(() -> start(routeId), RootCause.of(e));
        }
    }
}
