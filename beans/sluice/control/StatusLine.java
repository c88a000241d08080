package sluice.control;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The status line of one moment.
 *
 * <p>Its grammar is fixed, scripts read it: {@code Copied: 100000/100000 100.0%; Captured: 181910; Applied: 181910;
 * Rate: 5210/s; Backlog: 7; Lag: 0.8s; Parked: 0; State: running}. Copied stands alone while the total is unknown.
 * {@code Reconcile: 2;} stands before the state while so many tables keep rows that Sluice did not write.
 * A state that is neither running nor idle names who is in it and why: {@code State: waiting, all: target away}.
 */
record StatusLine(CaptureStatus capture, List<LaneStatus> lanes, long parked, List<ReconcileStatus> reconcile) {

    /** What an operator must know first stands first. */
    private static final List<String> CAPTURE_TROUBLES = List.of("stopped", "waiting");
    private static final List<String> LANE_TROUBLES = List.of("stopped", "held", "waiting", "barrier", "suspended", "throttled");

    @Override
    public String toString() {
        return String.format(Locale.ROOT,
                "Copied: %s; Captured: %d; Applied: %d; Rate: %.0f/s; Backlog: %d; Lag: %.1fs; Parked: %d; %sState: %s",
                copied(), capture.captured(), lanes.stream().mapToLong(LaneStatus::applied).sum(),
                lanes.stream().mapToDouble(LaneStatus::rate).sum(),
                lanes.stream().mapToLong(LaneStatus::lagEvents).sum(),
                lanes.stream().mapToDouble(LaneStatus::lagSeconds).max().orElse(0), parked,
                reconcile.isEmpty() ? "" : "Reconcile: " + reconcile.size() + "; ", state());
    }

    private String copied() {
        if (capture.total() <= 0) {
            return Long.toString(capture.copied());
        }
        return String.format(Locale.ROOT, "%d/%d %.1f%%", capture.copied(), capture.total(),
                100.0 * capture.copied() / capture.total());
    }

    String state() {
        return Stream.concat(captureTrouble().stream(), LANE_TROUBLES.stream().flatMap(this::lanesIn))
                .findFirst().orElseGet(this::working);
    }

    private Optional<String> captureTrouble() {
        return Optional.of(capture).filter(c -> CAPTURE_TROUBLES.contains(c.state()))
                .map(c -> trouble(c.state(), "capture", c.reason()));
    }

    private Stream<String> lanesIn(String state) {
        return lanes.stream().filter(lane -> lane.state().equals(state))
                .map(lane -> trouble(state, lane.lane(), lane.reason()));
    }

    /** A semicolon in the reason would end the field for whoever cuts the line at them. */
    private static String trouble(String state, String who, String reason) {
        return state + ", " + who + ": " + RootCause.oneLine(reason).replace(';', ',');
    }

    private String working() {
        boolean capturing = Arrays.asList("starting", "snapshot").contains(capture.state());
        boolean applying = lanes.stream().anyMatch(lane -> lane.state().equals("running"));
        return capturing || applying ? "running" : "idle";
    }
}
