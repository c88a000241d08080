package sluice.control.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import sluice.control.CaptureStatus;
import sluice.control.HotLane;
import sluice.control.LaneStatus;

/** What keeps changes from flowing and nobody asked for is not well; all else is. */
class ConditionTest {

    private static final long SINCE = 1_700_000_000_000L;

    @Test
    void captureThatFailsIsDownWithReasonPlaceAndSinceWhen() {
        Condition condition = Condition.of(failing("stopped", "the event cannot be read", "the event cannot be read"));
        assertFalse(condition.up());
        assertEquals("stopped: the event cannot be read; since 2023-11-14T22:13:20Z; captured up to binlog.000001:157", condition.message());
        assertEquals(3L, condition.details().get("failures"));
    }

    /** An engine that is started once more looks like one that works, until it dies again. */
    @Test
    void captureThatIsStartedAgainIsDownUntilItGoesOn() {
        assertFalse(Condition.of(failing("starting", "", "MySQL is away")).up());
        assertTrue(Condition.of(failing("starting", "", "MySQL is away")).message().startsWith("starting: MySQL is away; since "));
    }

    @Test
    void captureThatWorksOrWasStoppedOnPurposeIsUp() {
        for (String state : List.of("off", "starting", "snapshot", "streaming")) {
            assertTrue(Condition.of(new CaptureStatus(state, "", 0, 0, 0, 0)).up(), state);
        }
        assertTrue(Condition.of(new CaptureStatus("stopped", LaneStatus.BY_OPERATOR, 0, 0, 0, 0)).up());
        assertTrue(Condition.of(new CaptureStatus("stopped", "capture.stop.at=binlog.000001:4 is reached", 0, 0, 0, 0)).up());
        assertFalse(Condition.of(new CaptureStatus("waiting", "Kafka has not taken the last changes for 9 s", 0, 0, 0, 0)).up());
    }

    @Test
    void aLaneIsDownWhileItWaitsIsHeldOrWasStoppedByAFailure() {
        List<String> down = StatusMetrics.LANE_STATES.stream().filter(state -> !Condition.of(lane(state, "why")).up()).toList();
        assertEquals(Arrays.asList("waiting", "held", "stopped"), down);
        assertTrue(Condition.of(lane("stopped", LaneStatus.BY_OPERATOR)).up());
        assertEquals("waiting: why; since 2023-11-14T22:13:20Z", Condition.of(lane("waiting", "why")).message());
    }

    private static CaptureStatus failing(String state, String reason, String failure) {
        return new CaptureStatus(state, reason, 0, 0, 0, 0, List.of(), failure, 3, SINCE, "binlog.000001:157", 0, 0);
    }

    private static LaneStatus lane(String state, String reason) {
        return new LaneStatus("all", state, reason, 4, 0, 0, 0, 0, 0, SINCE, HotLane.NONE);
    }
}
