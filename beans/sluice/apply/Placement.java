package sluice.apply;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sluice.kafka.Topics;

/**
 * Finds the place where a partition goes on: its watermark in the target, checked against the log. A watermark
 * outside of the log, older than what was applied, or of a topic that was made anew, is never silently moved: changes
 * are missing between the two, or would be applied to rows that are newer.
 */
final class Placement {

    private static final Logger LOG = LoggerFactory.getLogger(Placement.class);
    private static final String ANEW = "; copy the tables anew under another topics.prefix, or repair this one by hand";

    private final Consumer<byte[], byte[]> kafka;
    private final Watermarks watermarks;
    private final ParkedRows parked;
    private final Function<String, Topics.Identity> topics;
    private final Strands strands;
    private final int wantedStrands;

    /**
     * Where a partition goes on.
     *
     * @param next       the next offset to apply
     * @param parkedKeys hashes of the keys of its unresolved parked rows
     * @param strands    where the shares of its keys stand
     */
    record Found(long next, Set<String> parkedKeys, PartitionStrands strands) {
    }

    /** What the log holds: {@code begin} to {@code end}; {@code told} is how far Kafka was told that the target is, -1 if it was not. */
    private record Log(long begin, long end, long told) {
    }

    /**
     * @param topics        gives what a topic is known again by, for its name
     * @param wantedStrands transactions that a partition may be applied by at once
     */
    Placement(Consumer<byte[], byte[]> kafka, Watermarks watermarks, ParkedRows parked, Function<String, Topics.Identity> topics,
              Strands strands, int wantedStrands) {
        this.kafka = kafka;
        this.watermarks = watermarks;
        this.parked = parked;
        this.topics = topics;
        this.strands = strands;
        this.wantedStrands = wantedStrands;
    }

    /** Whether the keys of a partition are shared out as they are to be. */
    boolean wants(PartitionStrands strands) {
        return strands.count() == wantedStrands;
    }

    /**
     * The next offset to apply of each partition, and what is parked of it. One that another process is just about to change is left out.
     *
     * @throws SchemaMismatchException if a watermark does not belong to the log
     */
    Map<TopicPartition, Found> of(Collection<TopicPartition> partitions) {
        Map<TopicPartition, Long> beginnings = kafka.beginningOffsets(partitions);
        // before the watermarks: their owner tells Kafka behind its commit, so what is read here is never ahead of them
        Map<TopicPartition, OffsetAndMetadata> told = kafka.committed(Set.copyOf(partitions));
        Map<String, Topics.Identity> known = new HashMap<>();
        Map<TopicPartition, Watermarks.Watermark> found = new HashMap<>();
        for (TopicPartition partition : partitions) {
            Topics.Identity topic = known.computeIfAbsent(partition.topic(), this::identify);
            found.put(partition, watermarks.read(partition).orElseGet(() -> first(partition, beginnings.get(partition), topic)));
        }
        // behind the watermarks: the partition's last owner may be committing still, and an end that was asked for
        // before that would lie below its watermark
        Map<TopicPartition, Long> ends = kafka.endOffsets(partitions);
        Map<TopicPartition, Found> places = new HashMap<>();
        found.forEach((partition, watermark) -> {
            checkTopic(partition, watermark, known.get(partition.topic()));
            checkPlace(partition, watermark.next(), new Log(beginnings.get(partition), ends.get(partition),
                    Optional.ofNullable(told.get(partition)).map(OffsetAndMetadata::offset).orElse(-1L)));
            strands(partition, watermark).ifPresent(shared ->
                    places.put(partition, new Found(watermark.next(), parked.unresolvedKeys(partition), shared)));
        });
        return places;
    }

    private Optional<PartitionStrands> strands(TopicPartition partition, Watermarks.Watermark watermark) {
        Optional<PartitionStrands> found = strands.read(partition, watermark);
        if (found.isEmpty() && watermarks.read(partition).filter(watermark::equals).isPresent()) {
            throw new SchemaMismatchException("partition " + partition + " is applied by " + watermark.strands()
                    + " transactions at once, but SLUICE_STRAND does not have that many rows of it. Restore it together with SLUICE_WATERMARK" + ANEW);
        }
        return found.flatMap(now -> strands.recount(partition, watermark.next(), now, wantedStrands));
    }

    /** With more partitions than before, a key's newer changes may stand in another one than its older: their order is lost. */
    private Topics.Identity identify(String topic) {
        Topics.Identity now = topics.apply(topic);
        Integer before = watermarks.partitions(topic);
        if (before == null) {
            watermarks.notePartitions(topic, now.partitions());
        } else if (before != now.partitions()) {
            throw new SchemaMismatchException("topic " + topic + " has " + now.partitions() + " partitions, but had " + before
                    + " when its first change was applied: keys stand in other partitions now, and the order of their changes is lost"
                    + ANEW);
        }
        return now;
    }

    /** A log whose beginning is gone is no beginning. */
    private Watermarks.Watermark first(TopicPartition partition, long begin, Topics.Identity topic) {
        if (begin > 0) {
            throw new SchemaMismatchException("partition " + partition + " has no watermark in the target, and its log begins at offset "
                    + begin + " only: the changes before are gone (a retention, deleted records), or the target's SLUICE_WATERMARK is."
                    + " Restore it together with the rows" + ANEW);
        }
        return watermarks.create(partition, begin, topic);
    }

    private static void checkTopic(TopicPartition partition, Watermarks.Watermark watermark, Topics.Identity topic) {
        if (!watermark.topicId().equals(topic.id())) {
            throw new SchemaMismatchException("topic " + partition.topic() + " was made anew (its id is " + topic.id()
                    + ", the watermark's " + watermark.topicId() + "): its offsets mean other changes now."
                    + " Restore the topic, or begin anew: drop Sluice's tables in the target and take a new snapshot");
        }
    }

    private void checkPlace(TopicPartition partition, long next, Log log) {
        if (next > log.end()) {
            throw outside(partition, next, log, "Kafka has lost records that it had confirmed, or the target was restored from another time");
        }
        if (next < log.begin()) {
            throw outside(partition, next, log, log.told() > next
                    ? "the target had been at " + log.told() + " already, and was restored from an older time"
                    : "the changes between them are gone (a retention, deleted records)");
        }
        if (next < log.told()) {
            acceptRestored(partition, next, log.told());
        }
    }

    private static SchemaMismatchException outside(TopicPartition partition, long next, Log log, String why) {
        return new SchemaMismatchException("partition " + partition + " goes from offset " + log.begin() + " to " + log.end()
                + ", but the next one to apply is " + next + ": " + why + ". Begin anew with a snapshot, or repair the table by hand");
    }

    private void acceptRestored(TopicPartition partition, long next, long told) {
        if (!watermarks.acceptsRestored()) {
            throw new SchemaMismatchException("partition " + partition + " had been applied up to offset " + told + ", but its watermark is "
                    + next + ": the target, or SLUICE_WATERMARK alone, was restored from an older time. If the rows are of the same time"
                    + " as the watermarks, start once with target.restored=accept: the changes from there on are applied again. If not,"
                    + " restore both from one backup");
        }
        LOG.warn("Partition {} had been applied up to offset {}; the target was restored, and it is applied again from {} on"
                + " (target.restored)", partition, told, next);
    }
}
