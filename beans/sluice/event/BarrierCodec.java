package sluice.event;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import sluice.schema.TableId;
import sluice.schema.source.ColumnFill;
import sluice.schema.source.SourceTable;

/** Barriers as the JSON that stands in the change topics. */
public final class BarrierCodec {

    private static final String KEY_NAMED = "keyNamed";

    /** A structure of a newer Sluice may say more than this one knows. */
    private static final ObjectMapper JSON = new ObjectMapper().configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false)
            .addMixIn(ColumnFill.class, WithoutGenerated.class);

    /** No event tells the expression of a generated column; isGenerated() would be written in its place, and read as one. */
    @JsonIgnoreProperties("generated")
    private interface WithoutGenerated {
    }

    private BarrierCodec() {
    }

    public static byte[] encode(Barrier barrier) {
        ObjectNode node = JSON.createObjectNode();
        node.put("id", barrier.id());
        node.put("kind", barrier.kind().name());
        node.put("database", barrier.table().database());
        node.put("table", barrier.table().table());
        node.put("partitions", barrier.partitions());
        node.put("file", barrier.position().file());
        node.put("pos", barrier.position().pos());
        node.put("row", barrier.position().row());
        node.put("gtid", barrier.position().gtid());
        node.put("server_id", barrier.position().serverId());
        node.put("ts_ms", barrier.position().millis());
        if (barrier.change() != null) {
            node.set("change", JSON.valueToTree(barrier.change()));
        }
        return node.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** @throws UncheckedIOException if the bytes are not what {@link #encode} wrote */
    public static Barrier decode(byte[] value) {
        try {
            JsonNode node = JSON.readTree(value);
            SourcePosition position = new SourcePosition(node.path("file").asText(""), node.path("pos").asLong(),
                    node.path("row").asInt(), node.path("gtid").textValue(), node.path("server_id").asLong(),
                    node.path("ts_ms").asLong());
            return new Barrier(node.path("id").asText(), Barrier.Kind.valueOf(node.path("kind").asText()),
                    new TableId(node.path("database").asText(), node.path("table").asText()),
                    node.path("partitions").asInt(), position, change(node.path("change")));
        } catch (IOException e) {
            throw new UncheckedIOException("a barrier that Sluice did not write", e);
        }
    }

    private static SchemaChange change(JsonNode node) throws IOException {
        return node.isMissingNode() ? null : JSON.treeToValue(node, SchemaChange.class);
    }

    /**
     * A table's structure, as it stands in barriers.
     *
     * @param keyNamed whether its key is one that the settings name, which no structure shows
     */
    public static byte[] encode(SourceTable table, boolean keyNamed) {
        ObjectNode node = JSON.valueToTree(table);
        return node.put(KEY_NAMED, keyNamed).toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Whether the structure's key is one that the settings named; no where an older Sluice has not said so. */
    public static boolean isKeyNamed(byte[] structure) {
        try {
            return JSON.readTree(structure).path(KEY_NAMED).asBoolean(false);
        } catch (IOException e) {
            throw new UncheckedIOException("a structure of a table that Sluice did not write", e);
        }
    }

    /** @throws UncheckedIOException if the bytes are no structure */
    public static SourceTable table(byte[] value) {
        try {
            return JSON.readValue(value, SourceTable.class);
        } catch (IOException e) {
            throw new UncheckedIOException("a structure of a table that Sluice did not write", e);
        }
    }
}
