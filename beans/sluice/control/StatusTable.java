package sluice.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Capture and the lanes as aligned columns; numbers to the right, the reason last, since it may be long. */
final class StatusTable {

    private static final List<String> HEADER = List.of(
            "lane", "state", "partitions", "applied", "rate", "lag events", "lag seconds", "reason");
    private static final int FIRST_NUMBER = 2;
    private static final int REASON = 7;

    private final List<List<String>> rows = new ArrayList<>();

    StatusTable(CaptureStatus capture, List<LaneStatus> lanes) {
        rows.add(HEADER);
        rows.add(List.of("(capture)", capture.state(), "-", Long.toString(capture.captured()), perSecond(capture.rate()),
                "-", "-", RootCause.oneLine(capture.reason())));
        lanes.forEach(lane -> rows.add(row(lane)));
    }

    private static List<String> row(LaneStatus lane) {
        return List.of(lane.lane(), lane.state(), Integer.toString(lane.partitions()), Long.toString(lane.applied()),
                perSecond(lane.rate()), Long.toString(lane.lagEvents()),
                String.format(Locale.ROOT, "%.1f", lane.lagSeconds()), RootCause.oneLine(lane.reason()));
    }

    private static String perSecond(double rate) {
        return String.format(Locale.ROOT, "%.0f/s", rate);
    }

    @Override
    public String toString() {
        return rows.stream().map(this::line).collect(Collectors.joining("\n"));
    }

    private String line(List<String> row) {
        return IntStream.range(0, row.size()).mapToObj(column -> cell(row, column))
                .collect(Collectors.joining("  ")).stripTrailing();
    }

    private String cell(List<String> row, int column) {
        int width = rows.stream().mapToInt(each -> each.get(column).length()).max().orElse(0);
        String padding = " ".repeat(width - row.get(column).length());
        boolean number = column >= FIRST_NUMBER && column < REASON;
        return number ? padding + row.get(column) : row.get(column) + padding;
    }
}
