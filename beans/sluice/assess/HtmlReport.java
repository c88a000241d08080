package sluice.assess;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * An assessment as one page that needs nothing else: no script, no font, no address.
 *
 * <p>Names and texts of the source come from outside, so each is escaped.
 */
public final class HtmlReport {

    private static final String HEAD = """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Sluice: assessment</title>
            <style>
            body { font: 15px/1.45 system-ui, sans-serif; color: #1c2430; max-width: 72em; margin: 2em auto; padding: 0 1em }
            h1 { font-size: 1.5em } h2 { font-size: 1.15em; margin-top: 2em; text-transform: capitalize }
            table { border-collapse: collapse; width: 100% } th, td { text-align: left; vertical-align: top; padding: .45em .6em }
            tr { border-bottom: 1px solid #d7dce3; break-inside: avoid } th { font-weight: 600 }
            pre { background: #f3f5f8; padding: .5em .7em; margin: .4em 0 0; white-space: pre-wrap; font-size: .87em }
            code { font-size: .92em } .error { color: #a3180d } .warning { color: #8a5200 } .note { color: #3d4a5c }
            .accepted { color: #2b6636 } .severity { font-weight: 600; white-space: nowrap } .object { overflow-wrap: anywhere }
            @media print { body { margin: 0; max-width: none; font-size: 11px } pre { background: none; border: 1px solid #d7dce3 } }
            </style></head><body>
            """;

    private final StringBuilder html = new StringBuilder(HEAD);

    private HtmlReport() {
    }

    /** @param at when the servers were asked */
    public static String of(Assessment assessment, ZonedDateTime at) {
        HtmlReport report = new HtmlReport();
        report.head(assessment, at);
        assessment.byArea().forEach(report::area);
        return report.html.append("</body></html>\n").toString();
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
        html.append("<tr><th>").append(name).append("</th><td>").append(escaped(value)).append("</td></tr>\n");
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
                .append(group.first().id().text()).append("</code></td><td class=\"object\">").append(escaped(group.objects()))
                .append("</td><td>").append(escaped(group.first().reason()));
        if (!group.remedy().isEmpty()) {
            html.append("<pre>").append(escaped(String.join("\n", group.remedy()))).append("</pre>");
        }
        html.append("</td></tr>\n");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
