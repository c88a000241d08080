package sluice.apply;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import sluice.event.Barrier;
import sluice.event.SourcePosition;

/** One partition's part of a batch. */
final class Slice {

    private final TopicPartition partition;
    private final List<ConsumerRecord<byte[], byte[]>> records;
    private final long expected;
    private final Set<String> parkedKeys;
    private final PartitionStrands strands;
    private final Set<Integer> touched = new HashSet<>();
    private long next;
    private Barrier barrier;
    private SourcePosition last = SourcePosition.UNKNOWN;
    private int changes;
    private int copied;

    /**
     * @param expected   the watermark that the target must have for this slice to be applied
     * @param next       the watermark after it: the consumer's position behind the last record
     * @param parkedKeys hashes of the keys of which the partition has unresolved parked rows; perhaps of more
     * @param strands    how its keys are shared out, and where the target must have each share
     */
    Slice(TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> records, long expected, long next,
          Set<String> parkedKeys, PartitionStrands strands) {
        this.partition = partition;
        this.records = records;
        this.expected = expected;
        this.next = next;
        this.parkedKeys = parkedKeys;
        this.strands = strands;
    }

    TopicPartition partition() {
        return partition;
    }

    List<ConsumerRecord<byte[], byte[]>> records() {
        return records;
    }

    long expected() {
        return expected;
    }

    long next() {
        return next;
    }

    Set<String> parkedKeys() {
        return parkedKeys;
    }

    PartitionStrands strands() {
        return strands;
    }

    /** The slice has something of a strand, whether it comes to be written or not. */
    void touch(int strand) {
        if (strands.several()) {
            touched.add(strand);
        }
    }

    /** The strands of which it has something; none if the partition has one only. */
    Set<Integer> touched() {
        return touched;
    }

    /** Where a strand of which it has something stands behind the slice. */
    long strandTo(int strand) {
        return Math.max(strands.at(strand), next);
    }

    /** All of them behind the slice. */
    PartitionStrands strandsBehind() {
        PartitionStrands behind = strands;
        for (int strand : touched) {
            behind = behind.moved(strand, next);
        }
        return behind;
    }

    /** The slice ends before a barrier: what stands behind it is for later. */
    void endAt(Barrier barrier, long offset) {
        this.barrier = barrier;
        this.next = offset;
    }

    /** The barrier at which the slice ends, null if it ends at none. */
    Barrier barrier() {
        return barrier;
    }

    void last(SourcePosition position) {
        this.last = position;
    }

    /** @param copied rows of a snapshot among the changes of rows that it has */
    void count(int changes, int copied) {
        this.changes = changes;
        this.copied = copied;
    }

    /** Changes of rows in the slice, before compaction; 0 of a replay, whose rows were counted when they were parked. */
    int changes() {
        return changes;
    }

    /** Rows of a snapshot among them. */
    int copied() {
        return copied;
    }

    /** The source position of the slice's last change; unknown if it has none. */
    SourcePosition last() {
        return last;
    }
}
