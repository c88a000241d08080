package sluice.event;

import java.io.IOException;
import java.io.UncheckedIOException;
import sluice.schema.TableId;

/**
 * One change of one row, decoded. Its source position is read only when somebody asks: a batch needs the last one
 * of each partition.
 */
public final class ChangeEvent {

    private final RowSchema schema;
    private final Operation operation;
    private final Object[] row;
    private final byte[] value;
    private final int start;
    private final LargeRowException large;

    /**
     * @param row    the values in the order of the schema's columns: the row after the change, before it for a
     *               DELETE (where only the key need be set), null for a TRUNCATE
     * @param value  the record's value
     * @param start  where the envelope begins in the value
     * @param large  null unless the event is a stub, and the row has its key alone
     */
    ChangeEvent(RowSchema schema, Operation operation, Object[] row, byte[] value, int start, LargeRowException large) {
        this.schema = schema;
        this.operation = operation;
        this.row = row;
        this.value = value;
        this.start = start;
        this.large = large;
    }

    public RowSchema schema() {
        return schema;
    }

    public TableId table() {
        return schema.table();
    }

    public Operation operation() {
        return operation;
    }

    /** The values in the order of the schema's columns; null for a TRUNCATE. */
    public Object[] row() {
        return row;
    }

    /** Why nothing but the key is known of the row; null for all events but stubs of rows that were too large. */
    public LargeRowException large() {
        return large;
    }

    /** Where the change stands in the source's binlog; never null. */
    public SourcePosition position() {
        try {
            return Envelope.position(value, start);
        } catch (IOException e) {
            throw new UncheckedIOException("the source block of an event of " + table() + " cannot be read", e);
        }
    }
}
