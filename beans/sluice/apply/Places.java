package sluice.apply;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sluice.event.Barrier;

/**
 * The places of the partitions that a consumer owns, and the consumer's obedience to them: which partitions may
 * flow, and from which offset. Used by the polling thread; the status reads along.
 */
final class Places implements ConsumerRebalanceListener {

    private static final Logger LOG = LoggerFactory.getLogger(Places.class);
    /** Watermarks are locked in one order by everybody: an old and a new owner wait for each other's end, not crosswise. */
    private static final Comparator<Slice> BY_PARTITION = Comparator
            .comparing((Slice slice) -> slice.partition().topic()).thenComparing(slice -> slice.partition().partition());
    private static final long END_LOOK_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final Duration END_LOOK_LIMIT = Duration.ofMillis(500);
    private static final long PUBLICATION_NANOS = TimeUnit.SECONDS.toNanos(5);

    /** Looks at barriers that take longer than this take a fifth of the time at the most. */
    private static final long QUICK_LOOK = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int LOOKS_REST = 4;

    private final Consumer<byte[], byte[]> kafka;
    private final Hold hold;
    private final Placement placement;
    private final Barriers barriers;
    private final long barrierPollNanos;
    private final Map<TopicPartition, Place> places = new ConcurrentHashMap<>();
    private final Map<TopicPartition, Waiting> waiting = new ConcurrentHashMap<>();
    private final Map<TopicPartition, OffsetAndMetadata> unpublished = new HashMap<>();
    private long nextBarrierLook;
    private long nextPublication;
    private long nextReplayLook;
    private long nextEndLook;
    private long nextLagsLook;
    private long lagBehindEnd;
    private volatile Map<String, Long> lags = Map.of();

    /** What a partition at a barrier waits for; {@code held} if for an operator. */
    record Waiting(String what, boolean held) {
    }

    Places(Consumer<byte[], byte[]> kafka, Hold hold, Placement placement, Barriers barriers, long barrierPollMillis) {
        this.kafka = kafka;
        this.hold = hold;
        this.placement = placement;
        this.barriers = barriers;
        this.barrierPollNanos = TimeUnit.MILLISECONDS.toNanos(barrierPollMillis);
    }

    /** A new partition has no place until its watermark is read; the seek only keeps Kafka from asking for a reset. */
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            places.put(partition, new Place());
            kafka.seek(partition, 0);
        }
        kafka.pause(partitions);
        barriers.assigned(partitions);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        places.keySet().removeAll(partitions);
        waiting.keySet().removeAll(partitions);
        unpublished.keySet().removeAll(partitions);
        partitions.forEach(hold::revoked);
    }

    /**
     * The partitions of a batch go on behind it if this lane has committed it; if not, or if it changed what is parked, all
     * about them is read again from the target.
     */
    void settle(Batch batch) {
        for (Slice slice : batch.slices()) {
            Place place = places.get(slice.partition());
            if (place == null) {
                continue;
            }
            if (batch.applied()) {
                unpublished.put(slice.partition(), new OffsetAndMetadata(slice.next()));
            }
            if (!batch.leavesPlacesKnown() || !placement.wants(slice.strands())) {
                place.lose();
                continue;
            }
            place.at(slice.next(), slice.strandsBehind(), slice.barrier());
            if (slice.barrier() != null) {
                nextBarrierLook = System.nanoTime();
            }
        }
    }

    /** Tells Kafka now and then how far the target is, for Kafka's own lag tools. Nothing reads it back. */
    void publish() {
        if (unpublished.isEmpty() || System.nanoTime() - nextPublication < 0) {
            return;
        }
        nextPublication = System.nanoTime() + PUBLICATION_NANOS;
        kafka.commitAsync(new HashMap<>(unpublished), (offsets, failure) -> {
            if (failure != null) {
                LOG.debug("Kafka did not take the offsets {}", offsets, failure);
            }
        });
        unpublished.clear();
    }

    /** Finds the places of the partitions that have none. */
    void find() {
        List<TopicPartition> unknown = new ArrayList<>();
        places.forEach((partition, place) -> {
            if (!place.known()) {
                unknown.add(partition);
            }
        });
        if (!unknown.isEmpty()) {
            placement.of(unknown).forEach((partition, found) -> {
                places.get(partition).at(found);
                hold.placed(partition, found.next());
            });
        }
    }

    /** Lets partitions go on whose barrier is done. Asks the target now and then, and only while a partition waits. */
    void lookAtBarriers() {
        if (System.nanoTime() - nextBarrierLook < 0 || places.values().stream().allMatch(place -> place.barrier() == null)) {
            return;
        }
        long begin = System.nanoTime();
        Map<String, BarrierProgress> looked = new HashMap<>(); // the partitions of a table stand at the same one
        places.forEach((partition, place) -> {
            Barrier barrier = place.barrier();
            if (barrier == null) {
                return;
            }
            BarrierProgress progress = looked.computeIfAbsent(barrier.id(), id -> barriers.progress(barrier));
            if (progress.done()) {
                place.pass();
                waiting.remove(partition);
            } else {
                waiting.put(partition, new Waiting(progress.describe(barrier), progress.held()));
            }
        });
        long end = System.nanoTime();
        long took = end - begin; // long with thousands of tables at a snapshot's begin
        nextBarrierLook = end + Math.max(barrierPollNanos, took > QUICK_LOOK ? took * LOOKS_REST : 0);
    }

    /**
     * Opens the partitions that may flow, closes the others, and mends every break between the chain and the consumer.
     *
     * @param open whether any partition may flow
     * @return those that do
     */
    Set<TopicPartition> flow(boolean open) {
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
        kafka.resume(flowing.stream().filter(paused::contains).toList());
        for (TopicPartition partition : flowing) {
            long position = places.get(partition).position();
            if (kafka.position(partition) != position) {
                kafka.seek(partition, position);
            }
        }
        return flowing;
    }

    /** The polled records by partition, each with the watermark that it expects and the one that it leads to. */
    List<Slice> slices(ConsumerRecords<byte[], byte[]> records, Set<TopicPartition> flowing) {
        List<Slice> slices = new ArrayList<>();
        for (TopicPartition partition : flowing) {
            Place place = places.get(partition);
            if (place == null || !place.known()) {
                continue; // revoked, and perhaps given back, during the poll
            }
            List<ConsumerRecord<byte[], byte[]>> polled = records.records(partition);
            if (polled.isEmpty()) {
                place.skipTo(kafka.position(partition));
            } else {
                slices.add(new Slice(partition, polled, place.watermark(), kafka.position(partition), place.parkedKeys(), place.strands()));
            }
        }
        slices.sort(BY_PARTITION);
        return slices;
    }

    /** What an operator wants replayed, a part of it; asked now and then, and only where rows are parked. Null if there is nothing. */
    Replays.Due lookAtReplays(Replays replays) {
        if (System.nanoTime() - nextReplayLook < 0) {
            return null;
        }
        nextReplayLook = System.nanoTime() + replays.pauseNanos();
        for (Map.Entry<TopicPartition, Place> entry : places.entrySet()) {
            Place place = entry.getValue();
            if (place.flows() && !place.parkedKeys().isEmpty()) {
                Replays.Due due = replays.due(entry.getKey(), place.watermark(), place.strands());
                if (due != null) {
                    return due;
                }
            }
        }
        return null;
    }

    /** Records that are not handed out yet, as far as the consumer has heard of them. */
    long lag() {
        long lag = 0;
        for (Map.Entry<TopicPartition, Place> entry : places.entrySet()) {
            if (entry.getValue().known()) {
                lag += lag(entry.getKey(), entry.getValue());
            }
        }
        return lag;
    }

    private long lag(TopicPartition partition, Place place) {
        // at a barrier the consumer has polled on; those records will be polled again
        long ahead = kafka.position(partition) - place.position();
        return kafka.currentLag(partition).orElse(0) + Math.max(0, ahead);
    }

    /** The same while nothing is fetched, so that the consumer hears nothing: Kafka is asked now and then. */
    long lagBehindEnd() {
        if (System.nanoTime() - nextEndLook < 0) {
            return lagBehindEnd;
        }
        nextEndLook = System.nanoTime() + END_LOOK_NANOS;
        List<TopicPartition> known = places.entrySet().stream().filter(entry -> entry.getValue().known()).map(Map.Entry::getKey).toList();
        try {
            lags = byTopic(kafka.endOffsets(known, END_LOOK_LIMIT).entrySet().stream(), Map.Entry::getKey,
                    end -> Math.max(0, end.getValue() - places.get(end.getKey()).position()));
            lagBehindEnd = lags.values().stream().mapToLong(Long::longValue).sum();
        } catch (TimeoutException e) {
            LOG.debug("Kafka does not tell the ends of the partitions", e);
        }
        return lagBehindEnd;
    }

    /** The lag by topic, for people: looked at so seldom that it costs nothing. */
    void lookAtLags() {
        if (System.nanoTime() - nextLagsLook >= 0) {
            nextLagsLook = System.nanoTime() + END_LOOK_NANOS;
            lags = byTopic(places.entrySet().stream().filter(entry -> entry.getValue().known()), Map.Entry::getKey,
                    entry -> lag(entry.getKey(), entry.getValue()));
        }
    }

    private static <T> Map<String, Long> byTopic(Stream<T> all, Function<T, TopicPartition> partition, ToLongFunction<T> lag) {
        return all.collect(Collectors.groupingBy(one -> partition.apply(one).topic(), Collectors.summingLong(lag)));
    }

    /** As it was at the last look; read by anyone. */
    Map<String, Long> lags() {
        return lags;
    }

    int count() {
        return places.size();
    }

    /** What the partitions at a barrier wait for. */
    Collection<Waiting> barriers() {
        return new HashSet<>(waiting.values());
    }
}
