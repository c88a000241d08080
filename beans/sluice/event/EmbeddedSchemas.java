package sluice.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import sluice.schema.TableId;

/**
 * The schemas that Kafka Connect's JsonConverter puts into each record: {@code {"schema":{...},"payload":{...}}}.
 *
 * <p>A schema is several times as long as its row and the same in all records, so it is parsed once a topic: a
 * record that begins with the very bytes of one that is known needs only a comparison of bytes.
 */
final class EmbeddedSchemas {

    private static final JsonFactory FACTORY = JsonFactory.builder().streamReadConstraints(
            StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build()).build();
    private static final ObjectMapper JSON = new ObjectMapper(FACTORY);

    private final Map<String, List<Form>> forms = new ConcurrentHashMap<>();

    /**
     * What a record's beginning says.
     *
     * @param prefix  all bytes before the payload
     * @param payload where the payload begins
     * @param schema  the rows' schema, null if the record is no change of a row (a heartbeat, a schema change)
     */
    record Form(byte[] prefix, int payload, RowSchema schema) {

        boolean fits(byte[] value) {
            return value.length > payload && Arrays.equals(prefix, 0, payload, value, 0, payload);
        }
    }

    Form formOf(String topic, byte[] value) throws IOException {
        List<Form> known = forms.computeIfAbsent(topic, t -> new CopyOnWriteArrayList<>());
        for (Form form : known) {
            if (form.fits(value)) {
                return form;
            }
        }
        Form form = read(topic, value);
        known.add(0, form);
        return form;
    }

    private static Form read(String topic, byte[] value) throws IOException {
        try (JsonParser json = FACTORY.createParser(value)) {
            boolean schemaFirst = json.nextToken() == JsonToken.START_OBJECT && "schema".equals(json.nextFieldName());
            if (!schemaFirst) {
                throw schemaless();
            }
            json.nextToken();
            JsonNode schema = json.readValueAsTree();
            json.nextToken();
            json.nextToken();
            int payload = (int) json.currentTokenLocation().getByteOffset();
            return new Form(Arrays.copyOf(value, payload), payload, rowSchema(topic, schema, json));
        }
    }

    private static IOException schemaless() {
        return new IOException("the record carries no schema; let the connector write it"
                + " (value.converter.schemas.enable=true)");
    }

    private static RowSchema rowSchema(String topic, JsonNode schema, JsonParser payload) throws IOException {
        String name = schema.path("name").asText("");
        if (name.endsWith("Heartbeat") || name.endsWith("SchemaChangeValue")) {
            return null;
        }
        if (schema.isNull()) {
            if (payload.currentToken() == JsonToken.VALUE_NULL) {
                return null;
            }
            throw schemaless(); // a transformation made it so; to pass over it would lose a change
        }
        for (JsonNode field : schema.path("fields")) {
            if (field.path("field").asText().equals("after")) {
                JsonNode source = payload.<JsonNode>readValueAsTree().path("source");
                TableId table = new TableId(source.path("db").asText(), source.path("table").asText());
                return RowSchema.of(topic + "#" + Integer.toHexString(schema.hashCode()), table, field);
            }
        }
        throw new IOException("the record is no Debezium envelope; flattened events (ExtractNewRecordState) are not"
                + " understood, since they cannot tell an insert from an update");
    }

    /** Where the payload of a record's key or value begins: 0 where no schema stands before it. */
    static int payload(byte[] bytes) throws IOException {
        try (JsonParser json = FACTORY.createParser(bytes)) {
            if (json.nextToken() != JsonToken.START_OBJECT || !"schema".equals(json.nextFieldName())) {
                return 0;
            }
            json.nextToken();
            json.skipChildren();
            if (!"payload".equals(json.nextFieldName())) {
                return 0;
            }
            json.nextToken();
            return (int) json.currentTokenLocation().getByteOffset();
        }
    }
}
