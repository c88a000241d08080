package sluice.capture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Assertions;
import sluice.control.CaptureStatus;
import sluice.event.Barrier;
import sluice.kafka.KafkaAccess;
import sluice.kafka.Topics;
import sluice.sandbox.MySqlServer;
import sluice.sandbox.RoutesUnderTest;
import sluice.sandbox.SharedServers;

/**
 * The delivered capture route between a real MySQL server and the real broker, the lanes not started. It captures the table
 * {@code t (id)} of a database of the fixture's name, which is also the topics' prefix.
 */
final class CaptureFixture implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String name;
    private final int partitions;
    private final RoutesUnderTest routes;

    CaptureFixture(String name, int partitions, MySqlServer mysql) {
        this.name = name;
        this.partitions = partitions;
        this.routes = new RoutesUnderTest(name);
        Map.ofEntries(Map.entry("source.hostname", mysql.host()), Map.entry("source.port", Integer.toString(mysql.port())),
                Map.entry("source.user", mysql.sluice().user()), Map.entry("source.password", mysql.sluice().password()),
                Map.entry("source.databases", name), Map.entry("snapshot.mode", "no_data"), Map.entry("topics.prefix", name),
                Map.entry("kafka.brokers", SharedServers.kafka().brokers()), Map.entry("topics.partitions", Integer.toString(partitions)),
                Map.entry("topics.replication.factor", "1"),
                Map.entry("target.url", "jdbc:h2:mem:none;MODE=Oracle"), Map.entry("target.user", "sa"), Map.entry("target.password", "none"),
                Map.entry("status.seconds", "0")).forEach(routes::set);
        routes.edit("(autoStartup: )\"\\{\\{autoStartup}}\"", "$1false");
    }

    RoutesUnderTest routes() {
        return routes;
    }

    /** Makes the topics that are missing, and starts. */
    CaptureFixture start() {
        createTopics();
        routes.start();
        return this;
    }

    void createTopics() {
        try (Topics topics = new Topics(KafkaAccess.plain(SharedServers.kafka().brokers()), name, partitions, 1)) {
            topics.createOwn();
            topics.createChanges(List.of(topic()));
        }
    }

    CaptureStatus status() {
        return routes.camel().getRegistry().lookupByNameAndType("captureMonitor", CaptureMonitor.class).get();
    }

    CaptureFixture awaitState(String state) {
        within(60).untilAsserted(() -> Assertions.assertEquals(state, status().state(), () -> status().toString()));
        return this;
    }

    /** Waits until the log holds these changes and no others, in any order of the partitions. */
    void awaitChanges(List<String> changes) {
        within(60).untilAsserted(() -> Assertions.assertEquals(changes.stream().sorted().toList(), changes(), () -> status().toString()));
    }

    String topic() {
        return name + "." + name + ".t";
    }

    static String inserted(int first, int last) {
        return String.join(",", IntStream.rangeClosed(first, last).mapToObj(id -> "(" + id + ")").toList());
    }

    static List<String> creates(int first, int last) {
        return IntStream.rangeClosed(first, last).mapToObj(id -> "c " + id).toList();
    }

    static ConditionFactory within(int seconds) {
        return Awaitility.await().atMost(Duration.ofSeconds(seconds)).pollInterval(Duration.ofMillis(100)).pollDelay(Duration.ZERO);
    }

    static void deleteTopic(String topic) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", SharedServers.kafka().brokers()))) {
            admin.deleteTopics(List.of(topic)).all().get(20, TimeUnit.SECONDS);
            within(20).until(() -> !admin.listTopics().names().get(20, TimeUnit.SECONDS).contains(topic));
        }
    }

    /** The committed changes of all partitions, sorted. */
    List<String> changes() {
        return IntStream.range(0, partitions).boxed().flatMap(partition -> log(partition).stream()).map(CaptureFixture::text)
                .filter(text -> !text.equals("barrier")).sorted().toList();
    }

    List<ConsumerRecord<byte[], byte[]>> log(int partition) {
        return read(topic(), partition, true);
    }

    static List<ConsumerRecord<byte[], byte[]>> read(String topic, int partition, boolean committed) {
        TopicPartition from = new TopicPartition(topic, partition);
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(Map.of("bootstrap.servers", SharedServers.kafka().brokers(),
                "isolation.level", committed ? "read_committed" : "read_uncommitted", "auto.offset.reset", "earliest"),
                new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(from));
            long end = consumer.endOffsets(List.of(from)).get(from);
            consumer.seekToBeginning(List.of(from));
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            while (consumer.position(from) < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
            return records;
        }
    }

    static boolean isBarrier(ConsumerRecord<byte[], byte[]> record) {
        return record.headers().lastHeader(Barrier.HEADER) != null;
    }

    /** {@code c 7} for a create of the row 7, {@code barrier} for a barrier. */
    static String text(ConsumerRecord<byte[], byte[]> record) {
        if (isBarrier(record)) {
            return "barrier";
        }
        try {
            JsonNode event = JSON.readTree(record.value());
            JsonNode row = event.hasNonNull("after") ? event.path("after") : event.path("before");
            return event.path("op").asText() + " " + row.path("id").asText();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        routes.close();
    }
}
