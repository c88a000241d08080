package sluice.load.tune;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import sluice.control.HtmlPage;

/** A tuning as one page that needs nothing else ({@link HtmlPage}): the plot, the table, the settings to paste. */
public final class TuningPage {

    private final StringBuilder html = new StringBuilder(HtmlPage.head("tuning"));

    private TuningPage() {
    }

    /** @param target what was measured, as its URL names it; {@code at} when */
    public static String of(TuningReport report, Advice advice, String target, ZonedDateTime at) {
        TuningPage page = new TuningPage();
        page.head(report, target, at);
        page.html.append("<h2>Recommendation</h2>\n");
        advice.sentences().forEach(sentence -> page.html.append("<p>").append(HtmlPage.escaped(sentence)).append("</p>\n"));
        page.lines("For all lanes, in application.properties", advice.properties());
        page.lines("Or for this lane, in lanes.camel.yaml", advice.parameters());
        page.html.append("<h2>Changes per second</h2>\n").append(new TuningPlot(report).rates());
        page.html.append("<h2>99% of the transactions</h2>\n").append(new TuningPlot(report).latencies());
        page.table(report);
        page.notes(report);
        return page.html.append(HtmlPage.END).toString();
    }

    private void head(TuningReport report, String target, ZonedDateTime at) {
        html.append("<h1>Tuning of lane ").append(HtmlPage.escaped(report.lane().name())).append("</h1>\n<table>\n");
        row("target", target);
        row("backlog", Shown.count(report.backlog().changes()) + " changes read, of about " + Shown.count(report.backlog().unapplied()) + ", in "
                + report.backlog().spans().size() + " partitions");
        row("goal", "99% of the transactions within " + Shown.millis(report.plan().goalMillis()) + " ms");
        row("measured", report.plan().rounds() + " times " + report.plan().seconds() + " s each, the median of the rounds");
        row("made", DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx").format(at));
        html.append("</table>\n");
    }

    private void row(String name, String value) {
        html.append("<tr><th>").append(name).append("</th><td>").append(HtmlPage.escaped(value)).append("</td></tr>\n");
    }

    private void lines(String where, List<String> lines) {
        html.append("<p>").append(where).append(":</p>\n<pre>").append(HtmlPage.escaped(String.join("\n", lines))).append("</pre>\n");
    }

    private void table(TuningReport report) {
        html.append("<h2>Figures</h2>\n<table>\n<tr>");
        TuningText.header().forEach(name -> html.append("<th class=\"number\">").append(name).append("</th>"));
        html.append("<th class=\"number\">changes/s with rollbacks</th></tr>\n");
        for (Measurement one : report.measurements()) {
            html.append(report.chosen(one) ? "<tr class=\"chosen\">" : "<tr>");
            TuningText.cells(one).forEach(cell -> html.append("<td class=\"number\">").append(cell).append("</td>"));
            html.append("<td>").append(TuningText.remark(report, one)).append("</td><td class=\"number\">").append(Shown.count(one.measuredRate()))
                    .append("</td></tr>\n");
        }
        html.append("</table>\n");
    }

    private void notes(TuningReport report) {
        html.append("<p class=\"note\">A transaction lasts from its begin until all is written, and its commit: the commit is measured apart,"
                + " of a transaction that locks the watermarks, since each batch is rolled back. Changes per second are without the time of the"
                + " rollbacks; with them they are by the clock. What a lane reaches lies between the two.</p>\n");
        report.leftOut().forEach(reason -> html.append("<p class=\"note\">Left out: ").append(HtmlPage.escaped(reason)).append("</p>\n"));
        report.backlog().barriers().forEach(barrier -> html.append("<p class=\"note\">Read as far as a barrier: ").append(HtmlPage.escaped(barrier))
                .append("</p>\n"));
    }
}
