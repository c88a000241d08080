package sluice.verify;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import sluice.control.HtmlPage;

/** The results of a verification as one page that needs nothing else ({@link HtmlPage}). */
public final class VerifyPage {

    private final StringBuilder html = new StringBuilder(HtmlPage.head("verification"));

    private VerifyPage() {
    }

    /** @param source and {@code target}: as their URLs name them; {@code at} when it ended */
    public static String of(List<TableResult> results, String source, String target, ZonedDateTime at) {
        VerifyPage page = new VerifyPage();
        page.html.append("<h1>Verification</h1>\n<table>\n");
        page.row("verdict", VerifyText.verdict(results));
        page.row("source", source);
        page.row("target", target);
        page.row("made", DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx").format(at));
        page.html.append("</table>\n");
        page.tables(results);
        results.stream().filter(result -> !result.isEqual()).forEach(page::details);
        return page.html.append(HtmlPage.END).toString();
    }

    private void row(String name, String value) {
        html.append("<tr><th>").append(name).append("</th><td>").append(HtmlPage.escaped(value)).append("</td></tr>\n");
    }

    private void tables(List<TableResult> results) {
        html.append("<h2>Tables</h2>\n<table>\n<tr>");
        VerifyText.header().forEach(name -> html.append("<th>").append(name).append("</th>"));
        html.append("</tr>\n");
        for (TableResult result : results) {
            html.append("<tr>");
            List<String> cells = VerifyText.cells(result);
            for (int i = 0; i < cells.size(); i++) {
                boolean number = i > 0 && i < cells.size() - 1;
                html.append(number ? "<td class=\"number\">" : "<td>").append(HtmlPage.escaped(cells.get(i))).append("</td>");
            }
            html.append("</tr>\n");
        }
        html.append("</table>\n");
    }

    private void details(TableResult result) {
        html.append("<h2>").append(HtmlPage.escaped(result.table().toString())).append("</h2>\n");
        if (!result.reason().isEmpty()) {
            html.append("<p>").append(HtmlPage.escaped(result.reason())).append("</p>\n");
        }
        html.append("<table>\n<tr><th>row</th><th>key</th><th>column</th><th>source</th><th>target</th></tr>\n");
        for (TableResult.Row row : result.differences()) {
            line(row.kind(), row.key(), row.reason(), "", "");
            row.cells().forEach(cell -> line("", "", cell.column(), cell.source(), cell.target()));
        }
        html.append("</table>\n");
        VerifyText.more(result).ifPresent(more -> html.append("<p>").append(HtmlPage.escaped(more)).append("</p>\n"));
    }

    private void line(String... cells) {
        html.append("<tr>");
        for (String cell : cells) {
            html.append("<td class=\"object\">").append(HtmlPage.escaped(cell)).append("</td>");
        }
        html.append("</tr>\n");
    }
}
