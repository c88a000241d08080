package sluice.capture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.debezium.data.Bits;
import io.debezium.data.Enum;
import io.debezium.data.EnumSet;
import io.debezium.data.geometry.Point;
import io.debezium.data.vector.FloatVector;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.json.JsonConverter;
import org.junit.jupiter.api.Test;
import sluice.event.RowSchema;
import sluice.schema.TableId;

class EnvelopeWriterTest {

    private static final Schema ROW = SchemaBuilder.struct().optional()
            .field("i8", Schema.OPTIONAL_INT8_SCHEMA).field("i16", Schema.INT16_SCHEMA).field("i32", Schema.INT32_SCHEMA)
            .field("i64", Schema.INT64_SCHEMA).field("f32", Schema.FLOAT32_SCHEMA).field("f64", Schema.FLOAT64_SCHEMA)
            .field("yes", Schema.BOOLEAN_SCHEMA).field("text", Schema.STRING_SCHEMA).field("none", Schema.OPTIONAL_STRING_SCHEMA)
            .field("bytes", Schema.BYTES_SCHEMA).field("buffer", Schema.BYTES_SCHEMA).field("unsigned", Decimal.schema(0))
            .field("defaulted", SchemaBuilder.int32().optional().defaultValue(7).build())
            .field("list", SchemaBuilder.array(Schema.INT32_SCHEMA).build())
            .field("names", SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.INT32_SCHEMA).build())
            .field("pairs", SchemaBuilder.map(Schema.INT32_SCHEMA, Schema.OPTIONAL_STRING_SCHEMA).build())
            .field("point", Point.builder().build()).field("vector", FloatVector.schema()).field("bits", Bits.schema(9))
            .field("date", Date.SCHEMA).field("time", Time.SCHEMA).field("timestamp", Timestamp.SCHEMA).build();
    private static final Schema ENVELOPE = SchemaBuilder.struct().field("after", ROW).field("op", Schema.STRING_SCHEMA).build();

    /** In the row and in the key, or a row's changes would be in two partitions. */
    @Test
    void labelsAreWrittenAsTheyAre() throws Exception {
        Schema row = SchemaBuilder.struct().field("e", Enum.schema("a\\,b,c\\\\d")).field("s", EnumSet.schema("x\\\\y,z"))
                .field("t", Schema.STRING_SCHEMA).build();
        Struct struct = new Struct(row).put("e", "a\\,b").put("s", "x\\\\y,z").put("t", "a\\,b");
        assertEquals("{\"e\":\"a,b\",\"s\":\"x\\\\y,z\",\"t\":\"a\\\\,b\"}", new String(EnvelopeWriter.key(struct, true), UTF_8));
        assertEquals("a\\,b", new ObjectMapper().readTree(EnvelopeWriter.key(struct, false)).path("e").asText(), "the snapshot's are plain");
    }

    @Test
    void aSchemaSaysThatItsLabelsArePlain() {
        try (JsonConverter connect = new JsonConverter()) {
            connect.configure(Map.of("schemas.enable", "false"), false);
            JsonNode row = connect.asJsonSchema(SchemaBuilder.struct().field("e", Enum.schema("a\\,b,c")).field("f", Enum.schema("a,b")).build());
            assertTrue(RowLabels.markPlain(row));
            assertEquals(List.of(), RowSchema.of("1", new TableId("d", "t"), row).escaped());
            assertFalse(RowLabels.markPlain(row), "what is plain already");
        }
    }

    @Test
    void writesWhatConnectsOwnConverterWrites() throws Exception {
        Struct row = new Struct(ROW).put("i8", (byte) -1).put("i16", (short) 300).put("i32", Integer.MIN_VALUE)
                .put("i64", Long.MAX_VALUE).put("f32", 1.5f).put("f64", -2.25e300).put("yes", true)
                .put("text", "\"é😀\u0001\n\\").put("bytes", new byte[] {0, -1, 2}).put("buffer", ByteBuffer.wrap(new byte[] {9}))
                .put("unsigned", new BigDecimal("18446744073709551615")).put("list", List.of(1, 2))
                .put("names", Map.of("é", 1)).put("pairs", Map.of(7, "x")).put("point", Point.createValue(Point.builder().build(), 1, -2.5))
                .put("vector", List.of(1.5f, -0f, 3.4028235e38f)).put("bits", new byte[] {1, 1}).put("date", new java.util.Date(-86_400_000L))
                .put("time", new java.util.Date(86_399_999)).put("timestamp", new java.util.Date(1_700_000_000_123L));
        Struct envelope = new Struct(ENVELOPE).put("after", row).put("op", "c");
        try (JsonConverter connect = new JsonConverter()) {
            connect.configure(Map.of("schemas.enable", "false", "replace.null.with.default", "false"), false);
            ObjectMapper json = new ObjectMapper();
            assertEquals(json.readTree(connect.fromConnectData("topic", ENVELOPE, envelope)),
                    json.readTree(EnvelopeWriter.event(envelope, Set.of(), false, new MessageBytes(Long.MAX_VALUE)).all()));
        }
    }
}
