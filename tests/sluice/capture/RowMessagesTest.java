package sluice.capture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.util.Set;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;

/** What does not fit is left out in the order of what a lane can do without; nothing is left out silently (P1). */
class RowMessagesTest {

    private static final int LIMIT = 1_000_000;
    private static final Schema ROW = SchemaBuilder.struct().optional().field("id", Schema.INT32_SCHEMA)
            .field("doc", Schema.OPTIONAL_BYTES_SCHEMA).build();
    private static final Schema SOURCE = SchemaBuilder.struct().field("file", Schema.STRING_SCHEMA).field("pos", Schema.INT64_SCHEMA).build();
    private static final Schema ENVELOPE = SchemaBuilder.struct().field("before", ROW).field("after", ROW).field("source", SOURCE)
            .field("op", Schema.STRING_SCHEMA).build();
    private static final byte[] KEY = "{\"id\":7}".getBytes();

    private final RowMessages messages = new RowMessages(LIMIT);

    @Test
    void whatFitsIsWrittenWhole() {
        Struct event = event("u", row(300_000), row(300_000));
        assertArrayEquals(EnvelopeWriter.event(event, Set.of(), false, new MessageBytes(Long.MAX_VALUE)).all(), messages.value(event, KEY, false));
    }

    @Test
    void anUpdateIsWrittenWithoutTheOldRowWhereBothDoNotFit() throws Exception {
        JsonNode written = written(event("u", row(600_000), row(600_000)));
        assertFalse(written.hasNonNull("before"));
        assertEquals(600_000, written.path("after").path("doc").binaryValue().length);
        assertFalse(written.has("large"));
    }

    @Test
    void aDeleteIsItsKey() throws Exception {
        JsonNode written = written(event("d", row(2_000_000), null));
        assertFalse(written.hasNonNull("before"));
        assertFalse(written.has("large"));
        assertEquals("d", written.path("op").asText());
    }

    @Test
    void aRowThatIsTooLargeIsAStubThatSaysHowLarge() throws Exception {
        Struct event = event("u", row(10), row(2_000_000));
        JsonNode written = written(event);
        assertFalse(written.hasNonNull("after"));
        assertEquals("binlog.000042", written.path("source").path("file").asText());
        assertEquals("u", written.path("op").asText());
        assertEquals(LIMIT, written.path("large").path("limit").asInt());
        int needed = written.path("large").path("bytes").asInt();
        assertTrue(needed > 2_000_000 * 4 / 3 && needed < 2_800_000, () -> "needed " + needed);
        assertTrue(fits(event, needed), "the bytes that it names are enough");
        assertFalse(fits(event, needed - 1), "and no fewer are");
    }

    private static boolean fits(Struct event, int limit) throws Exception {
        return !new ObjectMapper().readTree(new RowMessages(limit).value(event, KEY, false)).has("large");
    }

    /** What is around the value in Kafka counts too, or the producer would refuse what was written as fitting. */
    @Test
    void aMessageWithItsKeyIsNoLargerThanTheLimit() {
        for (int size = 690_000; size < 710_000; size += 1_000) {
            byte[] value = messages.value(event("c", null, row(size)), KEY, false);
            assertTrue(value.length + KEY.length + RowMessages.RESERVED <= LIMIT, "of " + size);
        }
    }

    private JsonNode written(Struct event) throws Exception {
        return new ObjectMapper().readTree(messages.value(event, KEY, false));
    }

    private static Struct event(String operation, Struct before, Struct after) {
        return new Struct(ENVELOPE).put("before", before).put("after", after).put("op", operation)
                .put("source", new Struct(SOURCE).put("file", "binlog.000042").put("pos", 4711L));
    }

    private static Struct row(int size) {
        return new Struct(ROW).put("id", 7).put("doc", ByteBuffer.wrap(new byte[size]));
    }
}
