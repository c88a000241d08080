package sluice.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.event.Barrier;
import sluice.kafka.Topics;
import sluice.sandbox.MySqlServer;
import sluice.sandbox.RoutesUnderTest;
import sluice.sandbox.SharedServers;

/** The delivered capture route between a real MySQL server and a real broker: each change stands in the committed log once (P1, P2). */
class CaptureSequencesIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final MySqlServer mysql = SharedServers.mysql();
    private RoutesUnderTest sluice;
    private String name;

    @AfterEach
    void stop() {
        sluice.close();
    }

    /** With batches of one event each delete of an old key is the last of its batch. Cut apart, a crash between the two loses the row. */
    @Test
    void keyChangeOnABatchBorderIsNotCutApart() throws Exception {
        start("cap1", 1, "1");
        List<ConsumerRecord<byte[], byte[]>> log = changeKeys();
        assertEquals(List.of("c 1", "c 2", "c 3", "d 1", "c 11", "d 11", "c 111", "d 3", "c 103", "d 2", "c 102", "c 7"),
                log.stream().map(this::text).toList());
        for (int i = 0; i < log.size(); i++) {
            if (text(log.get(i)).startsWith("d")) {
                assertTrue(together(log, i), "one transaction: " + text(log.get(i)));
            }
        }
    }

    /** Debezium marks the delete of an old key; what is not marked is not held back for its other half. */
    @Test
    void withoutItsMarkAKeyChangeIsCutApart() throws Exception {
        start("cap4", 1, "1", "( {8})snapshotMode:", "$1additionalProperties.transforms: unmark\n"
                + "$1additionalProperties.transforms.unmark.type: org.apache.kafka.connect.transforms.DropHeaders\n"
                + "$1additionalProperties.transforms.unmark.headers: __debezium.newkey\n$1snapshotMode:");
        List<ConsumerRecord<byte[], byte[]>> log = changeKeys();
        assertTrue(IntStream.range(0, log.size()).anyMatch(i -> text(log.get(i)).startsWith("d") && !together(log, i)));
    }

    private List<ConsumerRecord<byte[], byte[]>> changeKeys() throws SQLException {
        String table = name + ".t";
        mysql.app().execute("INSERT INTO " + table + " VALUES (1), (2), (3)", "UPDATE " + table + " SET id = 11 WHERE id = 1",
                "UPDATE " + table + " SET id = id + 100 ORDER BY id DESC", "INSERT INTO " + table + " VALUES (7)");
        within(30).until(() -> log(0).stream().anyMatch(record -> text(record).equals("c 7")));
        return log(0);
    }

    /** The marker that ends a transaction takes an offset of its own. */
    private static boolean together(List<ConsumerRecord<byte[], byte[]>> log, int first) {
        return log.get(first).offset() + 1 == log.get(first + 1).offset();
    }

    /** Everything is sent, the offset is not; in the second run the broker is killed at that moment, too. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void captureDiesBetweenSendingAndRecordingItsOffset(boolean brokerToo) throws Exception {
        start(brokerToo ? "cap3" : "cap2", 2, "4096");
        DyingSerializer.dieAtTheOffsetBehind("TRUNCATE", () -> {
            within(20).until(() -> read(topic(), 0, false).stream().anyMatch(this::isBarrier));
            if (brokerToo) {
                SharedServers.kafka().kill();
                SharedServers.kafka().start();
            }
        });
        insertAroundATruncate();
        within(60).until(() -> DyingSerializer.alive() && changes().size() >= 20);
        assertEquals(IntStream.rangeClosed(1, 20).mapToObj(id -> "c " + id).sorted().toList(), changes());
        for (int partition = 0; partition < 2; partition++) {
            List<String> log = log(partition).stream().map(this::text).toList();
            int barrier = log.indexOf("barrier");
            assertEquals(barrier, log.lastIndexOf("barrier"), "once");
            log.subList(0, barrier).forEach(change -> assertTrue(id(change) <= 10, log::toString));
            log.subList(barrier + 1, log.size()).forEach(change -> assertTrue(id(change) > 10, log::toString));
        }
        assertTrue(read(topic(), 0, false).size() > log(0).size(), "the first attempt stands in the log, aborted");
    }

    /** The same death; but for the transaction, what was sent before it stands in the log, and is sent again. */
    @Test
    void withoutOneTransactionChangesAreWrittenAgain() throws Exception {
        start("cap5", 2, "4096", " {14}transactionalId: .*\\n", "");
        DyingSerializer.dieAtTheOffsetBehind("TRUNCATE", () -> { });
        insertAroundATruncate();
        within(60).until(() -> DyingSerializer.alive() && changes().size() > 20);
        assertEquals(20, changes().stream().distinct().count());
    }

    private void insertAroundATruncate() throws SQLException {
        mysql.app().execute("INSERT INTO " + name + ".t VALUES " + values(1, 10), "TRUNCATE TABLE " + name + ".t",
                "INSERT INTO " + name + ".t VALUES " + values(11, 20));
    }

    private static String values(int first, int last) {
        return String.join(",", IntStream.rangeClosed(first, last).mapToObj(id -> "(" + id + ")").toList());
    }

    private static int id(String change) {
        return Integer.parseInt(change.substring(2));
    }

    /** @param edit of the route files: a pattern and what takes its place */
    private void start(String database, int partitions, String batchRows, String... edit) throws Exception {
        name = database;
        mysql.app().execute("CREATE DATABASE " + name, "CREATE TABLE " + name + ".t (id BIGINT PRIMARY KEY)");
        try (Topics topics = new Topics(SharedServers.kafka().brokers(), name, partitions, 1)) {
            topics.createOwn();
            topics.createChanges(List.of(topic()));
        }
        sluice = new RoutesUnderTest(name);
        Map.ofEntries(Map.entry("source.hostname", mysql.host()), Map.entry("source.port", Integer.toString(mysql.port())),
                Map.entry("source.user", mysql.sluice().user()), Map.entry("source.password", mysql.sluice().password()),
                Map.entry("source.databases", name), Map.entry("snapshot.mode", "no_data"), Map.entry("topics.prefix", name),
                Map.entry("kafka.brokers", SharedServers.kafka().brokers()), Map.entry("topics.partitions", Integer.toString(partitions)),
                Map.entry("topics.replication.factor", "1"), Map.entry("capture.batch.rows", batchRows),
                Map.entry("target.url", "jdbc:h2:mem:none;MODE=Oracle"), Map.entry("target.user", "sa"), Map.entry("target.password", "none"),
                Map.entry("status.seconds", "0")).forEach(sluice::set);
        if (edit.length > 0) {
            sluice.edit(edit[0], edit[1]);
        }
        sluice.edit("valueSerializer: [a-zA-Z.]*(?=\\s+requestRequiredAcks)", "valueSerializer: " + DyingSerializer.class.getName())
                .edit("(autoStartup: )\"\\{\\{autoStartup}}\"", "$1false").start();
        within(60).until(mysql::isFollowed);
    }

    private String topic() {
        return name + "." + name + ".t";
    }

    private static ConditionFactory within(int seconds) {
        return Awaitility.await().atMost(Duration.ofSeconds(seconds)).pollInterval(Duration.ofMillis(100)).pollDelay(Duration.ZERO);
    }

    /** The committed changes of all partitions, sorted. */
    private List<String> changes() {
        return Stream.of(0, 1).flatMap(partition -> log(partition).stream()).map(this::text).filter(text -> text.startsWith("c "))
                .sorted().toList();
    }

    private List<ConsumerRecord<byte[], byte[]>> log(int partition) {
        return read(topic(), partition, true);
    }

    private static List<ConsumerRecord<byte[], byte[]>> read(String topic, int partition, boolean committed) {
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

    private boolean isBarrier(ConsumerRecord<byte[], byte[]> record) {
        return record.headers().lastHeader(Barrier.HEADER) != null;
    }

    /** {@code c 7} for a create of the row 7, {@code barrier} for a barrier. */
    private String text(ConsumerRecord<byte[], byte[]> record) {
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
}
