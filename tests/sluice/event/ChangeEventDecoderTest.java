package sluice.event;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.OffsetDateTime;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import sluice.sandbox.Project;
import sluice.schema.TableId;

/**
 * Records of a Kafka Connect cluster (Debezium 3.2.4, tests/samples) are decoded exactly, and what is no change of a row is told
 * from what cannot be understood: the one is passed over, the other never (P1).
 */
class ChangeEventDecoderTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TOPIC = "mysql-cdc.ordersdb.orders";

    /** The records carry their schemas: the log of recorded ones is not asked. */
    private final ChangeEventDecoder decoder = new ChangeEventDecoder(null);

    @Test
    void anInsertIsItsRow() {
        ChangeEvent event = decode("orders-insert");
        assertEquals(Operation.CREATE, event.operation());
        assertEquals(new TableId("ordersdb", "orders"), event.table());
        assertArrayEquals(new Object[] {13L, "LEE66", new BigDecimal("150.00"), OffsetDateTime.parse("2025-10-20T14:34:09Z")}, event.row());
        assertEquals(1_760_970_849_000L, event.position().millis());
        assertEquals("binlog.000040:203734562[0]", event.position().toString());
    }

    @Test
    void theTwoUpdatesOfOneStatementAreTwoRowsAtOnePosition() {
        ChangeEvent first = decode("orders-update-row0");
        ChangeEvent second = decode("orders-update-row1");
        assertEquals(Operation.UPDATE, first.operation());
        assertArrayEquals(new Object[] {8L, "MOD_LEE22", new BigDecimal("120.00"), OffsetDateTime.parse("2025-10-19T13:40:52Z")}, first.row());
        assertArrayEquals(new Object[] {9L, "MOD_LEE22", new BigDecimal("120.00"), OffsetDateTime.parse("2025-10-19T14:46:20Z")}, second.row());
        assertEquals(first.position().pos(), second.position().pos());
        assertEquals(0, first.position().row());
        assertEquals(1, second.position().row());
    }

    @Test
    void aDeleteIsTheRowBefore() {
        ChangeEvent event = decode("orders-delete");
        assertEquals(Operation.DELETE, event.operation());
        assertArrayEquals(new Object[] {10L, "MOD_LEE", new BigDecimal("120.00"), OffsetDateTime.parse("2025-10-19T14:54:39Z")}, event.row());
    }

    @Test
    void aDeleteWithoutTheRowBeforeIsKnownByItsKey() {
        JsonNode sample = sample("orders-delete");
        payload(sample).putNull("before");
        ChangeEvent event = decode(sample.path("key"), sample.path("value"));
        assertArrayEquals(new Object[] {10L, null, null, null}, event.row());
    }

    /** Nothing else of the row is known, and it must not be taken for a row of NULLs (P2). */
    @Test
    void aStubIsItsKeyAndSaysWhatItWouldTake() {
        JsonNode sample = sample("orders-insert");
        payload(sample).put("op", "u").putNull("after").putNull("before").putObject("large").put("bytes", 30_000_000).put("limit", 16_777_216);
        ChangeEvent event = decode(sample.path("key"), sample.path("value"));
        assertEquals(Operation.UPDATE, event.operation());
        assertArrayEquals(new Object[] {13L, null, null, null}, event.row());
        assertEquals("binlog.000040:203734562[0]", event.position().toString());
        assertTrue(event.large().getMessage().startsWith("the row needs 30000000 bytes in Kafka, and capture.row.max.bytes was 16777216"));
        assertNull(decode("orders-insert").large());
    }

    /** Jackson's own limit is 20 million characters. */
    @Test
    void aTextMayHaveMoreThanTwentyMillionCharacters() {
        JsonNode sample = sample("orders-insert");
        ((ObjectNode) payload(sample).path("after")).put(label(sample), "x".repeat(20_100_000));
        assertEquals(20_100_000, decode(sample.path("key"), sample.path("value")).row()[1].toString().length());
    }

    /** A connector has labels of the binlog as literals, and those of the snapshot as they are. */
    @Test
    void aLabelIsTheSameFromTheSnapshotAndFromTheBinlog() {
        JsonNode sample = sample("orders-insert");
        for (JsonNode image : List.of(sample.path("value").path("schema").path("fields").path(0), sample.path("value").path("schema").path("fields").path(1))) {
            ObjectNode field = (ObjectNode) image.path("fields").path(1);
            field.put("name", "io.debezium.data.Enum").putObject("parameters").put("allowed", "a\\,b\\\\c,d");
        }
        ((ObjectNode) payload(sample).path("after")).put(label(sample), "a\\,b\\\\c");
        assertEquals("a,b\\c", decode(sample.path("key"), sample.path("value")).row()[1]);
        payload(sample).put("op", "r");
        ((ObjectNode) payload(sample).path("after")).put(label(sample), "a,b\\c");
        assertEquals("a,b\\c", decode(sample.path("key"), sample.path("value")).row()[1]);
    }

    private static String label(JsonNode sample) {
        return sample.path("value").path("schema").path("fields").path(0).path("fields").path(1).path("field").asText();
    }

    @Test
    void aTruncateHasNoRow() {
        JsonNode sample = sample("orders-delete");
        payload(sample).put("op", "t").putNull("before");
        ChangeEvent event = decode(null, sample.path("value"));
        assertEquals(Operation.TRUNCATE, event.operation());
        assertNull(event.row());
    }

    @Test
    void whatChangesNoRowDecodesToNull() {
        JsonNode key = sample("orders-delete").path("key");
        assertNull(decode(key, null), "tombstone");
        assertNull(decode(key, JSON.createObjectNode().putNull("schema").putNull("payload")), "tombstone in an envelope");
        assertNull(decode(null, named("io.debezium.connector.common.Heartbeat")), "heartbeat");
        assertNull(decode(null, named("io.debezium.connector.mysql.SchemaChangeValue")), "schema change");
    }

    @Test
    void aFlattenedRecordIsRefusedWithTheReason() {
        JsonNode sample = sample("orders-insert");
        ObjectNode flat = JSON.createObjectNode();
        ObjectNode schema = flat.putObject("schema").put("type", "struct").put("name", TOPIC + ".Value");
        schema.set("fields", sample.path("value").path("schema").path("fields").path(0).path("fields"));
        flat.set("payload", payload(sample).path("after"));
        assertRefused(flat, "flattened events (ExtractNewRecordState) are not understood");
    }

    @Test
    void aRecordWithoutItsSchemaIsRefusedWithTheRemedy() {
        assertRefused(payload(sample("orders-insert")), "value.converter.schemas.enable=true");
        ObjectNode schemaless = JSON.createObjectNode().putNull("schema");
        assertRefused(schemaless.set("payload", payload(sample("orders-insert"))), "value.converter.schemas.enable=true");
    }

    private void assertRefused(JsonNode value, String reason) {
        UndecodableEventException refused = assertThrows(UndecodableEventException.class, () -> decode(null, value));
        String text = refused + " " + refused.getCause();
        assertTrue(text.contains(reason) && text.contains(TOPIC), text);
    }

    private static ObjectNode named(String schema) {
        ObjectNode record = JSON.createObjectNode();
        record.putObject("schema").put("type", "struct").put("name", schema).putArray("fields");
        record.putObject("payload").put("ts_ms", 1);
        return record;
    }

    private ChangeEvent decode(String sample) {
        return decode(sample(sample).path("key"), sample(sample).path("value"));
    }

    private ChangeEvent decode(JsonNode key, JsonNode value) {
        return decoder.decode(new ConsumerRecord<>(TOPIC, 0, 7, bytes(key), bytes(value)));
    }

    private static byte[] bytes(JsonNode node) {
        return node == null ? null : node.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static ObjectNode payload(JsonNode sample) {
        return (ObjectNode) sample.path("value").path("payload");
    }

    private static JsonNode sample(String name) {
        try {
            return JSON.readTree(Files.readAllBytes(Project.home().resolve("tests/samples/" + name + ".json")));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
