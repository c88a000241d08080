package sluice.bench;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Capture's catch-up with a backlog, then drains of it, in turn with the floors over the same records. */
@Command(name = "drain", mixinStandardHelpOptions = true,
        description = "Captures a backlog and drains it, several times, in turn with plain JDBC, a plain consumer and a hand-written loop.")
final class DrainBench implements Callable<Integer> {
    @Mixin
    private LoadOptions options;

    @Override
    public Integer call() throws Exception {
        Report report = new Report("drain", options.asMap());
        try (BenchServers servers = new BenchServers()) {
            OrdersLoad load = new OrdersLoad(servers.mysql().app(), options.shape());
            load.create();
            load.fill(options.rows());
            try (Filling filling = options.connect() ? Filling.byConnector(servers, options) : Filling.BY_CAPTURE;
                    Migration migration = new Migration(servers, load, options)) {
                filling.start();
                migration.start();
                Migration.await("the rows are copied", () -> migration.jmx().applied() >= options.rows());
                Drain drain = new Drain(migration);
                report.tell(drain.prepare(options.changes(), filling));
                measure(report, migration, drain);
                report.say(migration.assertEqual());
            }
            report.summary();
        }
        return 0;
    }

    /** Sluice drains last, so that what is compared at the end is what it wrote. */
    private void measure(Report report, Migration migration, Drain drain) throws Exception {
        for (int run = 0; run < options.warmUp() + options.runs(); run++) {
            if (options.hasFloors()) {
                floors(report, migration, drain, run);
            }
            drain.rewind();
            count(report, run, drain.drain(Report.SLUICE));
        }
    }

    private void floors(Report report, Migration migration, Drain drain, int run) throws Exception {
        BenchServers servers = migration.servers();
        TopicSpan span = new TopicSpan(servers.kafka().brokers(), options.batch(), drain.begin());
        if (!options.connect()) { // it knows our own form alone
            drain.rewind();
            count(report, run, new HandWrittenLoop(servers.targetLogin(), span).run(options.consumers()));
        }
        count(report, run, new JdbcFloor(servers.targetLogin(), options.consumers(), options.batch())
                .run("BENCHDB.BASE_ORDERS", options.changes(), options.rows()));
        count(report, run, ConsumeFloor.run(span, options.consumers()));
    }

    private void count(Report report, int run, Figure figure) {
        if (run < options.warmUp()) {
            report.tell(figure.with("warm_up", true));
        } else {
            report.add(figure);
        }
    }
}
