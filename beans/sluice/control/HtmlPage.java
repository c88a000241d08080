package sluice.control;

/**
 * The look of a report as a page that needs nothing else: no script, no font, no address.
 *
 * <p>Names and texts come from outside, so whoever writes a page has each {@link #escaped}.
 */
public final class HtmlPage {

    /** What every page ends with. */
    public static final String END = "</body></html>\n";

    private static final String HEAD = """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Sluice: %s</title>
            <style>
            body { font: 15px/1.45 system-ui, sans-serif; color: #1c2430; max-width: 72em; margin: 2em auto; padding: 0 1em }
            h1 { font-size: 1.5em } h2 { font-size: 1.15em; margin-top: 2em; text-transform: capitalize }
            table { border-collapse: collapse; width: 100%% } th, td { text-align: left; vertical-align: top; padding: .45em .6em }
            tr { border-bottom: 1px solid #d7dce3; break-inside: avoid } th { font-weight: 600 }
            pre { background: #f3f5f8; padding: .5em .7em; margin: .4em 0 0; white-space: pre-wrap; font-size: .87em }
            code { font-size: .92em } .error { color: #a3180d } .warning { color: #8a5200 } .note { color: #3d4a5c }
            .accepted { color: #2b6636 } .severity { font-weight: 600; white-space: nowrap } .object { overflow-wrap: anywhere }
            .number { text-align: right; font-variant-numeric: tabular-nums } .chosen { background: #e8f3ea; font-weight: 600 }
            svg { max-width: 100%%; height: auto; font: 12px system-ui, sans-serif }
            @media print { body { margin: 0; max-width: none; font-size: 11px } pre { background: none; border: 1px solid #d7dce3 } }
            </style></head><body>
            """;

    private HtmlPage() {
    }

    /** @param title of the window, in words of our own */
    public static String head(String title) {
        return HEAD.formatted(title);
    }

    public static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
