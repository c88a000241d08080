package sluice.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Capture and the lanes as aligned columns; numbers to the right, the reason last, since it may be long. Then what is hot, and what is to be reconciled. */
final class StatusTable {

    private static final List<String> HEADER = List.of(
            "lane", "state", "partitions", "applied", "rate", "lag events", "lag seconds", "parked", "reason");
    private static final Set<Integer> NUMBERS = Set.of(2, 3, 4, 5, 6, 7);

    private final List<List<String>> rows = new ArrayList<>();
    private final List<ReconcileStatus> reconcile;
    private final String hot;

    StatusTable(CaptureStatus capture, List<LaneStatus> lanes, List<ReconcileStatus> reconcile) {
        this.reconcile = reconcile;
        rows.add(HEADER);
        rows.add(List.of("(capture)", capture.state(), "-", Long.toString(capture.captured()), perSecond(capture.rate()),
                "-", "-", "-", RootCause.oneLine(capture.reason())));
        lanes.forEach(lane -> rows.add(row(lane)));
        hot = lanes.stream().filter(lane -> !lane.hot().describe().isEmpty())
                .map(lane -> "\n\nhot in " + lane.lane() + ": " + lane.hot().describe()).collect(Collectors.joining());
    }

    private static List<String> row(LaneStatus lane) {
        return List.of(lane.lane(), lane.state(), Integer.toString(lane.partitions()), Long.toString(lane.applied()),
                perSecond(lane.rate()), Long.toString(lane.lagEvents()),
                String.format(Locale.ROOT, "%.1f", lane.lagSeconds()), Long.toString(lane.parked()),
                RootCause.oneLine(lane.reason()));
    }

    private static String perSecond(double rate) {
        return String.format(Locale.ROOT, "%.0f/s", rate);
    }

    @Override
    public String toString() {
        return reconcile.stream().map(table -> "\n\nto reconcile: " + table.table() + ", since " + table.since() + ": " + table.reason())
                .collect(Collectors.joining("", new Columns(rows, NUMBERS) + hot, ""));
    }
}
