package sluice.apply;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * What operators want replayed, for the gate. A replay is a batch whose records come from SLUICE_PARKED instead of
 * Kafka and whose watermark stays where it is; so it takes the same way as all others, between two of them.
 *
 * <p>The owner of the partition does it, since nobody else knows that no newer change of the key is on its way. The
 * request is found by the gate, and claimed in the transaction that writes the row: what has happened in between (a
 * newer change, an operator who discards, another owner) makes the claim miss.
 */
public final class Replays {

    private final ParkedRows parked;
    private final long pauseNanos;

    /** @param pauseMillis between two looks at the requests */
    public Replays(ParkedRows parked, long pauseMillis) {
        this.parked = parked;
        this.pauseNanos = TimeUnit.MILLISECONDS.toNanos(pauseMillis);
    }

    /** Requests of one partition: its slice of a batch, and the id of each record. */
    record Due(Slice slice, Map<ConsumerRecord<byte[], byte[]>, Long> ids) {
    }

    ParkedRows parked() {
        return parked;
    }

    long pauseNanos() {
        return pauseNanos;
    }

    /** Some requests of a partition, oldest first; null if there are none. */
    Due due(TopicPartition partition, long watermark, PartitionStrands strands) {
        List<ParkedRows.Stored> stored = parked.requested(partition);
        if (stored.isEmpty()) {
            return null;
        }
        Map<ConsumerRecord<byte[], byte[]>, Long> ids = new IdentityHashMap<>();
        stored.forEach(row -> ids.put(row.record(), row.id()));
        return new Due(new Slice(partition, stored.stream().map(ParkedRows.Stored::record).toList(), watermark, watermark,
                Set.of(), strands), ids);
    }
}
