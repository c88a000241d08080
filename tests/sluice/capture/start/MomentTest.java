package sluice.capture.start;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MomentTest {

    @ParameterizedTest
    @CsvSource({
        "2025-10-20 04:00:00 Asia/Seoul, 2025-10-19T19:00:00Z",
        "2025-10-20 04:00 UTC, 2025-10-20T04:00:00Z",
        "2025-10-20 04:00:00.250001 +09:00, 2025-10-19T19:00:00.250001Z",
        "2025-10-20T04:00:00Z, 2025-10-20T04:00:00Z",
        "2025-10-20T04:00:00+09:00, 2025-10-19T19:00:00Z"})
    void aMomentIsReadWithItsZone(String text, Instant moment) {
        assertEquals(moment, Moment.parse(text));
    }

    /** The clock was put back from 3 to 2: half past two came twice. */
    @Test
    void ofATimeThatComesTwiceTheEarlierOneCounts() {
        assertEquals(Instant.parse("2025-10-26T00:30:00Z"), Moment.parse("2025-10-26 02:30:00 Europe/Berlin"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2025-10-20 04:00:00", "2025-10-20T04:00:00", "yesterday", "", "2025-13-20 04:00:00 UTC",
        "2025-10-20 04:00:00 Asia/Soul"})
    void whatIsNoMomentIsRefusedWithTheForm(String text) {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> Moment.parse(text));
        assertTrue(refused.getMessage().contains("2025-10-20 04:00:00 Asia/Seoul"), refused::getMessage);
    }
}
