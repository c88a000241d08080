package sluice.capture;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import sluice.event.EscapedLabel;

/**
 * Writes Connect's structs as JSON without schemas, in the form of Connect's own JsonConverter, but straight to
 * bytes: the converter builds a tree of nodes for every event first.
 *
 * <p>Labels of ENUM and SET are written as they are, also in the key: a row whose key were one text in the snapshot and another
 * in the binlog would have its changes in two partitions.
 */
final class EnvelopeWriter {

    private static final JsonFactory JSON = new JsonFactory();

    private EnvelopeWriter() {
    }

    /**
     * @param escaped whether the struct has labels that are {@linkplain EscapedLabel escaped}
     * @throws IllegalArgumentException for a Connect type that Debezium's MySQL events do not have
     */
    static byte[] write(Struct struct, boolean escaped) {
        try (ByteArrayBuilder bytes = new ByteArrayBuilder(512); JsonGenerator json = JSON.createGenerator(bytes)) {
            write(json, struct, escaped);
            json.flush();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
    }

    private static void write(JsonGenerator json, Struct struct, boolean escaped) throws IOException {
        json.writeStartObject();
        List<Field> fields = struct.schema().fields();
        for (int i = 0; i < fields.size(); i++) {
            Field field = fields.get(i);
            json.writeFieldName(field.name());
            write(json, field.schema(), struct.getWithoutDefault(field.name()), escaped);
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
            case BYTES -> json.writeBinary(bytes(schema, value));
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

    private static byte[] bytes(Schema schema, Object value) {
        if (Decimal.LOGICAL_NAME.equals(schema.name())) {
            return ((BigDecimal) value).unscaledValue().toByteArray();
        }
        if (value instanceof ByteBuffer buffer) {
            byte[] copy = new byte[buffer.remaining()];
            buffer.duplicate().get(copy);
            return copy;
        }
        return (byte[]) value;
    }
}
