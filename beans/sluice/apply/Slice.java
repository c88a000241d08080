package sluice.apply;

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
    private long next;
    private Barrier barrier;
    private SourcePosition last = SourcePosition.UNKNOWN;

    /**
     * @param expected   the watermark that the target must have for this slice to be applied
     * @param next       the watermark after it: the consumer's position behind the last record
     * @param parkedKeys hashes of the keys of which the partition has unresolved parked rows; perhaps of more
     */
    Slice(TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> records, long expected, long next,
          Set<String> parkedKeys) {
        this.partition = partition;
        this.records = records;
        this.expected = expected;
        this.next = next;
        this.parkedKeys = parkedKeys;
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

    /** The source position of the slice's last change; unknown if it has none. */
    SourcePosition last() {
        return last;
    }
}
