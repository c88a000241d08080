package sluice.apply;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import sluice.event.ChangeEvent;
import sluice.event.Operation;
import sluice.event.SourcePosition;

/**
 * The last change of a key in a batch.
 *
 * @param plan      how its row is written
 * @param key       what identifies the row; equal for equal keys
 * @param operation what it does; NONE where the event cannot be decoded
 * @param row       the decoded values, of a deleted row at least the key
 * @param fresh     whether the row cannot have been in the target before this batch: its first event creates it
 * @param record    as it stood in Kafka
 * @param event     null where it cannot be decoded
 * @param refused   why the row cannot even be bound, null if it can
 * @param times     how many changes of the key the batch has
 */
record Change(RowPlan plan, Object key, Operation operation, Object[] row, boolean fresh,
              ConsumerRecord<byte[], byte[]> record, ChangeEvent event, RuntimeException refused, int times) {

    boolean deletes() {
        return operation == Operation.DELETE;
    }

    SourcePosition position() {
        return event == null ? SourcePosition.UNKNOWN : event.position();
    }

    /** The key as it is compared with that of parked rows. */
    ParkedKey parkedKey() {
        return ParkedKey.of(plan, key);
    }
}
