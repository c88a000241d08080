package sluice.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import sluice.sandbox.Project;

/** The same migration ten times as large, in one dimension at a time: what grows by more than ten has something in it that should not be there. */
@Command(name = "growth", mixinStandardHelpOptions = true,
        description = "Runs a small migration, then others that are ten times as large in rows, changes, tables or partitions, each on servers of its "
                + "own and in a cold process; prints what each costs and draws it to target/bench/growth.svg.")
final class GrowthBench implements Callable<Integer> {
    @Option(names = "--rows", defaultValue = "50000", description = "Rows of the small one. Default: ${DEFAULT-VALUE}")
    private int rows;

    @Option(names = "--changes", defaultValue = "50000", description = "Changes of the small one. Default: ${DEFAULT-VALUE}")
    private int changes;

    @Option(names = "--tables", defaultValue = "10", description = "Tables of the small one. Default: ${DEFAULT-VALUE}")
    private int tables;

    @Option(names = "--partitions", defaultValue = "4", description = "Partitions of each topic of the small one. Default: ${DEFAULT-VALUE}")
    private int partitions;

    @Option(names = "--only", split = ",", description = "Of rows, changes, tables, tables-100 (a hundred times as many), partitions. Default: all")
    private List<String> only = List.of("rows", "changes", "tables", "tables-100", "partitions");

    private final Map<String, Growth> measured = new LinkedHashMap<>();

    @Override
    public Integer call() throws Exception {
        measure("small", rows, changes, tables, partitions);
        for (String dimension : only) {
            switch (dimension) {
                case "rows" -> measure("10 x rows", 10 * rows, changes, tables, partitions);
                case "changes" -> measure("10 x changes", rows, 10 * changes, tables, partitions);
                case "tables" -> measure("10 x tables", rows, changes, 10 * tables, partitions);
                case "tables-100" -> measure("100 x tables", rows, changes, 100 * tables, 1);
                case "partitions" -> measure("10 x partitions", rows, changes, tables, 10 * partitions);
                default -> throw new IllegalArgumentException("--only: " + dimension + " is none of the dimensions");
            }
        }
        print();
        Path plot = Files.createDirectories(Project.home().resolve("target/bench")).resolve("growth.svg");
        Files.writeString(plot, new GrowthPlot(measured).svg());
        System.out.println("\nThe plot: " + plot);
        return 0;
    }

    private void measure(String name, int rows, int changes, int tables, int partitions) throws Exception {
        LoadOptions options = CommandLine.populateCommand(new LoadOptions(), "--rows=" + rows, "--changes=" + changes, "--tables=" + tables,
                "--partitions=" + partitions);
        Report report = new Report("growth: " + name, options.asMap());
        try (BenchServers servers = new BenchServers()) {
            OrdersLoad load = new OrdersLoad(servers.mysql().app(), options.shape());
            load.create();
            load.fill(rows);
            try (Migration migration = new Migration(servers, load, options)) {
                Figure start = start(migration);
                report.tell(start);
                Figure copy = copy(migration, rows);
                report.tell(copy);
                Drain drain = new Drain(migration);
                Figure capture = drain.prepare(changes, Filling.BY_CAPTURE);
                report.tell(capture);
                Figure drained = drain.drain("drain");
                report.tell(drained);
                report.say(migration.assertEqual());
                measured.put(name, new Growth(start.seconds(), copy.seconds(), capture.seconds(), drained.seconds(),
                        copy.number("sluice_cpu_s") + capture.number("sluice_cpu_s") + drained.number("sluice_cpu_s"), migration.heapAfterCollection()));
            }
        }
    }

    /** From the start of the process until the lane asks for changes: checks, the assessment, tables and topics made. */
    private static Figure start(Migration migration) throws Exception {
        long begin = System.nanoTime();
        migration.start();
        Migration.await("the lane runs", () -> migration.jmx().status().path("lanes").size() > 0);
        return Figure.of("start", 1, (System.nanoTime() - begin) / 1e9);
    }

    private static Figure copy(Migration migration, int rows) throws Exception {
        Meter meter = migration.meter();
        Migration.await("the rows are copied", () -> migration.jmx().applied() >= rows);
        return meter.read("copy", rows, meter.seconds());
    }

    private void print() {
        List<String> lines = new ArrayList<>();
        Growth small = measured.get("small");
        lines.add(String.format(Locale.ROOT, "%n%-16s %8s %14s %14s %14s %16s %10s", "", "start s", "copy s", "capture s", "drain s", "Sluice's CPU s", "heap MB"));
        measured.forEach((name, is) -> lines.add(String.format(Locale.ROOT, "%-16s %8.1f %14s %14s %14s %16s %10.0f", name, is.start(),
                beside(is.copy(), small.copy()), beside(is.capture(), small.capture()), beside(is.drain(), small.drain()),
                beside(is.cpu(), small.cpu()), is.heap())));
        lines.forEach(System.out::println);
    }

    private static String beside(double now, double small) {
        return String.format(Locale.ROOT, "%.1f (x%.1f)", now, now / small);
    }
}
