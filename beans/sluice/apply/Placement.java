package sluice.apply;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Finds the place where a partition goes on: its watermark in the target, checked against the log. A watermark
 * outside of the log, or of a topic that was made anew, is never silently moved: changes are missing between the two.
 */
final class Placement {

    private final Consumer<byte[], byte[]> kafka;
    private final Watermarks watermarks;
    private final ParkedRows parked;
    private final UnaryOperator<String> topicIds;

    /**
     * Where a partition goes on.
     *
     * @param next       the next offset to apply
     * @param parkedKeys hashes of the keys of its unresolved parked rows
     */
    record Found(long next, Set<String> parkedKeys) {
    }

    /** @param topicIds gives Kafka's id of a topic for its name */
    Placement(Consumer<byte[], byte[]> kafka, Watermarks watermarks, ParkedRows parked, UnaryOperator<String> topicIds) {
        this.kafka = kafka;
        this.watermarks = watermarks;
        this.parked = parked;
        this.topicIds = topicIds;
    }

    /**
     * The next offset to apply of each partition, and what is parked of it.
     *
     * @throws SchemaMismatchException if a watermark does not belong to the log
     */
    Map<TopicPartition, Found> of(Collection<TopicPartition> partitions) {
        Map<TopicPartition, Long> beginnings = kafka.beginningOffsets(partitions);
        Map<String, String> ids = new HashMap<>();
        Map<TopicPartition, Watermarks.Watermark> found = new HashMap<>();
        for (TopicPartition partition : partitions) {
            String id = ids.computeIfAbsent(partition.topic(), topicIds);
            found.put(partition, watermarks.read(partition)
                    .orElseGet(() -> watermarks.create(partition, beginnings.get(partition), id)));
        }
        // behind the watermarks: the partition's last owner may be committing still, and an end that was asked for
        // before that would lie below its watermark
        Map<TopicPartition, Long> ends = kafka.endOffsets(partitions);
        Map<TopicPartition, Found> places = new HashMap<>();
        found.forEach((partition, watermark) -> {
            check(partition, watermark, ids.get(partition.topic()), beginnings.get(partition), ends.get(partition));
            places.put(partition, new Found(watermark.next(), parked.unresolvedKeys(partition)));
        });
        return places;
    }

    private static void check(TopicPartition partition, Watermarks.Watermark watermark, String id, long begin, long end) {
        if (!watermark.topicId().equals(id)) {
            throw new SchemaMismatchException("topic " + partition.topic() + " was made anew (its id is " + id
                    + ", the watermark's " + watermark.topicId() + "): its offsets mean other changes now."
                    + " Restore the topic, or begin anew: drop Sluice's tables in the target and take a new snapshot");
        }
        if (watermark.next() < begin || watermark.next() > end) {
            throw new SchemaMismatchException("partition " + partition + " goes from offset " + begin + " to " + end
                    + ", but the next one to apply is " + watermark.next() + ": the changes between them are gone, or the"
                    + " target was restored from another time. Begin anew with a snapshot, or repair the table by hand");
        }
    }
}
