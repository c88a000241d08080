package sluice.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstantTextTest {

    /** The JDK's own parser is the measure. */
    @Test
    void readsWhatTheJdkReads() {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            OffsetDateTime instant = Instant.ofEpochSecond(random.nextInt(), i % 3 == 0 ? 0 : random.nextInt(1_000_000_000)).atOffset(ZoneOffset.UTC);
            String text = i % 2 == 0 ? instant.toString() : "%tFT%<tT.%06dZ".formatted(instant, instant.getNano() / 1_000);
            assertEquals(OffsetDateTime.parse(text), InstantText.parse(text), text);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2025-10-20T04:00:00.1234567890Z", "2025-10-20T04:00:00", "2025-13-20T04:00:00Z", "2025-02-30T04:00:00Z",
        "2025-10-20T04:00:00.12a4Z", "x025-10-20T04:00:00Z", "2025-10-20 04:00:00Z", "2025-10-20T04:00:0-Z", "", "Z", "2025-10-20T25:00:00Z"})
    void refusesWhatTheJdkRefuses(String text) {
        assertThrows(DateTimeParseException.class, () -> OffsetDateTime.parse(text));
        assertThrows(DateTimeParseException.class, () -> InstantText.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2025-10-20T04:00Z", "2025-10-20T04:00:00.Z", "2025-10-20T04:00:00+09:00", "+12025-10-20T04:00:00Z", "-0001-10-20T04:00:00Z"})
    void leavesOtherFormsToTheJdk(String text) {
        assertEquals(OffsetDateTime.parse(text), InstantText.parse(text));
    }
}
