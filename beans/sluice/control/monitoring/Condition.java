package sluice.control.monitoring;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import sluice.control.CaptureStatus;
import sluice.control.LaneStatus;

/**
 * Whether capture or a lane is well, read from its status.
 *
 * <p>The rule: not well is what keeps changes from flowing and nobody has asked for. What somebody stopped or suspended on purpose is
 * well, and so is a barrier, which passes. A failure that Sluice waits out is not well either: at night somebody may have to mend what
 * it waits for. Whether to wake somebody at once or after minutes is the alert's business; {@code since} is there for it.
 *
 * @param up      whether it is well
 * @param message state and reason, and since when
 * @param details the same in parts
 */
record Condition(boolean up, String message, Map<String, Object> details) {

    static Condition of(CaptureStatus capture) {
        boolean up = capture.failure().isEmpty() && !capture.state().equals("waiting");
        String reason = capture.failure().isEmpty() ? capture.reason() : capture.failure();
        Condition condition = of(up, capture.state(), reason, capture.sinceMillis());
        condition.details.put("place", capture.place());
        condition.details.put("failures", capture.failures());
        return up || capture.place().isEmpty() ? condition
                : new Condition(false, condition.message + "; captured up to " + capture.place(), condition.details);
    }

    static Condition of(LaneStatus lane) {
        boolean up = switch (lane.state()) {
            case "waiting", "held" -> false;
            case "stopped" -> lane.reason().equals(LaneStatus.BY_OPERATOR);
            default -> true;
        };
        Condition condition = of(up, lane.state(), lane.reason(), lane.since());
        condition.details.put("lagEvents", lane.lagEvents());
        condition.details.put("lagSeconds", lane.lagSeconds());
        condition.details.put("parked", lane.parked());
        return condition;
    }

    private static Condition of(boolean up, String state, String reason, long sinceMillis) {
        String since = sinceMillis == 0 ? "" : Instant.ofEpochMilli(sinceMillis).toString();
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("state", state);
        details.put("reason", reason);
        details.put("since", since);
        String message = state + (reason.isEmpty() ? "" : ": " + reason) + (up || since.isEmpty() ? "" : "; since " + since);
        return new Condition(up, message, details);
    }
}
