package sluice.capture.resync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.debezium.connector.mysql.MySqlReadOnlyIncrementalSnapshotContext;
import io.debezium.relational.TableId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is put into an offset is what Debezium reads there, and the other way round. */
class SnapshotContextTest {

    private static final Resync ALL = new Resync(new sluice.schema.TableId("shop", "orders"), "");
    private static final Resync SOME = new Resync(new sluice.schema.TableId("shop", "items"), "id > 'x' OR \"a\" = 1");

    @Test
    void debeziumTakesUpWhatIsAskedFor() {
        var context = MySqlReadOnlyIncrementalSnapshotContext.<TableId>load(SnapshotContext.with(Map.of("pos", 4L), List.of(ALL, SOME)));
        assertTrue(context.snapshotRunning());
        assertEquals(List.of(new TableId("shop", null, "orders"), new TableId("shop", null, "items")),
                context.getDataCollections().stream().map(collection -> collection.getId()).toList());
        assertTrue(context.getDataCollections().get(0).getAdditionalCondition().isEmpty());
        assertEquals("(" + SOME.where() + ")", context.getDataCollections().get(1).getAdditionalCondition().orElseThrow());
        assertFalse(context.isNonInitialChunk());
        Resync bracketed = new Resync(SOME.table(), "(" + SOME.where() + ")"); // one pair more at each start, which changes nothing
        assertEquals(List.of(ALL, bracketed), SnapshotContext.of(context.store(new HashMap<>())));
    }

    @Test
    void aTableThatIsGivenUpTakesWithItHowFarItWasRead() {
        Map<String, Object> offset = new HashMap<>(SnapshotContext.with(Map.of("pos", 4L), List.of(ALL, SOME)));
        offset.put("incremental_snapshot_primary_key", "aced");
        assertEquals("aced", SnapshotContext.without(offset, List.of(SOME.table())).get("incremental_snapshot_primary_key"));
        Map<String, Object> first = SnapshotContext.without(offset, List.of(ALL.table()));
        assertEquals(List.of(SOME), SnapshotContext.of(first));
        assertFalse(first.containsKey("incremental_snapshot_primary_key"), "it was the other table's");
        assertEquals(Map.of("pos", 4L), SnapshotContext.without(offset, List.of(ALL.table(), SOME.table())));
    }

    @Test
    void aTableThatIsAskedForAgainBeginsAgainAtTheEnd() {
        Map<String, Object> offset = new HashMap<>(SnapshotContext.with(Map.of(), List.of(ALL, SOME)));
        offset.put("incremental_snapshot_maximum_key", "aced");
        Map<String, Object> again = SnapshotContext.with(offset, List.of(ALL));
        assertEquals(List.of(SOME, ALL), SnapshotContext.of(again));
        assertFalse(again.containsKey("incremental_snapshot_maximum_key"));
    }
}
