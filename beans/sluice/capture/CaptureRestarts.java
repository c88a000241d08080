package sluice.capture;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.StatefulService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sluice.control.RootCause;

/**
 * Restarts a capture route whose engine has died. The whole route, since Camel closes the route's Kafka producer for
 * good after a failed transaction. The pause doubles with each failure in a row.
 */
final class CaptureRestarts {

    private static final Logger LOG = LoggerFactory.getLogger(CaptureRestarts.class);
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Duration FORGIVEN = Duration.ofMinutes(2);

    private final CamelContext context;
    private final CaptureMonitor monitor;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "capture-restarts");
        thread.setDaemon(true);
        return thread;
    });
    private Duration pause = SHORTEST; // guarded by this
    private long lastFailure; // guarded by this

    CaptureRestarts(CamelContext context, CaptureMonitor monitor) {
        this.context = context;
        this.monitor = monitor;
    }

    /** @param dead the consumer whose engine died; if the operator stops its route meanwhile, nothing is restarted */
    void schedule(String routeId, Consumer dead, Throwable error) {
        again(() -> restart(routeId, dead), error);
    }

    private synchronized void again(Runnable task, Throwable error) {
        long now = System.nanoTime();
        pause = now - lastFailure > FORGIVEN.toNanos() ? SHORTEST : pause.multipliedBy(2);
        pause = pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
        lastFailure = now;
        String reason = RootCause.of(error);
        monitor.become("waiting", reason + "; tries again in " + pause.toSeconds() + " s");
        LOG.warn("Capture has stopped: {}; it is started again in {} s", reason, pause.toSeconds());
        timer.schedule(task, pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void restart(String routeId, Consumer dead) {
        if (context.getRoute(routeId).getConsumer() != dead || dead instanceof StatefulService s && !s.isStarted()) {
            return;
        }
        try {
            context.getRouteController().stopRoute(routeId);
        } catch (Exception e) {
            LOG.warn("Route {} could not be stopped: {}", routeId, RootCause.of(e));
        }
        start(routeId);
    }

    private void start(String routeId) {
        try {
            context.getRouteController().startRoute(routeId);
        } catch (Exception e) {
            again(() -> start(routeId), e);
        }
    }
}
