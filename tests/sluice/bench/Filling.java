package sluice.bench;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import sluice.sandbox.ConnectorUnderTest;

/** Who fills the change topics: Sluice's own capture, or Debezium's connector as a Connect cluster runs it. */
interface Filling extends AutoCloseable {
    /** Sluice's capture, which tells itself how far it is. */
    Filling BY_CAPTURE = new Filling() {
        @Override
        public void start() {
        }

        @Override
        public Figure fill(Migration migration, int changes) throws Exception {
            Jmx jmx = migration.jmx();
            jmx.route("stop", "capture");
            migration.load().change(changes);
            long before = jmx.captured();
            Meter meter = migration.meter();
            jmx.route("start", "capture");
            return awaited(meter, "capture", changes, () -> jmx.captured() - before);
        }

        @Override
        public void close() {
        }
    };

    void start() throws Exception;

    /** Writes so many changes at the source, and returns when all of them are in Kafka. */
    Figure fill(Migration migration, int changes) throws Exception;

    @Override
    void close();

    private static Figure awaited(Meter meter, String what, int changes, Count count) throws Exception {
        long[] first = new long[1];
        Migration.await("all changes are captured", () -> {
            long now = count.now();
            first[0] = first[0] == 0 && now > 0 ? System.nanoTime() : first[0];
            return now >= changes;
        });
        return meter.read(what, changes, (System.nanoTime() - first[0]) / 1e9).with("since_start_s", meter.seconds());
    }

    /** How many changes are in Kafka. */
    @FunctionalInterface
    interface Count {
        long now() throws Exception;
    }

    static Filling byConnector(BenchServers servers, LoadOptions options) {
        return new ByConnector(servers, options);
    }

    /** The connector goes on while the changes are written; it runs in the benchmark's own process. */
    final class ByConnector implements Filling {
        private final Admin admin;
        private final List<TopicPartition> partitions;
        private final ConnectorUnderTest connector;

        private ByConnector(BenchServers servers, LoadOptions options) {
            String prefix = BenchServers.PREFIX + "." + OrdersLoad.DATABASE + ".";
            Shape shape = options.shape();
            List<String> topics = IntStream.range(0, shape.tables()).mapToObj(table -> prefix + shape.table(table)).toList();
            admin = Admin.create(Map.of("bootstrap.servers", servers.kafka().brokers()));
            admin.createTopics(topics.stream().map(topic -> new NewTopic(topic, options.partitions(), (short) 1)
                    .configs(Map.of("retention.ms", "-1", "retention.bytes", "-1", "max.message.bytes", "16777216"))).toList());
            partitions = topics.stream().flatMap(topic -> IntStream.range(0, options.partitions())
                    .mapToObj(partition -> new TopicPartition(topic, partition))).toList();
            connector = new ConnectorUnderTest(servers.mysql(), servers.kafka().brokers(), BenchServers.PREFIX, OrdersLoad.DATABASE);
        }

        @Override
        public void start() {
            connector.start();
        }

        @Override
        public Figure fill(Migration migration, int changes) throws Exception {
            long before = ends();
            Meter meter = migration.meter();
            migration.load().change(changes);
            return awaited(meter, "Debezium's connector, beside the load", changes, () -> ends() - before);
        }

        private long ends() throws Exception {
            return admin.listOffsets(partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest())))
                    .all().get().values().stream().mapToLong(info -> info.offset()).sum();
        }

        @Override
        public void close() {
            connector.close();
            admin.close();
        }
    }
}
