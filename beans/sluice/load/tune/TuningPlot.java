package sluice.load.tune;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/**
 * Two plots of a tuning as SVG: what is gained by a larger batch, a line for each number of consumers; what it costs in time. The
 * recommended combination has a ring.
 */
final class TuningPlot {

    private static final int WIDTH = 760;
    private static final int HEIGHT = 320;
    private static final int LEFT = 70;
    private static final int RIGHT = 110;
    private static final int TOP = 15;
    private static final int BOTTOM = 40;
    private static final int STEPS = 4;
    private static final int LABEL_HEIGHT = 14;
    private static final List<String> COLOURS = List.of("#1f5fa8", "#c4570c", "#2b7a43", "#7d3c98", "#a3180d", "#4d5b6b");

    private final TuningReport report;
    private final List<Integer> batches;
    private final List<Integer> consumers;
    private final StringBuilder svg = new StringBuilder();
    private double highest;

    TuningPlot(TuningReport report) {
        this.report = report;
        this.batches = List.copyOf(new TreeSet<>(report.measurements().stream().map(one -> one.combination().batchRows()).toList()));
        this.consumers = List.copyOf(new TreeSet<>(report.measurements().stream().map(one -> one.combination().consumers()).toList()));
    }

    /** Changes per second over the batch. */
    String rates() {
        frame(Measurement::rate, 0, "changes/s");
        lines(Measurement::rate);
        return svg.append("</svg>\n").toString();
    }

    /** Milliseconds over the batch, with the goal. */
    String latencies() {
        double goal = report.plan().goalMillis();
        double longest = report.measurements().stream().mapToDouble(Measurement::p99).max().orElse(0);
        frame(Measurement::p99, goal < 3 * longest ? goal : 0, "ms");
        if (goal <= highest) {
            line(LEFT, y(goal), WIDTH - RIGHT, y(goal), "stroke=\"#a3180d\" stroke-dasharray=\"6 4\"");
            text(WIDTH - RIGHT + 8, y(goal) + 4, "start", "goal");
        }
        lines(Measurement::p99);
        return svg.append("</svg>\n").toString();
    }

    private void frame(ToDoubleFunction<Measurement> figure, double shown, String unit) {
        highest = ceiling(Math.max(shown, report.measurements().stream().mapToDouble(figure).max().orElse(0)));
        svg.append(String.format(Locale.ROOT,
                "<svg viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\" aria-label=\"%s over the batch\">%n",
                WIDTH, HEIGHT, WIDTH, HEIGHT, unit));
        for (int i = 0; i <= STEPS; i++) {
            double value = highest * i / STEPS;
            line(LEFT, y(value), WIDTH - RIGHT, y(value), "stroke=\"#d7dce3\"");
            text(LEFT - 8, y(value) + 4, "end", highest < STEPS ? Shown.millis(value) : Shown.count(value));
        }
        batches.forEach(batch -> text(x(batch), HEIGHT - BOTTOM + 18, "middle", Integer.toString(batch)));
        text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 5, "middle", "changes in a transaction at most; left: " + unit);
    }

    private void lines(ToDoubleFunction<Measurement> figure) {
        List<Label> labels = new ArrayList<>();
        for (int i = 0; i < consumers.size(); i++) {
            int count = consumers.get(i);
            String colour = COLOURS.get(i % COLOURS.size());
            List<Measurement> points = report.measurements().stream().filter(one -> one.combination().consumers() == count).toList();
            for (int p = 1; p < points.size(); p++) {
                Measurement from = points.get(p - 1);
                Measurement to = points.get(p);
                line(x(from.combination().batchRows()), y(figure.applyAsDouble(from)), x(to.combination().batchRows()), y(figure.applyAsDouble(to)),
                        "stroke-width=\"2\" stroke=\"" + colour + "\"");
            }
            points.forEach(point -> dot(point, figure, colour));
            Measurement last = points.get(points.size() - 1);
            labels.add(new Label(y(figure.applyAsDouble(last)) + 4, colour, count == 1 ? "1 consumer" : count + " consumers"));
        }
        write(labels);
    }

    /** Right of the lines' ends, one below the other where these are close. */
    private void write(List<Label> labels) {
        double free = 0;
        for (Label label : labels.stream().sorted(Comparator.comparingDouble(Label::y)).toList()) {
            double y = Math.max(label.y(), free);
            text(x(batches.get(batches.size() - 1)) + 14, y, "start", label.text(), label.colour());
            free = y + LABEL_HEIGHT;
        }
    }

    private record Label(double y, String colour, String text) {
    }

    private void dot(Measurement point, ToDoubleFunction<Measurement> figure, String colour) {
        double x = x(point.combination().batchRows());
        double y = y(figure.applyAsDouble(point));
        svg.append(String.format(Locale.ROOT, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\" fill=\"%s\"><title>%s</title></circle>%n", x, y, colour,
                point.combination() + ": " + Shown.count(point.rate()) + " changes/s, 99% within " + Shown.millis(point.p99()) + " ms"));
        if (report.chosen(point)) {
            svg.append(String.format(Locale.ROOT, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"9\" fill=\"none\" stroke=\"#2b6636\" stroke-width=\"2\"/>%n", x, y));
        }
    }

    private void line(double fromX, double fromY, double toX, double toY, String attributes) {
        svg.append(String.format(Locale.ROOT, "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" %s/>%n", fromX, fromY, toX, toY, attributes));
    }

    private void text(double x, double y, String anchor, String text) {
        text(x, y, anchor, text, "#1c2430");
    }

    private void text(double x, double y, String anchor, String text, String colour) {
        svg.append(String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"%s\">%s</text>%n", x, y, anchor, colour, text));
    }

    /** Batches stand side by side, since each is usually twice the one before. */
    private double x(int batch) {
        double step = (double) (WIDTH - LEFT - RIGHT) / batches.size();
        return LEFT + step * (batches.indexOf(batch) + 0.5);
    }

    private double y(double value) {
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / highest;
    }

    /** The next number above that is a few of a power of ten. */
    private static double ceiling(double value) {
        double power = Math.pow(10, Math.floor(Math.log10(Math.max(value, 1e-3))));
        for (double step : new double[] {1, 2, 3, 4, 6, 8}) {
            if (value <= step * power) {
                return step * power;
            }
        }
        return 10 * power;
    }
}
