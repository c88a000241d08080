package sluice.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StopPlaceTest {

    private final StopPlace place = StopPlace.of("binlog.000009:500");

    @ParameterizedTest
    @CsvSource({"binlog.000009, 499, false", "binlog.000009, 500, true", "binlog.000010, 4, true", "binlog.000008, 9999, false",
        "other.000010, 4, false"})
    void whatWasBegunAtThePlaceOrBehindItIsBehindIt(String file, long position, boolean behind) {
        assertEquals(behind, place.isBehind(Map.of("file", file, "pos", position)));
    }

    @Test
    void theRowsOfASnapshotAreBeforeIt() {
        Map<String, Object> snapshot = new HashMap<>(Map.of("file", "binlog.000010", "pos", 4L, "snapshot", "INITIAL", "snapshot_completed", false));
        assertFalse(place.isBehind(snapshot));
        snapshot.put("snapshot_completed", true);
        assertTrue(place.isBehind(snapshot));
    }

    @Test
    void noSettingIsNoPlace() {
        assertNull(StopPlace.of(""));
    }
}
