package sluice.bench;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Capture alone: what was written while it was stopped is brought to Kafka; in turn with Debezium's engine and a consumer that does nothing. */
@Command(name = "capture", mixinStandardHelpOptions = true,
        description = "Lets changes arise while capture is stopped, and measures how fast it catches up; in turn with Debezium's engine and a "
                + "consumer that does nothing, over the same binlog. The lanes rest meanwhile, and apply all of it at the end.")
final class CaptureBench implements Callable<Integer> {
    @Mixin
    private LoadOptions options;

    @Override
    public Integer call() throws Exception {
        Report report = new Report("capture", options.asMap());
        try (BenchServers servers = new BenchServers()) {
            OrdersLoad load = new OrdersLoad(servers.mysql().app(), options.shape());
            load.create();
            load.fill(options.rows());
            try (Migration migration = new Migration(servers, load, options)) {
                migration.start();
                Migration.await("the rows are copied", () -> migration.jmx().applied() >= options.rows());
                migration.jmx().route("stop", "apply-all");
                measure(report, migration);
                long all = migration.jmx().captured();
                migration.jmx().route("start", "apply-all");
                Migration.await("all changes are applied", () -> migration.jmx().applied() >= all);
                report.say(migration.assertEqual());
            }
            report.summary();
        }
        return 0;
    }

    private void measure(Report report, Migration migration) throws Exception {
        EngineFloor engine = new EngineFloor(migration.servers().mysql(), migration.servers().directory("engine"), "no_data");
        engine.read(0);
        for (int run = 0; run < options.warmUp() + options.runs(); run++) {
            Figure sluice = Filling.BY_CAPTURE.fill(migration, options.changes()).called(Report.SLUICE);
            Figure floor = engine.read(options.changes());
            if (run < options.warmUp()) {
                report.tell(sluice.with("warm_up", true));
                report.tell(floor.with("warm_up", true));
            } else {
                report.add(sluice);
                report.add(floor);
            }
        }
    }
}
