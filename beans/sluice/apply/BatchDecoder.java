package sluice.apply;

import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import sluice.event.Barrier;
import sluice.event.BarrierCodec;
import sluice.event.ChangeEvent;
import sluice.event.ChangeEventDecoder;
import sluice.event.ChangeKey;
import sluice.event.LargeRowException;
import sluice.event.Operation;
import sluice.event.SourcePosition;
import sluice.event.UndecodableEventException;
import sluice.event.UnknownSchemaException;
import sluice.kafka.Topics;

/**
 * Decodes a batch and reduces it to its statements. A partition's slice ends at the first barrier: what stands behind
 * it waits until every partition of the table has come so far.
 */
public final class BatchDecoder {

    private final ChangeEventDecoder decoder;
    private final RowPlans plans;
    private final Topics topics;

    public BatchDecoder(ChangeEventDecoder decoder, RowPlans plans, Topics topics) {
        this.decoder = decoder;
        this.plans = plans;
        this.topics = topics;
    }

    /**
     * @throws UndecodableEventException if a record is no change event, and its key tells no row
     * @throws LargeRowException         if a row's values were too large for Kafka, and its key tells no row
     * @throws SchemaMismatchException   if a table of the target does not fit
     */
    public void decode(Batch batch) {
        List<Compaction> shares = Stream.generate(Compaction::new).limit(batch.shares()).toList();
        int changes = 0;
        for (Slice slice : batch.slices()) {
            changes += batch.replay() ? decodeParked(slice, shares) : decode(slice, shares);
        }
        batch.count(changes);
        batch.reduced(shares);
    }

    /** Where a record's change belongs: all of a key's to one. */
    private static Compaction share(int strand, List<Compaction> shares) {
        return shares.get(shares.size() == 1 ? 0 : strand);
    }

    /** Parked events: what cannot be decoded goes back where it was. They were counted when they were parked. */
    private int decodeParked(Slice slice, List<Compaction> shares) {
        for (ConsumerRecord<byte[], byte[]> record : slice.records()) {
            int strand = slice.strands().of(record.key());
            slice.touch(strand);
            Compaction compaction = share(strand, shares);
            try {
                ChangeEvent event = decoder.decode(record);
                RowPlan plan = plans.of(event.schema());
                if (plan == null) {
                    throw new SchemaMismatchException("the target does not have the table " + event.table());
                }
                add(event, plan, record, compaction);
            } catch (UndecodableEventException | UnknownSchemaException | SchemaMismatchException e) {
                compaction.addUnknown(record, e);
            }
        }
        return 0;
    }

    private int decode(Slice slice, List<Compaction> shares) {
        int changes = 0;
        int copied = 0;
        ChangeEvent last = null;
        for (ConsumerRecord<byte[], byte[]> record : slice.records()) {
            if (record.headers().lastHeader(Barrier.HEADER) != null) {
                slice.endAt(checked(slice.partition(), BarrierCodec.decode(record.value())), record.offset());
                break;
            }
            int strand = slice.strands().of(record.key());
            if (slice.strands().passed(strand, record.offset())) {
                continue;
            }
            ChangeEvent event;
            try {
                event = decoder.decode(record);
            } catch (UndecodableEventException e) {
                slice.touch(strand);
                refuse(record, share(strand, shares), e);
                changes++;
                continue;
            }
            if (event == null) {
                continue;
            }
            if (event.operation() == Operation.TRUNCATE) {
                slice.endAt(checked(slice.partition(), unmarked(event, record)), record.offset());
                break;
            }
            slice.touch(strand);
            RowPlan plan = plans.of(event.schema());
            last = event;
            if (plan == null) {
                continue; // schema.changes=ignore, and the target does not have the table
            }
            add(event, plan, record, share(strand, shares));
            changes++;
            if (event.operation() == Operation.READ) {
                copied++;
            }
        }
        slice.count(changes, copied);
        slice.last(last == null ? SourcePosition.UNKNOWN : last.position());
        return changes;
    }

    /**
     * A stub is a bad row of which the key is known: it takes the place of its change, so that a later one of that row supersedes it
     * (P2). Passed over, the watermark would go past a change that is nowhere (P1).
     */
    private static void add(ChangeEvent event, RowPlan plan, ConsumerRecord<byte[], byte[]> record, Compaction compaction) {
        if (event.large() == null) {
            compaction.add(plan, event.operation(), event.row(), record, event);
        } else if (plan.hasKey(event.row())) {
            compaction.addLarge(plan, event, record);
        } else {
            throw event.large();
        }
    }

    /**
     * An event that cannot be decoded is a bad row if the record's key tells whose: then a later change of that row finds
     * it. Otherwise nothing can be ordered behind it, and the lane stops.
     */
    private void refuse(ConsumerRecord<byte[], byte[]> record, Compaction compaction, UndecodableEventException failure) {
        ChangeKey key = decoder.decodeKey(record);
        if (key == null) {
            throw failure;
        }
        RowPlan plan = plans.of(key.schema());
        if (plan == null) {
            return; // as for a change that can be decoded
        }
        if (!plan.hasKey(key.row())) {
            throw failure;
        }
        compaction.addRefused(plan, key.row(), record, failure);
    }

    /**
     * A truncate that a Connect cluster wrote stands in one partition only. With one partition that is all of them;
     * with several nothing orders it against the other partitions' changes, and {@link #checked} refuses it.
     */
    private static Barrier unmarked(ChangeEvent event, ConsumerRecord<byte[], byte[]> record) {
        String id = "truncate " + new TopicPartition(record.topic(), record.partition()) + "@" + record.offset();
        return new Barrier(id,
                Barrier.Kind.TRUNCATE, event.table(), 1, event.position());
    }

    /** A barrier is passed when as many partitions have arrived as there were; another number now would never be reached. */
    private Barrier checked(TopicPartition partition, Barrier barrier) {
        int now = topics.partitions(partition.topic());
        if (now == barrier.partitions()) {
            return barrier;
        }
        throw new SchemaMismatchException("topic " + partition.topic() + " has " + now + " partitions, but the "
                + barrier.kind() + " of " + barrier.table() + " stands in " + barrier.partitions()
                + " of them: it cannot be ordered against the changes of the others");
    }
}
