package sluice.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import sluice.control.Columns;

/** The results of a verification as text: a table, the first rows that differ, and the verdict as its last line. */
public final class VerifyText {

    private static final List<String> HEADER = List.of("table", "rows", "equal", "missing", "extra", "different", "unsettled", "rows/s", "verdict");
    private static final Set<Integer> NUMBERS = Set.of(1, 2, 3, 4, 5, 6, 7);

    private VerifyText() {
    }

    /** With empty lines between the parts. */
    public static String of(List<TableResult> results) {
        List<String> parts = new ArrayList<>();
        List<List<String>> rows = new ArrayList<>(List.of(HEADER));
        results.forEach(result -> rows.add(cells(result)));
        parts.add(new Columns(rows, NUMBERS).toString());
        results.stream().filter(result -> !result.isEqual()).forEach(result -> parts.add(details(result)));
        parts.add(verdict(results));
        return String.join("\n\n", parts);
    }

    static List<String> header() {
        return HEADER;
    }

    static List<String> cells(TableResult result) {
        Tally tally = result.tally();
        return List.of(result.table().toString(), Long.toString(tally.rows()), Long.toString(tally.equal()), Long.toString(tally.missing()),
                Long.toString(tally.extra()), Long.toString(tally.different()), Long.toString(tally.unsettled()),
                String.format(Locale.ROOT, "%.0f", result.rate()), result.verdict());
    }

    private static String details(TableResult result) {
        List<String> lines = new ArrayList<>();
        lines.add(result.table() + (result.reason().isEmpty() ? ":" : ": " + result.reason()));
        for (TableResult.Row row : result.differences()) {
            lines.add("  " + row.kind() + " " + row.key() + (row.reason().isEmpty() ? "" : ": " + row.reason()));
            row.cells().forEach(cell -> lines.add("    " + cell.column() + ": source " + cell.source() + ", target " + cell.target()));
        }
        more(result).ifPresent(line -> lines.add("  " + line));
        return String.join("\n", lines);
    }

    /** What is counted and not shown. */
    static Optional<String> more(TableResult result) {
        long others = result.tally().differing() + result.tally().unsettled() - result.differences().size();
        return others <= 0 ? Optional.empty() : Optional.of("and " + others + " more (verify.differences.shown)");
    }

    /** One sentence. */
    public static String verdict(List<TableResult> results) {
        long rows = results.stream().mapToLong(result -> result.tally().rows()).sum();
        String all = String.format(Locale.ROOT, "%,d rows in %d table%s", rows, results.size(), results.size() == 1 ? "" : "s");
        if (results.stream().allMatch(TableResult::isEqual)) {
            return "Verdict: EQUAL (" + all + ")";
        }
        List<String> parts = new ArrayList<>();
        for (String verdict : List.of(TableResult.DIFFERENT, TableResult.UNSETTLED, TableResult.FAILED)) {
            long count = results.stream().filter(result -> result.verdict().equals(verdict)).count();
            if (count > 0) {
                parts.add(count + " " + (verdict.equals(TableResult.FAILED) ? "not compared" : verdict));
            }
        }
        return "Verdict: NOT PROVEN EQUAL (" + all + "; tables: " + String.join(", ", parts) + ")";
    }
}
