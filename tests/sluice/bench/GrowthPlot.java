package sluice.bench;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The costs of migrations as bars in relation to the first one, on a logarithmic scale with lines at 1, 10 and 100. */
final class GrowthPlot {
    private static final String[] COLOURS = {"#4477aa", "#66ccee", "#228833", "#ccbb44", "#ee6677"};
    private static final int LEFT = 130;
    private static final int DECADE = 220;
    private static final int BAR = 11;
    private static final int TOP = 40;

    private final Map<String, Growth> measured;

    GrowthPlot(Map<String, Growth> measured) {
        this.measured = measured;
    }

    String svg() {
        Growth small = measured.values().iterator().next();
        StringBuilder bars = new StringBuilder();
        int y = TOP;
        for (Map.Entry<String, Growth> each : measured.entrySet()) {
            Map<String, Double> ratios = ratios(each.getValue(), small);
            bars.append(text(LEFT - 8, y + ratios.size() * BAR / 2 + 4, "end", each.getKey()));
            int colour = 0;
            for (Map.Entry<String, Double> ratio : ratios.entrySet()) {
                double width = Math.max(1, x(ratio.getValue()) - x(0.5));
                bars.append(String.format(Locale.ROOT, "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>%n", LEFT, y, width, BAR - 2, COLOURS[colour++]));
                bars.append(text(LEFT + (int) width + 5, y + BAR - 2, "start", String.format(Locale.ROOT, "%s x%.1f", ratio.getKey(), ratio.getValue())));
                y += BAR;
            }
            y += BAR;
        }
        return String.format("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\" font-size=\"10\">%n"
                + "<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n%s%s%s</svg>%n", x(100) + 190, y + 10,
                text(LEFT, 16, "start", "Cost in relation to the small migration (logarithmic); ten times as large may cost ten times as much"),
                lines(y), bars);
    }

    private static Map<String, Double> ratios(Growth is, Growth small) {
        Map<String, Double> ratios = new LinkedHashMap<>();
        ratios.put("copy", is.copy() / small.copy());
        ratios.put("capture", is.capture() / small.capture());
        ratios.put("drain", is.drain() / small.drain());
        ratios.put("CPU", is.cpu() / small.cpu());
        ratios.put("heap", is.heap() / small.heap());
        return ratios;
    }

    private static String lines(int bottom) {
        StringBuilder lines = new StringBuilder();
        for (int ratio = 1; ratio <= 100; ratio *= 10) {
            lines.append(String.format("<line x1=\"%1$d\" x2=\"%1$d\" y1=\"%2$d\" y2=\"%3$d\" stroke=\"#999\" stroke-dasharray=\"3\"/>%n", x(ratio), TOP - 10, bottom));
            lines.append(text(x(ratio), TOP - 13, "middle", "x" + ratio));
        }
        return lines.toString();
    }

    private static String text(int x, int y, String anchor, String text) {
        return String.format("<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>%n", x, y, anchor, text);
    }

    /** The scale begins at a half. */
    private static int x(double ratio) {
        return LEFT + (int) (DECADE * Math.log10(Math.max(0.5, ratio) / 0.5));
    }
}
