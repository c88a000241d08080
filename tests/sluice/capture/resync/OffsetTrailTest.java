package sluice.capture.resync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static sluice.capture.resync.WindowEvents.batch;
import static sluice.capture.resync.WindowEvents.change;
import static sluice.capture.resync.WindowEvents.read;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** P1: a row that is read once more brings the offset of a change that is not written yet. */
class OffsetTrailTest {

    private final OffsetTrail trail = new OffsetTrail();

    @Test
    void behindRowsOfAResyncThePlaceIsThatOfTheLastChange() {
        trail.begin(Map.of("pos", 10L));
        assertEquals(20L, trail.behind(batch(change("u", "t", 20), read(30), read(30))).get("pos"));
        assertEquals(20L, trail.behind(batch(read(40))).get("pos"));
        assertEquals(50L, trail.behind(batch(read(40), change("u", "t", 50))).get("pos"));
    }

    @Test
    void beforeTheFirstChangeItIsThePlaceOfTheStart() {
        trail.begin(Map.of("pos", 10L, "incremental_snapshot_primary_key", "old"));
        Map<String, ?> offset = trail.behind(batch(read(30)));
        assertEquals(10L, offset.get("pos"));
        assertEquals(List.of(new Resync(WindowEvents.TABLE, "")), SnapshotContext.of(offset));
        assertEquals(null, offset.get("incremental_snapshot_primary_key"), "how far the table is read is told by the row");
    }
}
