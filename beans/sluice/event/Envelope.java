package sluice.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.List;

/**
 * Reads Debezium's envelope from its bytes without building a tree. The order of the envelope's fields is not
 * relied on; but where the operation and the row come first, as capture writes them, what stands behind is not read. The old row is
 * found in passing, the source block when somebody asks for it.
 */
final class Envelope {

    /** Jackson refuses texts of more than 20 million characters unless it is told otherwise. */
    private static final JsonFactory JSON = JsonFactory.builder().streamReadConstraints(
            StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build()).build();

    private final byte[] bytes;
    private final int start;
    private Operation operation = Operation.NONE;
    private Object[] after;
    private int before = -1;
    private LargeRow large;

    private Envelope(byte[] bytes, int start) {
        this.bytes = bytes;
        this.start = start;
    }

    /**
     * @param start where the envelope's object begins in the bytes
     * @throws IOException if this is not JSON, or not of this schema
     */
    static Envelope read(byte[] bytes, int start, RowSchema schema) throws IOException {
        Envelope envelope = new Envelope(bytes, start);
        try (JsonParser json = JSON.createParser(bytes, start, bytes.length - start)) {
            if (json.nextToken() == JsonToken.START_OBJECT) {
                envelope.scan(json, schema);
            }
        }
        return envelope;
    }

    private void scan(JsonParser json, RowSchema schema) throws IOException {
        while ((after == null || operation == Operation.NONE) && json.nextToken() != JsonToken.END_OBJECT) {
            String field = json.currentName();
            JsonToken value = json.nextToken();
            switch (field) {
                case "op" -> operation = Operation.of(json.getValueAsString());
                case "after" -> after = value == JsonToken.START_OBJECT ? row(json, schema) : null;
                case "before" -> before = value == JsonToken.START_OBJECT ? passed(json) : -1;
                case LargeRow.FIELD -> large = value == JsonToken.START_OBJECT ? LargeRow.read(json) : null;
                default -> json.skipChildren();
            }
        }
        plain(after, schema);
    }

    /** The order of the fields is not relied on, so labels are set right when the operation is known. */
    private void plain(Object[] row, RowSchema schema) {
        if (operation != Operation.READ) {
            plainLabels(row, schema);
        }
    }

    private int passed(JsonParser json) throws IOException {
        int at = start + (int) json.currentTokenLocation().getByteOffset();
        json.skipChildren();
        return at;
    }

    Operation operation() {
        return operation;
    }

    /** The row after the change, null if there is none. */
    Object[] after() {
        return after;
    }

    /** The row before the change, null if the event has none. */
    Object[] before(RowSchema schema) throws IOException {
        if (before < 0) {
            return null;
        }
        Object[] row = rowAt(bytes, before, schema);
        plain(row, schema);
        return row;
    }

    /** Why the event has no image of the row; null if it is no stub. */
    LargeRow large() {
        return large;
    }

    /** Sets the labels right in a row of the binlog; null for none. */
    static void plainLabels(Object[] row, RowSchema schema) {
        if (row == null) {
            return;
        }
        for (int column : schema.escaped()) {
            row[column] = row[column] instanceof String label ? EscapedLabel.plain(label) : row[column];
        }
    }

    /** Reads the object at a place of the bytes as a row; columns that it lacks are null. Escaped labels stay as they are. */
    static Object[] rowAt(byte[] bytes, int at, RowSchema schema) throws IOException {
        try (JsonParser json = JSON.createParser(bytes, at, bytes.length - at)) {
            json.nextToken();
            return row(json, schema);
        }
    }

    private static Object[] row(JsonParser json, RowSchema schema) throws IOException {
        List<RowSchema.Column> columns = schema.columns();
        Object[] row = new Object[columns.size()];
        int next = 0;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            int column = next < row.length && columns.get(next).name().equals(name) ? next : schema.indexOf(name);
            if (column < 0) {
                throw new IOException("column " + name + " is not in the schema " + schema.id() + " of " + schema.table());
            }
            next = column + 1;
            RowSchema.Column read = columns.get(column);
            row[column] = json.nextToken() == JsonToken.VALUE_NULL ? read.none() : read.reader().read(json);
        }
        return row;
    }

    /** Reads the source block of the envelope at a place of the bytes; unknown if it has none. */
    static SourcePosition position(byte[] bytes, int start) throws IOException {
        try (JsonParser json = JSON.createParser(bytes, start, bytes.length - start)) {
            if (json.nextToken() == JsonToken.START_OBJECT) {
                while (json.nextToken() != JsonToken.END_OBJECT) {
                    boolean source = json.currentName().equals("source");
                    if (json.nextToken() == JsonToken.START_OBJECT && source) {
                        return position(json);
                    }
                    json.skipChildren();
                }
            }
        }
        return SourcePosition.UNKNOWN;
    }

    private static SourcePosition position(JsonParser json) throws IOException {
        String file = "";
        String gtid = null;
        long pos = 0;
        long server = 0;
        long millis = 0;
        int row = 0;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "file" -> file = json.getValueAsString("");
                case "gtid" -> gtid = json.getValueAsString();
                case "pos" -> pos = json.getValueAsLong();
                case "row" -> row = json.getValueAsInt();
                case "server_id" -> server = json.getValueAsLong();
                case "ts_ms" -> millis = json.getValueAsLong();
                default -> json.skipChildren();
            }
        }
        return new SourcePosition(file, pos, row, gtid, server, millis);
    }
}
