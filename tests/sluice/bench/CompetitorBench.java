package sluice.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the latency goal does for a target that others use, what it costs, and whether a fixed setting would do better. */
@Command(name = "competitor", mixinStandardHelpOptions = true,
        description = "Drains a backlog beside other sessions that keep the target busy, without a goal for the commit latency and with one, and with fixed batches that the "
                + "goal is compared with.")
final class CompetitorBench implements Callable<Integer> {
    @Mixin
    private LoadOptions options;

    @Option(names = "--sessions", defaultValue = "8", description = "Sessions that compete; 0: none. Default: ${DEFAULT-VALUE}")
    private int sessions;

    @Option(names = "--goal", defaultValue = "100", description = "Milliseconds that a transaction may take. Default: ${DEFAULT-VALUE}")
    private int goal;

    @Option(names = "--seconds", defaultValue = "8", description = "How long each is measured. Default: ${DEFAULT-VALUE}")
    private double seconds;

    @Option(names = "--settle", defaultValue = "15", description = "Seconds with the goal before it is measured. Default: ${DEFAULT-VALUE}")
    private double settle;

    @Option(names = "--fixed", split = ",", description = "Batches to measure without a goal, such as 1000,700,500. Default: none")
    private List<Integer> fixed = List.of();

    @Override
    public Integer call() throws Exception {
        Report report = new Report("competitor", options.asMap());
        try (BenchServers servers = new BenchServers()) {
            OrdersLoad load = new OrdersLoad(servers.mysql().app(), options.shape());
            load.create();
            load.fill(options.rows());
            try (Migration migration = new Migration(servers, load, options)) {
                migration.start();
                Migration.await("the rows are copied", () -> migration.jmx().applied() >= options.rows());
                Drain drain = new Drain(migration);
                report.tell(drain.prepare(options.changes(), Filling.BY_CAPTURE));
                for (int run = 0; run < options.warmUp(); run++) {
                    drain.rewind();
                    report.tell(drain.drain(Report.SLUICE).with("warm_up", true));
                }
                measure(report, migration, new SteadyDrain(migration, drain, options.changes()));
                drain.rewind();
                drain.drain(Report.SLUICE);
                report.say(migration.assertEqual());
            }
            report.summary();
        }
        return 0;
    }

    private void measure(Report report, Migration migration, SteadyDrain steady) throws Exception {
        String beside = sessions == 0 ? "" : " beside " + sessions;
        List<Figure> held = new ArrayList<>();
        List<Figure> others = new ArrayList<>();
        for (int run = 0; run < options.runs(); run++) {
            report.add(steady.run(Report.SLUICE, 0, seconds));
            if (sessions > 0) {
                report.add(steady.othersAlone(sessions + " sessions alone", sessions, seconds));
                report.add(steady.run(Report.SLUICE + beside, sessions, seconds));
            }
            migration.jmx().limit("latency-goal-ms=" + goal);
            report.tell(steady.run("settling", sessions, settle));
            held.add(steady.run(Report.SLUICE + beside + ", goal " + goal + " ms", sessions, seconds));
            report.add(held.get(run));
            migration.jmx().limit("latency-goal-ms=0");
            for (int batch : fixed) {
                migration.jmx().limit("batch-rows=" + batch);
                others.add(steady.run(Report.SLUICE + beside + ", batch " + batch, sessions, seconds));
                report.add(others.get(others.size() - 1));
            }
            migration.jmx().limit("batch-rows=default");
        }
        compare(report, held, others);
    }

    /** All runs together: single ones differ by more than what is looked for. */
    private void compare(Report report, List<Figure> held, List<Figure> others) {
        Map<String, List<Figure>> byBatch = others.stream().collect(Collectors.groupingBy(Figure::what));
        byBatch.values().stream().filter(runs -> runs.stream().mapToDouble(run -> run.number("p90_ms")).average().orElseThrow() <= goal)
                .max(Comparator.comparingDouble(CompetitorBench::rate)).ifPresent(best -> report.say(String.format(Locale.ROOT,
                        "goal %d ms, kept by nine in ten: %.0f/s, which is %.0f %% of the best that keeps it (%s: %.0f/s)",
                        goal, rate(held), 100 * rate(held) / rate(best), best.get(0).what(), rate(best))));
    }

    private static double rate(List<Figure> runs) {
        return runs.stream().mapToLong(Figure::rows).sum() / runs.stream().mapToDouble(Figure::seconds).sum();
    }
}
