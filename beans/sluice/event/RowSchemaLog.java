package sluice.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import sluice.kafka.TopicLog;
import sluice.schema.TableId;

/**
 * The row schemas that capture has recorded, by id. Capture writes a schema in the same transaction as the first
 * event that uses it, or in an earlier one. Kafka completes a transaction one partition after the other, so an event
 * can be seen a moment before its schema: {@link UnknownSchemaException} means look again.
 */
public final class RowSchemaLog {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final TopicLog log;
    private final Map<String, RowSchema> known = new ConcurrentHashMap<>();
    private final Map<String, String> unreadable = new ConcurrentHashMap<>();

    public RowSchemaLog(TopicLog log) {
        this.log = log;
    }

    /**
     * @throws UnknownSchemaException if the schema cannot be seen yet
     * @throws IllegalStateException  if it has a column that no row of ours has
     */
    public RowSchema get(String id) {
        RowSchema schema = known.get(id);
        return schema != null ? schema : load(id);
    }

    private synchronized RowSchema load(String id) {
        log.readToEnd(this::remember);
        RowSchema schema = known.get(id);
        if (schema == null && unreadable.containsKey(id)) {
            throw new IllegalStateException(unreadable.get(id));
        }
        if (schema == null) {
            throw new UnknownSchemaException(id, log.topic());
        }
        return schema;
    }

    private void remember(ConsumerRecord<byte[], byte[]> record) {
        String id = new String(record.key(), StandardCharsets.UTF_8);
        try {
            JsonNode node = JSON.readTree(record.value());
            TableId table = new TableId(node.path("database").asText(), node.path("table").asText());
            known.putIfAbsent(id, RowSchema.of(id, table, node.path("row")));
        } catch (IOException e) {
            throw new IllegalStateException("schema " + id + " in topic " + log.topic() + " cannot be read", e);
        } catch (IllegalArgumentException e) {
            unreadable.put(id, e.getMessage()); // the matter of its table alone, which waits; the others read on
        }
    }

    /** The topic's record for a schema. {@code row} is the Connect schema of the row, as JSON. */
    public static byte[] encode(TableId table, List<String> key, JsonNode row) {
        var node = JSON.createObjectNode();
        node.put("database", table.database());
        node.put("table", table.table());
        key.forEach(node.putArray("key")::add);
        node.set("row", row);
        return node.toString().getBytes(StandardCharsets.UTF_8);
    }
}
