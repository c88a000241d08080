package sluice.capture;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.source.SourceRecord;
import sluice.event.RowSchemaLog;
import sluice.schema.TableId;

/**
 * Gives each row schema an id, and has it written before the first event that uses it. The id is a hash of the
 * schema, so the same schema has the same id after every restart, and writing it again does no harm.
 *
 * <p>Debezium keeps one schema object a table until the table changes: the object's identity is the cheap key.
 */
final class SchemaRecorder {

    private final Map<Schema, Recorded> known = new IdentityHashMap<>();
    private final JsonConverter converter = new JsonConverter();
    private final BiConsumer<byte[], byte[]> writer;

    /** @param writer takes the key and the value of a new record of the schema topic */
    SchemaRecorder(BiConsumer<byte[], byte[]> writer) {
        this.writer = writer;
        converter.configure(Map.of("schemas.enable", "false"), false);
    }

    /**
     * A schema that has been written.
     *
     * @param id            for the header of the rows' events
     * @param escapedLabels whether the rows of the binlog have labels that are {@linkplain sluice.event.EscapedLabel escaped}
     */
    record Recorded(byte[] id, boolean escapedLabels) {
    }

    /** The schema of the record's rows. */
    Recorded schemaOf(SourceRecord record, TableId table) {
        Recorded schema = known.get(record.valueSchema());
        if (schema == null) {
            schema = write(record, table);
            known.put(record.valueSchema(), schema);
        }
        return schema;
    }

    private Recorded write(SourceRecord record, TableId table) {
        JsonNode row = converter.asJsonSchema(record.valueSchema().field("after").schema());
        boolean escapedLabels = RowLabels.markPlain(row);
        List<String> key = record.keySchema() == null ? List.of()
                : record.keySchema().fields().stream().map(Field::name).toList();
        byte[] value = RowSchemaLog.encode(table, key, row);
        byte[] id = hash(value).getBytes(StandardCharsets.US_ASCII);
        writer.accept(id, value);
        return new Recorded(id, escapedLabels);
    }

    private static String hash(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
