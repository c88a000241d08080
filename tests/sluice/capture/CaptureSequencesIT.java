package sluice.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static sluice.capture.CaptureFixture.text;
import static sluice.capture.CaptureFixture.within;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.sandbox.MySqlServer;
import sluice.sandbox.Project;
import sluice.sandbox.SharedServers;

/** The delivered capture route between a real MySQL server and a real broker: each change stands in the committed log once (P1, P2). */
class CaptureSequencesIT {

    private final MySqlServer mysql = SharedServers.mysql();
    private CaptureFixture sluice;
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
                log.stream().map(CaptureFixture::text).toList());
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
        within(30).until(() -> sluice.log(0).stream().anyMatch(record -> text(record).equals("c 7")));
        return sluice.log(0);
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
            within(20).until(() -> CaptureFixture.read(sluice.topic(), 0, false).stream().anyMatch(CaptureFixture::isBarrier));
            if (brokerToo) {
                SharedServers.kafka().kill();
                SharedServers.kafka().start();
            }
        });
        insertAroundATruncate();
        within(60).until(() -> DyingSerializer.alive() && sluice.changes().size() >= 20);
        assertEquals(CaptureFixture.creates(1, 20).stream().sorted().toList(), sluice.changes());
        for (int partition = 0; partition < 2; partition++) {
            List<String> log = sluice.log(partition).stream().map(CaptureFixture::text).toList();
            int barrier = log.indexOf("barrier");
            assertEquals(barrier, log.lastIndexOf("barrier"), "once");
            log.subList(0, barrier).forEach(change -> assertTrue(id(change) <= 10, log::toString));
            log.subList(barrier + 1, log.size()).forEach(change -> assertTrue(id(change) > 10, log::toString));
        }
        assertTrue(CaptureFixture.read(sluice.topic(), 0, false).size() > sluice.log(0).size(), "the first attempt stands in the log, aborted");
    }

    /** The same death; but for the transaction, what was sent before it stands in the log, and is sent again. */
    @Test
    void withoutOneTransactionChangesAreWrittenAgain() throws Exception {
        start("cap5", 2, "4096", " {14}transactionalId: .*\\n", "");
        DyingSerializer.dieAtTheOffsetBehind("TRUNCATE", () -> { });
        insertAroundATruncate();
        within(60).until(() -> DyingSerializer.alive() && sluice.changes().size() > 20);
        assertEquals(20, sluice.changes().stream().distinct().count());
    }

    /**
     * Another capture is in the middle of a transaction. Its end must not come behind the look at the recorded offset, or what it has
     * captured is captured again: so it is fenced off first, here while the source cannot even be asked.
     */
    @Test
    void theOneBeforeIsFencedOffBeforeItsOffsetIsRead() throws Exception {
        name = "cap6";
        sluice = new CaptureFixture(name, 1, mysql);
        sluice.routes().set("source.port", Integer.toString(Project.freePort()));
        sluice.createTopics();
        try (KafkaProducer<byte[], byte[]> before = new KafkaProducer<>(Map.of("bootstrap.servers", SharedServers.kafka().brokers(),
                "transactional.id", name + "-capture"), new ByteArraySerializer(), new ByteArraySerializer())) {
            before.initTransactions();
            before.beginTransaction();
            before.send(new ProducerRecord<>(name + ".__offsets", new byte[1], "{}".getBytes(StandardCharsets.UTF_8))).get();
            sluice.start().awaitState("waiting");
            assertThrows(KafkaException.class, before::commitTransaction);
        }
    }

    private void insertAroundATruncate() throws SQLException {
        mysql.app().execute("INSERT INTO " + name + ".t VALUES " + CaptureFixture.inserted(1, 10), "TRUNCATE TABLE " + name + ".t",
                "INSERT INTO " + name + ".t VALUES " + CaptureFixture.inserted(11, 20));
    }

    private static int id(String change) {
        return Integer.parseInt(change.substring(2));
    }

    /** @param edit of the route files: a pattern and what takes its place */
    private void start(String database, int partitions, String batchRows, String... edit) throws Exception {
        name = database;
        mysql.app().execute("CREATE DATABASE " + name, "CREATE TABLE " + name + ".t (id BIGINT PRIMARY KEY)");
        sluice = new CaptureFixture(name, partitions, mysql);
        if (edit.length > 0) {
            sluice.routes().edit(edit[0], edit[1]);
        }
        sluice.routes().set("capture.batch.rows", batchRows)
                .edit("valueSerializer: [a-zA-Z.]*(?=\\s+requestRequiredAcks)", "valueSerializer: " + DyingSerializer.class.getName());
        sluice.start();
        within(60).until(mysql::isFollowed);
    }
}
