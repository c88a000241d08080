package sluice.apply;

import java.util.Arrays;
import org.apache.kafka.common.utils.Utils;

/**
 * How the keys of a partition are shared out, and how far each share, a strand, is in the target. Immutable.
 *
 * <p>A key belongs to one strand, by the hash of its bytes in Kafka, so the order of its changes is kept (P3). Kafka chose the partition by the
 * same hash: its other bits are used here, or all keys of a partition would fall into the same strands.
 */
final class PartitionStrands {

    /** A partition that is applied by one transaction at a time: it has no strands of its own, the watermark says all. */
    static final PartitionStrands NONE = new PartitionStrands(new long[0]);

    private static final int GOLDEN = 0x9E3779B9; // 2^32 divided by the golden ratio, after Knuth: every bit of the hash reaches the upper ones
    private static final int SHIFT = 16;

    private final long[] next;

    private PartitionStrands(long[] next) {
        this.next = next;
    }

    /** @param next of each strand the next offset that it may have to apply; none or two at least */
    static PartitionStrands at(long... next) {
        return next.length == 0 ? NONE : new PartitionStrands(next.clone());
    }

    /** All at the same place; NONE for one. */
    static PartitionStrands level(int count, long next) {
        if (count == 1) {
            return NONE;
        }
        long[] all = new long[count];
        Arrays.fill(all, next);
        return new PartitionStrands(all);
    }

    /** At least 1. */
    int count() {
        return Math.max(1, next.length);
    }

    boolean several() {
        return next.length > 0;
    }

    /** The strand of a key; null is that of records without one. */
    int of(byte[] key) {
        return next.length == 0 || key == null ? 0 : ((Utils.murmur2(key) * GOLDEN) >>> SHIFT) % next.length;
    }

    /** Whether the target has what the strand has at this offset: committed by a batch of which other strands, or the watermark, were not. */
    boolean passed(int strand, long offset) {
        return next.length > 0 && offset < next[strand];
    }

    /** Where the target has a strand. */
    long at(int strand) {
        return next[strand];
    }

    /** Whether none is ahead of the watermark. */
    boolean level(long watermark) {
        return Arrays.stream(next).allMatch(offset -> offset <= watermark);
    }

    /** The same with one strand moved, never backwards. */
    PartitionStrands moved(int strand, long to) {
        long[] moved = next.clone();
        moved[strand] = Math.max(moved[strand], to);
        return new PartitionStrands(moved);
    }

    @Override
    public String toString() {
        return Arrays.toString(next);
    }
}
