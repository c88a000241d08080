package sluice.capture;

import java.lang.management.ManagementFactory;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the connection on which the engine reads the binlog, by the engine's own MBean, and says when it is lost.
 *
 * <p>A server that dies closes it like one that is done: the engine notices nothing. Left to itself its client connects
 * anew behind our back after a minute, to whatever server answers then, and goes on in that one's binlog (P1). So that
 * is turned off ({@code connectKeepAlive}), and this is what ends the engine instead.
 */
final class BinlogWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BinlogWatch.class);
    private static final long LOOK_MILLIS = 500;
    /** An engine that dies by itself closes the connection too, and is given the time to say why. */
    private static final int LOOKS_WITHOUT = 3;
    /** Many of the server's heartbeats, which come every 0.8 seconds (connectKeepAliveIntervalMs). */
    private static final long SILENCE_MILLIS = 60_000;

    private final MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
    private final ScheduledExecutorService timer;
    private final ObjectName streaming;
    private final BooleanSupplier busy;
    private final Consumer<String> lost;
    private boolean connected;
    private int gone;
    private long idleSince = System.nanoTime();

    /**
     * @param prefix topics.prefix
     * @param busy   whether a batch is given to Kafka: while it lasts the engine reads nothing, however well MySQL is
     * @param lost   told at each look until the engine has ended, with the reason: one whose tasks are just being started refuses to be closed
     */
    BinlogWatch(ScheduledExecutorService timer, String prefix, BooleanSupplier busy, Consumer<String> lost) throws JMException {
        this.timer = timer;
        this.streaming = new ObjectName("debezium.mysql:type=connector-metrics,context=streaming,server=" + prefix);
        this.busy = busy;
        this.lost = lost;
        timer.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            boolean now = (Boolean) beans.getAttribute(streaming, "Connected");
            long silence = (Long) beans.getAttribute(streaming, "MilliSecondsSinceLastEvent");
            idleSince = busy.getAsBoolean() ? System.nanoTime() : idleSince;
            silence = Math.min(silence, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - idleSince));
            gone = connected && !now ? gone + 1 : 0;
            if (gone >= LOOKS_WITHOUT) {
                lost.accept("MySQL has closed the connection on which the binlog is read");
            } else if (now && silence > SILENCE_MILLIS) {
                lost.accept("MySQL has sent nothing for " + silence / 1_000 + " s, not even a heartbeat");
            }
            connected |= now;
        } catch (InstanceNotFoundException e) {
            LOG.trace("no engine streams", e);
        } catch (JMException e) {
            LOG.debug("the engine's MBean cannot be read", e);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
