package sluice.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatusLineTest {
    private static final String LINE = "Copied: 99/100 99.0%; Captured: 181910; Applied: 181909; Rate: 5210/s; Backlog: 7; Lag: 0.8s; "
            + "Parked: 0; State: waiting, the target is away";

    @Test
    void theLastStatusLineOfALogIsFoundBehindItsPrefix() {
        StatusLine line = StatusLine.last(List.of("12:00 INFO Copied: 0/100 0.0%", "12:01 INFO " + LINE, "12:02 WARN other"));
        assertEquals(LINE, line.text());
        assertTrue(StatusLine.last(List.of("nothing yet")).isEmpty());
    }

    @Test
    void fieldsAreReadByName() {
        StatusLine line = new StatusLine(LINE);
        assertEquals(99, line.number("Copied"));
        assertEquals(5210, line.number("Rate"));
        assertEquals(7, line.number("Backlog"));
        assertEquals(-1, line.number("State"));
        assertEquals(-1, new StatusLine("").number("Backlog"));
        assertEquals(Optional.of("waiting, the target is away"), line.field("State"));
    }
}
