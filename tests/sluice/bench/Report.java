package sluice.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import sluice.sandbox.Project;

/** Prints each run as it ends, the medians at the end, and writes one JSON object a run to {@code target/bench/results.jsonl}. */
final class Report {
    /** What a run of Sluice is called; the others are named in relation to it. */
    static final String SLUICE = "sluice";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String benchmark;
    private final Map<String, Object> options;
    private final List<Figure> figures = new ArrayList<>();

    /** @param options that the runs have in common, for the reader of the results */
    Report(String benchmark, Map<String, Object> options) {
        this.benchmark = benchmark;
        this.options = options;
    }

    void say(String line) {
        System.out.println(line);
    }

    /** A run that counts. */
    void add(Figure figure) {
        figures.add(figure);
        tell(figure);
    }

    /** A run that warms up: written down, and left out of the medians. */
    void tell(Figure figure) {
        System.out.println("  " + line(figure.what(), figure.rows(), figure.seconds(), figure.rate(), figure.others()));
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("at", Instant.now().toString());
        object.put("benchmark", benchmark);
        object.put("options", options);
        object.put("what", figure.what());
        object.put("rows", figure.rows());
        object.put("seconds", figure.seconds());
        object.putAll(figure.others());
        try {
            Path results = Files.createDirectories(Project.home().resolve("target/bench")).resolve("results.jsonl");
            Files.writeString(results, JSON.writeValueAsString(object) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("The results cannot be written: " + e.getMessage(), e);
        }
    }

    /** The median rate of each kind of run, and Sluice's ratio to it. */
    void summary() {
        Map<String, List<Figure>> kinds = figures.stream().collect(Collectors.groupingBy(Figure::what, LinkedHashMap::new, Collectors.toList()));
        double sluice = median(figures.stream().filter(figure -> figure.what().equals(SLUICE)).toList()).rate();
        System.out.printf(Locale.ROOT, "%n%-34s %4s %12s %8s  %s%n", "median of the runs", "runs", "a second", "ratio", "figures of that run");
        kinds.forEach((what, runs) -> {
            Figure median = median(runs);
            System.out.printf(Locale.ROOT, "%-34s %4d %12.0f %8.2f  %s%n", what, runs.size(), median.rate(), sluice / median.rate(), others(median.others()));
        });
        System.out.println("\nratio: Sluice's rate divided by this line's. One JSON object a run: target/bench/results.jsonl");
    }

    private static Figure median(List<Figure> runs) {
        return runs.stream().sorted((a, b) -> Double.compare(a.rate(), b.rate())).toList().get((runs.size() - 1) / 2);
    }

    private static String line(String what, long rows, double seconds, double rate, Map<String, Object> others) {
        return String.format(Locale.ROOT, "%-34s %9d in %7.2f s %10.0f/s  %s", what, rows, seconds, rate, others(others));
    }

    private static String others(Map<String, Object> others) {
        return others.entrySet().stream().map(entry -> entry.getKey() + "=" + (entry.getValue() instanceof Double number
                ? String.format(Locale.ROOT, "%.2f", number) : entry.getValue())).collect(Collectors.joining(" "));
    }
}
