package sluice.capture;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.debezium.data.Envelope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import sluice.event.EscapedLabel;
import sluice.event.LargeRow;

/**
 * Writes Connect's structs as JSON without schemas, in the form of Connect's own JsonConverter, but straight to
 * bytes: the converter builds a tree of nodes for every event first.
 *
 * <p>Labels of ENUM and SET are written as they are, also in the key: a row whose key were one text in the snapshot and another
 * in the binlog would have its changes in two partitions.
 */
final class EnvelopeWriter {

    private static final JsonFactory JSON = new JsonFactory();
    private static final List<String> FIRST = List.of(Envelope.FieldName.OPERATION, Envelope.FieldName.AFTER);
    private static final Set<String> IMAGES = Set.of(Envelope.FieldName.BEFORE, Envelope.FieldName.AFTER);

    private EnvelopeWriter() {
    }

    /**
     * A key.
     *
     * @param escaped whether the struct has labels that are {@linkplain EscapedLabel escaped}
     * @throws IllegalArgumentException for a Connect type that Debezium's MySQL events do not have
     */
    static byte[] key(Struct struct, boolean escaped) {
        MessageBytes bytes = new MessageBytes(Long.MAX_VALUE);
        write(bytes, json -> write(json, struct, escaped));
        return bytes.all();
    }

    /**
     * An event.
     *
     * @param leftOut names of the envelope's own fields
     * @param bytes   takes what is written
     * @return the same
     */
    static MessageBytes event(Struct envelope, Set<String> leftOut, boolean escaped, MessageBytes bytes) {
        write(bytes, json -> {
            json.writeStartObject();
            event(json, envelope, leftOut, escaped);
            json.writeEndObject();
        });
        return bytes;
    }

    /** The event without its images, and why. */
    static byte[] stub(Struct envelope, LargeRow large) {
        MessageBytes bytes = new MessageBytes(Long.MAX_VALUE);
        write(bytes, json -> {
            json.writeStartObject();
            event(json, envelope, IMAGES, false);
            json.writeFieldName(LargeRow.FIELD);
            large.write(json);
            json.writeEndObject();
        });
        return bytes.all();
    }

    private static void write(MessageBytes bytes, Content content) {
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            content.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
    }

    @FunctionalInterface
    private interface Content {
        void write(JsonGenerator json) throws IOException;
    }

    /** The operation and the row as it is come first: a lane that knows both need not read the rest. */
    private static void event(JsonGenerator json, Struct envelope, Set<String> leftOut, boolean escaped) throws IOException {
        for (String name : FIRST) {
            if (!leftOut.contains(name)) {
                field(json, envelope, envelope.schema().field(name), escaped);
            }
        }
        for (Field field : envelope.schema().fields()) {
            if (!FIRST.contains(field.name()) && !leftOut.contains(field.name())) {
                field(json, envelope, field, escaped);
            }
        }
    }

    private static void field(JsonGenerator json, Struct struct, Field field, boolean escaped) throws IOException {
        json.writeFieldName(field.name());
        write(json, field.schema(), value(struct, field), escaped);
    }

    /** A NULL stays one. By the field the struct need not look its name up, which is a tenth of an event; but it puts a default in a NULL's place. */
    private static Object value(Struct struct, Field field) {
        return field.schema().defaultValue() == null ? struct.get(field) : struct.getWithoutDefault(field.name());
    }

    private static void write(JsonGenerator json, Struct struct, boolean escaped) throws IOException {
        json.writeStartObject();
        List<Field> fields = struct.schema().fields();
        for (int i = 0; i < fields.size(); i++) {
            field(json, struct, fields.get(i), escaped);
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Schema schema, Object value, boolean escaped) throws IOException {
        if (value == null) {
            json.writeNull();
            return;
        }
        switch (schema.type()) {
            case INT8, INT16, INT32, INT64 -> json.writeNumber(integer(schema, value));
            case FLOAT32 -> json.writeNumber(((Float) value).floatValue());
            case FLOAT64 -> json.writeNumber(((Double) value).doubleValue());
            case BOOLEAN -> json.writeBoolean((Boolean) value);
            case STRING -> json.writeString(escaped && RowLabels.isLabel(schema) ? EscapedLabel.plain((String) value) : (String) value);
            case BYTES -> writeBytes(json, schema, value);
            case STRUCT -> write(json, (Struct) value, escaped);
            case ARRAY -> {
                json.writeStartArray();
                for (Object element : (List<?>) value) {
                    write(json, schema.valueSchema(), element, escaped);
                }
                json.writeEndArray();
            }
            case MAP -> map(json, schema, (Map<?, ?>) value, escaped);
            default -> throw new IllegalArgumentException("an event has the Connect type " + schema.type());
        }
    }

    /** An object where the keys are texts, else an array of pairs. */
    private static void map(JsonGenerator json, Schema schema, Map<?, ?> map, boolean escaped) throws IOException {
        boolean object = schema.keySchema().type() == Schema.Type.STRING;
        if (object) {
            json.writeStartObject();
        } else {
            json.writeStartArray();
        }
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (object) {
                json.writeFieldName((String) entry.getKey());
                write(json, schema.valueSchema(), entry.getValue(), escaped);
            } else {
                json.writeStartArray();
                write(json, schema.keySchema(), entry.getKey(), escaped);
                write(json, schema.valueSchema(), entry.getValue(), escaped);
                json.writeEndArray();
            }
        }
        if (object) {
            json.writeEndObject();
        } else {
            json.writeEndArray();
        }
    }

    /** With time.precision.mode=connect dates and times are java.util.Date, by Connect's own names. */
    private static long integer(Schema schema, Object value) {
        if (!(value instanceof java.util.Date date)) {
            return ((Number) value).longValue();
        }
        return Date.LOGICAL_NAME.equals(schema.name()) ? Date.fromLogical(schema, date) : date.getTime();
    }

    private static void writeBytes(JsonGenerator json, Schema schema, Object value) throws IOException {
        if (Decimal.LOGICAL_NAME.equals(schema.name())) {
            json.writeBinary(((BigDecimal) value).unscaledValue().toByteArray());
        } else if (value instanceof ByteBuffer buffer && buffer.hasArray()) {
            json.writeBinary(buffer.array(), buffer.arrayOffset() + buffer.position(), buffer.remaining());
        } else if (value instanceof ByteBuffer buffer) {
            byte[] copy = new byte[buffer.remaining()];
            buffer.duplicate().get(copy);
            json.writeBinary(copy);
        } else {
            json.writeBinary((byte[]) value);
        }
    }
}
