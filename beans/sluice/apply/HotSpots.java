package sluice.apply;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.common.TopicPartition;
import sluice.control.HotLane;

/**
 * Where the changes of a lane meet: in one partition, which one consumer applies, or on a few keys, of which the last change alone is
 * written. Counted by batch; what is old counts half as much each minute.
 *
 * <p>Keys are told by the hash that parked rows have, never by their values: they are the customer's.
 */
final class HotSpots {

    private static final long HALF_LIFE_NANOS = TimeUnit.MINUTES.toNanos(1);
    /** A key that has a smaller share of its batch is not looked at: most keys are never hot, and must not cost anything. */
    private static final int LEAST_SHARE = 50;
    private static final int LEAST_CHANGES = 10;
    private static final int HASH_DIGITS = 12;
    private static final int SHOWN = 5;

    private final LongSupplier nanos;
    private final Map<TopicPartition, Double> partitions = new HashMap<>(); // guarded by this
    private final Map<String, Double> keys = new HashMap<>(); // guarded by this
    private double changes; // guarded by this
    private double rows; // guarded by this
    private long halved; // guarded by this

    HotSpots() {
        this(System::nanoTime);
    }

    /** @param nanos a clock that only goes forward */
    HotSpots(LongSupplier nanos) {
        this.nanos = nanos;
        this.halved = nanos.getAsLong();
    }

    /** A batch is applied. */
    synchronized void add(Batch batch) {
        fade();
        changes += batch.getChanges();
        rows += batch.rows();
        for (Slice slice : batch.slices()) {
            partitions.merge(slice.partition(), (double) slice.records().size(), Double::sum);
        }
        for (Change change : batch.repeated(Math.max(LEAST_CHANGES, batch.getChanges() / LEAST_SHARE))) {
            String hash = ParkedKey.of(change.plan(), change.key()).hash().substring(0, HASH_DIGITS);
            keys.merge(change.plan().source() + " " + hash, (double) change.times(), Double::sum);
        }
    }

    private void fade() {
        while (nanos.getAsLong() - halved > HALF_LIFE_NANOS) {
            halved += HALF_LIFE_NANOS;
            changes /= 2;
            rows /= 2;
            halve(partitions);
            halve(keys);
        }
    }

    private static void halve(Map<?, Double> counts) {
        counts.replaceAll((what, count) -> count / 2);
        counts.values().removeIf(count -> count < 1);
    }

    /** What is hot now. */
    synchronized HotLane now() {
        fade();
        double records = partitions.values().stream().mapToDouble(Double::doubleValue).sum();
        return new HotLane(rows < 1 ? 1 : changes / rows, largest(partitions, records, 1).stream().findFirst().orElse(HotLane.NOTHING),
                partitions.size(), largest(keys, changes, SHOWN));
    }

    private static <T> List<HotLane.Share> largest(Map<T, Double> counts, double of, int most) {
        return counts.entrySet().stream().sorted(Map.Entry.<T, Double>comparingByValue(Comparator.reverseOrder())).limit(most)
                .map(entry -> new HotLane.Share(entry.getKey().toString(), of < 1 ? 0 : entry.getValue() / of)).toList();
    }
}
