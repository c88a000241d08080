package sluice.apply;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sluice.load.Throttle;

/**
 * The one place where a lane waits: a Kafka consumer whose {@code poll} hands out only what may be applied now.
 *
 * <p>It pauses and resumes single partitions and answers empty polls while the lane is held, so the Kafka session
 * lives and no rebalance happens. It hands out all records of a poll as one record that carries a {@link Batch}, so
 * that camel-kafka makes one exchange of them and keeps no queue of its own: a queue that outlives a rebalance or a
 * seek delivers records twice, or out of order.
 *
 * <p>The rule: between two polls the last batch was either committed, then its partitions go on behind it; or it was
 * not, for whatever reason, then they are read again from the watermark in the target. Camel's own commits, pauses
 * and seeks do not reach Kafka.
 */
final class Gate implements InvocationHandler {

    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);
    private static final Duration HELD_POLL = Duration.ofMillis(50);

    private final Consumer<byte[], byte[]> kafka;
    private final Lane lane;
    private final Hold hold;
    private final Places places;
    private final Replays replays;
    private final Throttle throttle;
    private Batch handedOut;
    private long handedOutAt;
    private Replays.Due due;
    private Metric connections;
    private volatile boolean suspended;
    private volatile boolean connected = true;
    private volatile long lag;

    private Gate(Consumer<byte[], byte[]> kafka, Lane lane, Hold hold, Places places, Replays replays) {
        this.kafka = kafka;
        this.lane = lane;
        this.hold = hold;
        this.places = places;
        this.replays = replays;
        this.throttle = lane.throttle();
    }

    /** The consumer that Camel polls. */
    @SuppressWarnings("unchecked")
    static Consumer<Object, Object> before(Consumer<byte[], byte[]> kafka, Lane lane, Placement placement,
                                           Barriers barriers, long barrierPollMillis, Replays replays) {
        Hold hold = new Hold(lane.longestPause());
        Gate gate = new Gate(kafka, lane, hold, new Places(kafka, hold, placement, barriers, barrierPollMillis),
                replays);
        lane.opened(gate);
        return (Consumer<Object, Object>) Proxy.newProxyInstance(Gate.class.getClassLoader(), new Class<?>[] {Consumer.class}, gate);
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        switch (method.getName()) {
            case "poll":
                return poll((Duration) arguments[0]);
            case "subscribe":
                subscribe(arguments[0]);
                return null;
            case "pause", "resume":
                suspended = method.getName().equals("pause");
                return null;
            case "committed":
                return Map.of();
            case "commitSync", "commitAsync", "seek":
                return null;
            case "close":
                lane.closed(this);
                break;
            default:
                break;
        }
        try {
            return method.invoke(kafka, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @SuppressWarnings("unchecked")
    private void subscribe(Object topics) {
        Pattern pattern = TopicSet.pattern((Collection<String>) topics);
        try {
            lane.claim(pattern, kafka.listTopics().keySet());
        } catch (WakeupException e) {
            LOG.debug("told to stop before the first poll: there will be none, and Camel would try again in some seconds", e);
        }
        kafka.subscribe(pattern, places);
    }

    private ConsumerRecords<Object, Object> poll(Duration timeout) {
        if (handedOut != null) {
            places.settle(handedOut);
            handedOut = null;
        }
        places.publish();
        boolean open = !suspended && !lane.stopped() && !hold.pausing() && look();
        if (due != null) {
            Replays.Due now = due;
            due = null;
            return handOut(new Batch(this, List.of(now.slice()), now.ids()));
        }
        // the looks above go on meanwhile: others may wait for this lane at a barrier
        long rest = open ? throttle.rest(HELD_POLL.toMillis()) : 0;
        Set<TopicPartition> flowing = places.flow(open && rest == 0);
        ConsumerRecords<byte[], byte[]> records = kafka.poll(!open ? HELD_POLL : rest > 0 ? Duration.ofMillis(rest) : timeout);
        List<Slice> slices = places.slices(records, flowing);
        boolean fetching = open && !throttle.stopped();
        lag = (fetching ? places.lag() : places.lagBehindEnd()) + records.count();
        if (fetching) {
            places.lookAtLags();
        }
        connected = connections() > 0;
        return slices.isEmpty() ? ConsumerRecords.empty() : handOut(new Batch(this, slices));
    }

    /** Asks the target what it has to tell. False if it could not be asked: the lane waits, or stops. */
    private boolean look() {
        try {
            places.find();
            places.lookAtBarriers();
            due = throttle.stopped() ? null : places.lookAtReplays(replays);
            if (!hold.reason().isEmpty()) {
                hold.answered();
                lane.tell();
            }
            return true;
        } catch (RuntimeException e) {
            if (Fault.of(e) == Fault.TRANSIENT) {
                hold.waitFor(Fault.told(e));
                lane.tell();
            } else {
                lane.stop(e, "");
            }
            return false;
        }
    }

    private ConsumerRecords<Object, Object> handOut(Batch batch) {
        handedOut = batch;
        handedOutAt = System.nanoTime();
        Slice first = batch.slices().get(0);
        ConsumerRecord<Object, Object> carrier = new ConsumerRecord<>(first.partition().topic(), first.partition().partition(),
                first.expected(), null, handedOut);
        return new ConsumerRecords<>(Map.of(first.partition(), List.of(carrier)), Map.of());
    }

    /** The client's connections to brokers: a poll that returns nothing does not tell whether there is nobody to ask. */
    private double connections() {
        if (connections == null) {
            connections = kafka.metrics().values().stream()
                    .filter(metric -> metric.metricName().name().equals("connection-count")
                            && metric.metricName().group().equals("consumer-metrics"))
                    .findFirst().orElse(null);
        }
        return connections == null ? 1 : (Double) connections.metricValue();
    }

    /** Whether any broker is connected. */
    boolean connected() {
        return connected;
    }

    /** Changes that are not applied, as far as this gate knows of them. */
    long lag() {
        return lag;
    }

    /** The same by topic, as it was a moment ago. */
    Map<String, Long> lags() {
        return places.lags();
    }

    /** A batch of this gate could not be written, for a reason that goes by itself. */
    void retryLater(Batch batch, String why) {
        hold.retryLater(batch, why);
        lane.tell();
    }

    /** A batch of this gate is committed. */
    void applied(Batch batch) {
        boolean waited = !hold.reason().isEmpty();
        hold.applied();
        throttle.committed(batch.getChanges(), System.nanoTime() - handedOutAt, batch.took());
        lane.applied(batch);
        if (waited) {
            lane.tell();
        }
    }

    Lane lane() {
        return lane;
    }

    /** What the gate waits for; empty if it does not. */
    String waitsFor() {
        return hold.reason();
    }

    /** By which limit it was held back within the last second; empty if by none. */
    String throttledBy() {
        return throttle.reason();
    }

    int partitions() {
        return places.count();
    }

    boolean suspended() {
        return suspended;
    }

    /** What the partitions at a barrier wait for. */
    Collection<Places.Waiting> barriers() {
        return places.barriers();
    }
}
