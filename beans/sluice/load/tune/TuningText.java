package sluice.load.tune;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import sluice.control.Columns;

/** A tuning as text: the table, the recommendation, the settings to paste. */
public final class TuningText {

    private static final List<String> HEADER = List.of("consumers", "batch", "changes/s", "a transaction", "median ms", "99% ms", "commit ms",
            "rollback ms", "");
    private static final Set<Integer> NUMBERS = Set.of(0, 1, 2, 3, 4, 5, 6, 7);

    private TuningText() {
    }

    /** With empty lines between the parts. */
    public static String of(TuningReport report, Advice advice) {
        List<String> parts = new ArrayList<>(List.of(table(report)));
        parts.addAll(advice.sentences());
        parts.add("For all lanes, in application.properties:\n  " + String.join("\n  ", advice.properties()));
        parts.add("Or for this lane, in lanes.camel.yaml:\n  " + String.join("\n  ", advice.parameters()));
        return String.join("\n\n", parts);
    }

    private static String table(TuningReport report) {
        List<List<String>> rows = new ArrayList<>(List.of(HEADER));
        report.measurements().forEach(one -> rows.add(row(report, one)));
        return new Columns(rows, NUMBERS).toString();
    }

    private static List<String> row(TuningReport report, Measurement one) {
        List<String> cells = new ArrayList<>(cells(one));
        cells.add(remark(report, one));
        return cells;
    }

    /** The figures of a measurement, as the header of the table names them. */
    static List<String> cells(Measurement one) {
        return List.of(Integer.toString(one.combination().consumers()), Integer.toString(one.combination().batchRows()), Shown.count(one.rate()),
                Shown.count(one.filled()), Shown.millis(one.median()), Shown.millis(one.p99()), Shown.millis(one.commit()), Shown.millis(one.undo()));
    }

    static List<String> header() {
        return HEADER;
    }

    static String remark(TuningReport report, Measurement one) {
        String chosen = one.p99() > report.plan().goalMillis() ? "over the goal" : "";
        if (report.chosen(one)) {
            chosen = report.knee().kept() ? "recommended" : "shortest";
        }
        String now = one.combination().equals(report.lane().now()) ? "as it is now" : "";
        return chosen.isEmpty() || now.isEmpty() ? chosen + now : chosen + ", " + now;
    }
}
