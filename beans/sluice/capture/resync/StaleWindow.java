package sluice.capture.resync;

import io.debezium.data.Envelope;
import io.debezium.engine.ChangeEvent;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import sluice.schema.TableId;

/**
 * Finds a statement that concerns a whole table of which Debezium may hold rows: those that it has read for a resync and not yet sent.
 *
 * <p>The race: a chunk is read, the table is truncated (or altered), the truncate is read from the binlog, and then the chunk is sent. Debezium
 * removes from a chunk what single changes have overtaken, but knows nothing of a truncate, and of other statements only where a transaction has
 * opened the window before: the rows would come back, or be taken apart by another structure than they were read with (P1, P8).
 * So nothing behind such a statement is taken: capture starts again there, and the chunk is read anew.
 *
 * <p>The offset of a statement stands before it, so the next run meets it once more. It is passed then: the rows that Debezium holds by that time
 * were read after it was carried out. To start again at each meeting would be for ever.
 */
public final class StaleWindow {

    private final Predicate<SourceRecord> structure;
    private final Resyncs resyncs;

    /**
     * @param structure whether an event tells a change of a table's structure
     * @param resyncs   knows for which statement capture has started again, which a new run of it does not
     */
    public StaleWindow(Predicate<SourceRecord> structure, Resyncs resyncs) {
        this.structure = structure;
        this.resyncs = resyncs;
    }

    /** Removes what stands behind the first such statement. False if there is none. */
    public boolean cut(List<ChangeEvent<SourceRecord, SourceRecord>> events) {
        for (int i = 0; i < events.size(); i++) {
            if (isConcerned(events.get(i).value()) && resyncs.isNew(identity(events.get(i).value()))) {
                int end = i + 1;
                while (end < events.size() && structure.test(events.get(end).value())) {
                    end++; // the events of one statement must not be parted
                }
                events.subList(end, events.size()).clear();
                return true;
            }
        }
        return false;
    }

    /** Equal whenever the statement is read. */
    private static Object identity(SourceRecord event) {
        return SnapshotContext.removed(event.sourceOffset());
    }

    private boolean isConcerned(SourceRecord event) {
        boolean schema = structure.test(event);
        if (!schema && !isTruncate(event)) {
            return false;
        }
        List<Resync> read = SnapshotContext.of(event.sourceOffset());
        return !read.isEmpty() && concerns((Struct) event.value(), schema, read.get(0).table());
    }

    private static boolean isTruncate(SourceRecord event) {
        return event.value() instanceof Struct value && value.schema().field(Envelope.FieldName.OPERATION) != null
                && Envelope.Operation.TRUNCATE.code().equals(value.getString(Envelope.FieldName.OPERATION));
    }

    private static boolean concerns(Struct value, boolean schema, TableId table) {
        if (!schema) {
            Struct source = value.getStruct(Envelope.FieldName.SOURCE);
            return table.equals(new TableId(source.getString("db"), source.getString("table")));
        }
        List<Struct> changes = value.getArray("tableChanges");
        // a statement without tables may drop a database
        return changes.isEmpty() || changes.stream().map(change -> io.debezium.relational.TableId.parse(change.getString("id")))
                .anyMatch(id -> table.equals(new TableId(id.catalog(), id.table())));
    }
}
