package sluice.apply;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.TopicPartition;
import sluice.event.Barrier;

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

    private static final Duration HELD_POLL = Duration.ofMillis(50);

    private final Consumer<byte[], byte[]> kafka;
    private final Lane lane;
    private final Placement placement;
    private final Barriers barriers;
    private final long barrierPollNanos;
    private final Map<TopicPartition, Place> places = new ConcurrentHashMap<>();
    private final Map<TopicPartition, String> waiting = new ConcurrentHashMap<>();
    private Batch handedOut;
    private long nextBarrierLook;
    private Metric connections;
    private volatile boolean suspended;
    private volatile boolean connected = true;
    private volatile long lag;

    private Gate(Consumer<byte[], byte[]> kafka, Lane lane, Placement placement, Barriers barriers, long barrierPollMillis) {
        this.kafka = kafka;
        this.lane = lane;
        this.placement = placement;
        this.barriers = barriers;
        this.barrierPollNanos = TimeUnit.MILLISECONDS.toNanos(barrierPollMillis);
    }

    /** The consumer that Camel polls. */
    @SuppressWarnings("unchecked")
    static Consumer<Object, Object> before(Consumer<byte[], byte[]> kafka, Lane lane, Placement placement,
                                           Barriers barriers, long barrierPollMillis) {
        Gate gate = new Gate(kafka, lane, placement, barriers, barrierPollMillis);
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
        kafka.subscribe(TopicSet.pattern((Collection<String>) topics), new Rebalance());
    }

    /** A new partition has no place until its watermark is read; the seek only keeps Kafka from asking for a reset. */
    private final class Rebalance implements ConsumerRebalanceListener {

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            for (TopicPartition partition : partitions) {
                places.put(partition, new Place());
                kafka.seek(partition, 0);
            }
            kafka.pause(partitions);
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            places.keySet().removeAll(partitions);
            waiting.keySet().removeAll(partitions);
            partitions.forEach(lane::revoked);
        }
    }

    private ConsumerRecords<Object, Object> poll(Duration timeout) {
        settle();
        boolean open = !suspended && !lane.held();
        if (open) {
            open = place() && lookAtBarriers();
        }
        Set<TopicPartition> flowing = flow(open);
        ConsumerRecords<byte[], byte[]> records = kafka.poll(open ? timeout : HELD_POLL);
        List<Slice> slices = slices(records, flowing);
        measure();
        return slices.isEmpty() ? ConsumerRecords.empty() : handOut(slices);
    }

    /** What became of the last batch? */
    private void settle() {
        if (handedOut == null) {
            return;
        }
        for (Slice slice : handedOut.slices()) {
            Place place = places.get(slice.partition());
            if (place == null) {
                continue;
            }
            if (!handedOut.applied()) {
                place.lose();
            } else if (slice.barrier() == null) {
                place.at(slice.next());
            } else {
                place.at(slice.next(), slice.barrier());
                nextBarrierLook = 0;
            }
        }
        handedOut = null;
    }

    /** Places the partitions that have none. False if that failed and the lane waits or stops. */
    private boolean place() {
        List<TopicPartition> unknown = new ArrayList<>();
        places.forEach((partition, place) -> {
            if (!place.known()) {
                unknown.add(partition);
            }
        });
        if (unknown.isEmpty()) {
            return true;
        }
        return guarded(() -> placement.of(unknown).forEach((partition, watermark) -> {
            kafka.seek(partition, watermark);
            places.get(partition).at(watermark);
            lane.placed(partition, watermark);
        }));
    }

    /** Lets partitions go on whose barrier is done. False if the target could not be asked. */
    private boolean lookAtBarriers() {
        if (System.nanoTime() - nextBarrierLook < 0 || places.values().stream().noneMatch(place -> place.barrier() != null)) {
            return true;
        }
        nextBarrierLook = System.nanoTime() + barrierPollNanos;
        return guarded(() -> places.forEach((partition, place) -> {
            Barrier barrier = place.barrier();
            if (barrier == null) {
                return;
            }
            Barriers.Progress progress = barriers.progress(barrier);
            if (progress.done()) {
                place.pass();
                kafka.seek(partition, place.position());
                waiting.remove(partition);
            } else {
                waiting.put(partition, progress.describe(barrier));
            }
        }));
    }

    /** Runs something that asks the target or Kafka; a failure holds or stops the lane. */
    private boolean guarded(Runnable task) {
        try {
            task.run();
            lane.recovered();
            return true;
        } catch (RuntimeException e) {
            if (Fault.of(e) == Fault.TRANSIENT) {
                lane.waitFor(e);
            } else {
                lane.stop(e);
            }
            return false;
        }
    }

    /** Opens the partitions that may flow, closes the others, and mends every break between chain and consumer. */
    private Set<TopicPartition> flow(boolean open) {
        Set<TopicPartition> flowing = new HashSet<>();
        if (open) {
            places.forEach((partition, place) -> {
                if (place.flows()) {
                    flowing.add(partition);
                }
            });
        }
        Set<TopicPartition> paused = kafka.paused();
        Set<TopicPartition> close = new HashSet<>(kafka.assignment());
        close.removeAll(flowing);
        close.removeAll(paused);
        kafka.pause(close);
        List<TopicPartition> resume = flowing.stream().filter(paused::contains).toList();
        kafka.resume(resume);
        for (TopicPartition partition : flowing) {
            long position = places.get(partition).position();
            if (kafka.position(partition) != position) {
                kafka.seek(partition, position);
            }
        }
        return flowing;
    }

    /** The polled records by partition, each with the watermark that it expects and the one that it leads to. */
    private List<Slice> slices(ConsumerRecords<byte[], byte[]> records, Set<TopicPartition> flowing) {
        List<Slice> slices = new ArrayList<>();
        for (TopicPartition partition : flowing) {
            Place place = places.get(partition);
            if (place == null) {
                continue; // revoked during the poll
            }
            List<ConsumerRecord<byte[], byte[]>> polled = records.records(partition);
            if (polled.isEmpty()) {
                place.skipTo(kafka.position(partition));
            } else {
                slices.add(new Slice(partition, polled, place.watermark(), kafka.position(partition)));
            }
        }
        return slices;
    }

    private ConsumerRecords<Object, Object> handOut(List<Slice> slices) {
        handedOut = new Batch(lane, slices);
        Slice first = slices.get(0);
        ConsumerRecord<Object, Object> carrier = new ConsumerRecord<>(first.partition().topic(), first.partition().partition(),
                first.expected(), null, handedOut);
        return new ConsumerRecords<>(Map.of(first.partition(), List.of(carrier)), Map.of());
    }

    private void measure() {
        long behind = 0;
        for (Map.Entry<TopicPartition, Place> entry : places.entrySet()) {
            if (entry.getValue().known()) {
                // at a barrier the consumer has polled on; those records will be polled again
                long ahead = kafka.position(entry.getKey()) - entry.getValue().position();
                behind += kafka.currentLag(entry.getKey()).orElse(0) + Math.max(0, ahead);
            }
        }
        lag = behind;
        connected = connections() > 0;
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

    /** Records behind what this gate has handed out. */
    long lag() {
        return lag;
    }

    int partitions() {
        return places.size();
    }

    boolean suspended() {
        return suspended;
    }

    /** What the partitions at a barrier wait for. */
    Collection<String> barriers() {
        return new HashSet<>(waiting.values());
    }
}
