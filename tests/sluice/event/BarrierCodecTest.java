package sluice.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import sluice.schema.TableId;
import sluice.schema.source.SourceTable;

/** What capture wrote into a barrier is what a lane reads, whatever a table looks like. */
class BarrierCodecTest {

    private static final TableId ORDERS = new TableId("shop", "orders");

    @Test
    void aStructureArrivesAsItWasWritten() {
        SourceTable before = new SourceTable(ORDERS, List.of(), List.of("id"), 0);
        SourceTable after = new SourceTable(ORDERS, List.of(), List.of("id", "no"), 7);
        Barrier barrier = new Barrier("b", Barrier.Kind.SCHEMA, ORDERS, 4, new SourcePosition("bin.000002", 157, 0, "u:7", 1, 3),
                new SchemaChange(SchemaChange.Type.ALTER, "ALTER TABLE orders ADD x INT DEFAULT 5", before, after, Map.of("x", "5"), "it removes rows"));
        assertEquals(barrier, BarrierCodec.decode(BarrierCodec.encode(barrier)));
    }

    @Test
    void aDroppedTableHasNoStructureBehindTheBarrier() {
        Barrier barrier = new Barrier("b", Barrier.Kind.SCHEMA, ORDERS, 4, SourcePosition.UNKNOWN,
                new SchemaChange(SchemaChange.Type.DROP, "DROP TABLE orders", null, null));
        assertEquals(barrier, BarrierCodec.decode(BarrierCodec.encode(barrier)));
    }

    @Test
    void theOtherKindsCarryNoStructure() {
        Barrier barrier = new Barrier("b", Barrier.Kind.TRUNCATE, ORDERS, 4, SourcePosition.UNKNOWN);
        assertNull(BarrierCodec.decode(BarrierCodec.encode(barrier)).change());
    }

    @Test
    void whatANewerSluiceSaysMoreIsPassedOver() {
        byte[] newer = new String(BarrierCodec.encode(new SourceTable(ORDERS, List.of(), List.of("id"), 0), false), StandardCharsets.UTF_8)
                .replace("\"key\"", "\"colour\":\"red\",\"key\"").getBytes(StandardCharsets.UTF_8);
        assertEquals(List.of("id"), BarrierCodec.table(newer).key());
    }
}
