package sluice.bench;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The copy of all rows, end to end: cold from the start of the process, then again in the warm one; in turn with Debezium's engine alone. */
@Command(name = "snapshot", mixinStandardHelpOptions = true,
        description = "Copies all rows, first in a process that has just started, then again and again in the same one; in turn with "
                + "Debezium's engine and a consumer that does nothing.")
final class SnapshotBench implements Callable<Integer> {
    @Mixin
    private LoadOptions options;

    @Override
    public Integer call() throws Exception {
        Report report = new Report("snapshot", options.asMap());
        try (BenchServers servers = new BenchServers()) {
            OrdersLoad load = new OrdersLoad(servers.mysql().app(), options.shape());
            load.create();
            load.fill(options.rows());
            try (Migration migration = new Migration(servers, load, options)) {
                report.tell(cold(migration));
                for (int run = 0; run < options.warmUp() + options.runs(); run++) {
                    Figure engine = new EngineFloor(servers.mysql(), servers.directory("engine-" + run), "initial_only").read(options.rows());
                    Figure sluice = again(migration);
                    if (run < options.warmUp()) {
                        report.tell(sluice.with("warm_up", true));
                        report.tell(engine.with("warm_up", true));
                    } else {
                        report.add(sluice);
                        report.add(engine);
                    }
                }
                report.say(migration.assertEqual());
            }
            report.summary();
        }
        return 0;
    }

    /** From the start of the process to the last row. */
    private Figure cold(Migration migration) throws Exception {
        long begin = System.nanoTime();
        migration.start();
        double[] first = new double[1];
        Migration.await("the rows are copied", () -> {
            long applied = migration.jmx().applied();
            first[0] = first[0] == 0 && applied > 0 ? (System.nanoTime() - begin) / 1e9 : first[0];
            return applied >= options.rows();
        });
        return Figure.of("sluice, cold", options.rows(), (System.nanoTime() - begin) / 1e9).with("start_to_first_row_s", first[0]);
    }

    /** A capture that finds no offset copies anew; its barriers empty the target first, which is not counted: it waits for rows. */
    private Figure again(Migration migration) throws Exception {
        Jmx jmx = migration.jmx();
        jmx.route("stop", "capture");
        forgetOffsets(migration);
        long before = jmx.applied();
        Meter meter = migration.meter();
        jmx.route("start", "capture");
        long[] first = new long[1];
        Migration.await("the rows are copied again", () -> {
            long applied = jmx.applied() - before;
            first[0] = first[0] == 0 && applied > 0 ? System.nanoTime() : first[0];
            return applied >= options.rows();
        });
        return meter.read(Report.SLUICE, options.rows(), (System.nanoTime() - first[0]) / 1e9).with("since_start_s", meter.seconds());
    }

    /** Kafka deletes no records of a topic that is compacted only. */
    private static void forgetOffsets(Migration migration) throws Exception {
        TopicPartition offsets = new TopicPartition(BenchServers.PREFIX + ".__offsets", 0);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", migration.servers().kafka().brokers()))) {
            policy(admin, offsets.topic(), "compact,delete");
            long end = admin.listOffsets(Map.of(offsets, OffsetSpec.latest())).all().get().get(offsets).offset();
            admin.deleteRecords(Map.of(offsets, RecordsToDelete.beforeOffset(end))).all().get();
            policy(admin, offsets.topic(), "compact");
        }
    }

    private static void policy(Admin admin, String topic, String policy) throws Exception {
        admin.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic), List.of(new AlterConfigOp(
                new ConfigEntry(TopicConfig.CLEANUP_POLICY_CONFIG, policy), AlterConfigOp.OpType.SET)))).all().get();
    }
}
