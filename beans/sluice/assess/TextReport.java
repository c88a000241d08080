package sluice.assess;

import java.util.List;
import java.util.Map;

/** An assessment for a terminal: a block for findings that say the same, the worst first in each area, the counts at the end. */
public final class TextReport {

    private static final int WIDTH = 110;
    private static final String INDENT = "           ";

    private final StringBuilder text = new StringBuilder();

    private TextReport() {
    }

    public static String of(Assessment assessment) {
        TextReport report = new TextReport();
        report.line("source: " + assessment.source());
        report.line("target: " + assessment.target());
        report.line("volume: " + assessment.volume());
        assessment.byArea().forEach(report::area);
        report.end(assessment);
        return report.text.toString();
    }

    private void area(Area area, List<FindingGroup> groups) {
        line("");
        line(area.title().toUpperCase(java.util.Locale.ROOT) + " (" + groups.size() + ")");
        groups.forEach(this::group);
    }

    private void group(FindingGroup group) {
        String name = String.format("  %-8s %s  ", group.severity(), group.first().id().text());
        if (group.findings().size() == 1) {
            line(name + group.objects());
        } else {
            line(name + group.findings().size() + " objects");
            wrapped(group.objects());
        }
        wrapped(group.first().reason());
        group.remedy().forEach(statement -> line(INDENT + "  " + statement));
    }

    /** Breaks between words; a word that is longer than a line stands alone. */
    private void wrapped(String words) {
        StringBuilder row = new StringBuilder();
        for (String word : words.split(" ")) {
            if (row.length() > 0 && INDENT.length() + row.length() + 1 + word.length() > WIDTH) {
                line(INDENT + row);
                row.setLength(0);
            }
            row.append(row.length() == 0 ? "" : " ").append(word);
        }
        line(INDENT + row);
    }

    private void end(Assessment assessment) {
        line("");
        line(assessment.counts() + (assessment.scanned() ? "" : "; the rows were not looked at (--scan-data)"));
        List<Finding> refusals = assessment.refusals();
        if (refusals.isEmpty()) {
            line("no error is left.");
        } else {
            Map<String, Long> ids = new java.util.TreeMap<>();
            refusals.forEach(finding -> ids.merge(finding.id().text(), 1L, Long::sum));
            line("errors left, on which run does not start (it does not look at the rows itself): " + ids.entrySet().stream().map(id -> id.getKey() + (id.getValue() == 1 ? "" : " ("
                    + id.getValue() + ")")).collect(java.util.stream.Collectors.joining(", ")));
        }
    }

    private void line(String line) {
        text.append(line.stripTrailing()).append('\n');
    }
}
