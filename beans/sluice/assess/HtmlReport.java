package sluice.assess;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import sluice.control.HtmlPage;

/**
 * An assessment as one page that needs nothing else ({@link HtmlPage}).
 *
 * <p>Names and texts of the source come from outside, so each is escaped.
 */
public final class HtmlReport {

    private final StringBuilder html = new StringBuilder(HtmlPage.head("assessment"));

    private HtmlReport() {
    }

    /** @param at when the servers were asked */
    public static String of(Assessment assessment, ZonedDateTime at) {
        HtmlReport report = new HtmlReport();
        report.head(assessment, at);
        assessment.byArea().forEach(report::area);
        return report.html.append(HtmlPage.END).toString();
    }

    private void head(Assessment assessment, ZonedDateTime at) {
        html.append("<h1>Assessment</h1>\n<table>\n");
        row("source", assessment.source());
        row("target", assessment.target());
        row("volume", assessment.volume().toString());
        row("findings", assessment.counts() + (assessment.scanned() ? "" : "; the rows were not looked at"));
        row("errors left", assessment.refusals().isEmpty() ? "none" : assessment.refusals().size() + ", on which run does not start"
                + " (it does not look at the rows itself)");
        row("made", DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx").format(at));
        html.append("</table>\n");
    }

    private void row(String name, String value) {
        html.append("<tr><th>").append(name).append("</th><td>").append(HtmlPage.escaped(value)).append("</td></tr>\n");
    }

    private void area(Area area, List<FindingGroup> groups) {
        html.append("<h2>").append(area.title()).append(" (").append(groups.size()).append(")</h2>\n<table>\n")
                .append("<tr><th>severity</th><th>finding</th><th>object</th><th>reason and remedy</th></tr>\n");
        groups.forEach(this::group);
        html.append("</table>\n");
    }

    private void group(FindingGroup group) {
        String severity = group.severity();
        html.append("<tr><td class=\"severity ").append(severity).append("\">").append(severity).append("</td><td><code>")
                .append(group.first().id().text()).append("</code></td><td class=\"object\">").append(HtmlPage.escaped(group.objects()))
                .append("</td><td>").append(HtmlPage.escaped(group.first().reason()));
        if (!group.remedy().isEmpty()) {
            html.append("<pre>").append(HtmlPage.escaped(String.join("\n", group.remedy()))).append("</pre>");
        }
        html.append("</td></tr>\n");
    }
}
