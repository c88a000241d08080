package sluice.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import sluice.event.Barrier;
import sluice.kafka.KafkaAccess;
import sluice.kafka.TopicLog;
import sluice.kafka.Topics;
import sluice.sandbox.SharedServers;

/** A bad row stops nobody else (P4), and nothing is lost, doubled or parked for the wrong reason when things fail meanwhile (P1, P2, P5). */
class ParkingIT {

    private static final String TOO_LONG = "more than the twenty characters of the column";

    private LaneFixture sluice;

    private LaneFixture sluice(TestInfo test) {
        sluice = new LaneFixture("park" + Math.floorMod(test.getDisplayName().hashCode(), 100_000));
        return sluice;
    }

    @AfterEach
    void stop() {
        sluice.close();
    }

    /** Too long, out of range, no number, against a check, NOT NULL, no JSON; on three partitions, among 300 good ones. */
    @Test
    void badRowsAreParkedAndTheirNeighboursAreWritten(TestInfo test) throws Exception {
        try (ChangeTopic orders = sluice(test).topic(3)) {
            sluice.login().execute("ALTER TABLE " + LaneFixture.TABLE + " ADD CHECK (CUSTOMER_NAME <> 'nobody')",
                    "ALTER TABLE " + LaneFixture.TABLE + " ALTER COLUMN AMOUNT SET NOT NULL");
            for (int id = 0; id < 300; id++) {
                orders.insert(id, "good");
            }
            orders.insert(1_000, TOO_LONG).insert(1_001, "b", "123456789012.00").insert(1_002, "c", "many").insert(1_003, "nobody")
                    .insert(1_004, "e", null).broken(1_005).update(1_006, TOO_LONG);
            for (int id = 300; id < 600; id++) {
                orders.insert(id, "good");
            }
            orders.commit();
            sluice.start().awaitRows(600);
            sluice.awaitParked("parked", 7);
            sluice.awaitState("idle");
            assertEquals(Map.of("SQL-22001", 1L, "value", 3L, "SQL-23513", 1L, "SQL-23502", 1L, "event", 1L), errors());
            assertEquals(7, sluice.number("SELECT COUNT(DISTINCT KEY_HASH) FROM SLUICE_PARKED WHERE KEY_TEXT LIKE 'ID=100%'"
                    + " AND SOURCE_DATABASE = 'ordersdb' AND SOURCE_TABLE = 'orders' AND ATTEMPTS = 1 AND EVENT IS NOT NULL"));
            assertEquals(1, sluice.number("SELECT COUNT(*) FROM SLUICE_PARKED WHERE KEY_TEXT = 'ID=1006' AND OPERATION = 'UPDATE'"));
            LaneFixture.within(5).until(() -> sluice.lane().parked() == 7);
            sluice.awaitApplied(607);
        }
    }

    private Map<String, Long> errors() throws Exception {
        return sluice.login().texts("SELECT ERROR_CLASS FROM SLUICE_PARKED").stream()
                .collect(Collectors.groupingBy(error -> error, Collectors.counting()));
    }

    /** A check that the database alone knows of: what it refuses is found by halving. */
    private LaneFixture checked(TestInfo test) throws Exception {
        sluice(test).login().execute("ALTER TABLE " + LaneFixture.TABLE + " ADD CONSTRAINT NAMED CHECK (CUSTOMER_NAME <> 'nobody')");
        return sluice;
    }

    /** The commit of the good and the parked rows is cut off, or its answer is: they are there once, whichever it was. */
    @Test
    void aRowIsParkedOnceWhenTheCommitIsCutOff(TestInfo test) throws Exception {
        try (ChangeTopic orders = checked(test).topic(2)) {
            sluice.start().awaitState("idle");
            TargetFaults faults = sluice.probe().faults();
            faults.refuseCommits(1);
            orders.insert(0, "good").insert(2, "nobody").insert(4, TOO_LONG).insert(6, "good").commit();
            sluice.awaitRows(2);
            sluice.awaitParked("parked", 2);
            faults.loseAnswersOfCommits(1);
            orders.insert(1, "good").insert(3, "nobody").insert(5, TOO_LONG).insert(7, "good").commit();
            sluice.awaitRows(4);
            sluice.awaitApplied(8);
            assertEquals(4, sluice.parked("parked"));
            orders.update(3, "good").update(5, "good").commit();
            sluice.awaitParked("superseded", 2);
            sluice.awaitRows(6);
        }
    }

    /** The target goes away while the bad row is being found: the lane waits, parks nothing, and goes on by itself (P5). */
    @Test
    void aTargetThatFailsMeanwhileParksNothing(TestInfo test) throws Exception {
        try (ChangeTopic orders = checked(test).topic(1)) {
            for (int id = 0; id < 100; id++) {
                orders.insert(id, id == 50 ? "nobody" : "good");
            }
            orders.commit();
            sluice.set("parking.max.rows", "1").start(); // one row too many would stop it
            sluice.probe().faults().refuse("MERGE INTO", 9);
            sluice.awaitState("waiting");
            assertEquals(0, sluice.parked("parked"));
            assertEquals(0, sluice.rows());
            sluice.awaitRows(99);
            sluice.awaitState("idle");
            assertEquals(1, sluice.parked("parked"));
            assertEquals(1, sluice.number("SELECT COUNT(*) FROM SLUICE_PARKED WHERE KEY_TEXT = 'ID=50' AND ERROR_CLASS = 'SQL-23513'"));
        }
    }

    /** Somebody else has the partition: neither the good rows nor the bad ones are this lane's. */
    @Test
    void aFencedBatchParksNothing(TestInfo test) throws Exception {
        try (ChangeTopic orders = checked(test).topic(1)) {
            orders.insert(0, "a").commit();
            sluice.start().awaitRows(1);
            LaneFixture.within(20).until(() -> sluice.watermark(0) > 0);
            sluice.login().execute("UPDATE SLUICE_WATERMARK SET NEXT_OFFSET = NEXT_OFFSET + 3");
            orders.update(0, "nobody").insert(1, TOO_LONG).insert(2, "theirs").insert(3, "ours").commit();
            sluice.awaitRows(2);
            sluice.awaitState("idle");
            assertEquals(0, sluice.parked("parked"));
            assertEquals(1, sluice.number("SELECT COUNT(*) FROM " + LaneFixture.TABLE + " WHERE CUSTOMER_NAME = 'ours'"));
        }
    }

    @Test
    void aLaterChangeOfTheKeySupersedes(TestInfo test) throws Exception {
        try (ChangeTopic orders = checked(test).topic(2)) {
            orders.insert(1, "nobody").insert(2, "nobody").insert(3, TOO_LONG).insert(4, "nobody").insert(5, "b", "many").commit();
            sluice.start().awaitParked("parked", 5);
            orders.update(1, "b").delete(2).update(3, "nobody").update(4, TOO_LONG).commit();
            sluice.awaitParked("superseded", 4);
            sluice.awaitApplied(9);
            assertEquals(List.of("ID=3", "ID=4", "ID=5"), unresolved());
            assertEquals(1, sluice.rows());
            assertEquals(1, sluice.number("SELECT COUNT(*) FROM SLUICE_PARKED WHERE KEY_TEXT = 'ID=4' AND STATE = 'parked'"
                    + " AND ERROR_CLASS = 'value'"));
        }
    }

    private List<String> unresolved() throws Exception {
        return sluice.login().texts("SELECT KEY_TEXT FROM SLUICE_PARKED WHERE STATE = 'parked' ORDER BY KEY_TEXT");
    }

    /** The key in the schemas of Connect's records is written otherwise; it is the same row. */
    @Test
    void aConnectRecordSupersedesWhatCaptureWrote(TestInfo test) throws Exception {
        try (ChangeTopic orders = checked(test).topic(1)) {
            orders.insert(1, "nobody").commit();
            sluice.start().awaitParked("parked", 1);
            orders.asConnect().update(1, "somebody").insert(2, "nobody").commit();
            sluice.awaitParked("superseded", 1);
            sluice.awaitParked("parked", 1);
            assertEquals(1, sluice.rows());
        }
    }

    /** The first owner is gone with all that it knew; the next one knows what is parked, and what a later change supersedes (P3). */
    @Test
    void theNextOwnerOfAPartitionSupersedesToo(TestInfo test) throws Exception {
        try (ChangeTopic orders = checked(test).topic(2)) {
            orders.insert(1, "nobody").insert(2, "nobody").commit();
            sluice.start().awaitParked("parked", 2);
            sluice.stop();
            try (LaneFixture next = sluice.another().start()) {
                orders.update(1, "b").delete(2).commit();
                next.awaitParked("superseded", 2);
                next.awaitRows(1);
                assertEquals(0, next.parked("parked"));
            }
        }
    }

    @Test
    void aTruncateSupersedes(TestInfo test) throws Exception {
        try (ChangeTopic orders = checked(test).topic(3)) {
            for (int id = 0; id < 6; id++) {
                orders.insert(id, id % 2 == 0 ? "good" : "nobody");
            }
            orders.commit();
            sluice.start().awaitParked("parked", 3);
            orders.barrier(Barrier.Kind.TRUNCATE, "truncate 1").insert(1, "nobody").insert(2, "good").commit();
            sluice.awaitParked("superseded", 3);
            sluice.awaitRows(1);
            sluice.awaitParked("parked", 1);
        }
    }

    /** Ten rows may be parked: the lane stops at the eleventh, and says so; with a higher limit it goes on with the same batch. */
    @Test
    void theLaneStopsWhenMoreRowsAreParkedThanMayBe(TestInfo test) throws Exception {
        try (ChangeTopic orders = checked(test).topic(1)) {
            for (int id = 0; id < 10; id++) {
                orders.insert(id, "nobody");
            }
            orders.commit();
            sluice.set("parking.max.rows", "10").start().awaitParked("parked", 10);
            orders.insert(10, "good").insert(11, "nobody").commit();
            sluice.awaitState("stopped");
            assertTrue(sluice.lane().reason().contains("parking.max.rows=10, 10 are parked"), sluice.lane().reason());
            assertEquals(0, sluice.rows());
            sluice.camel().getRegistry().lookupByNameAndType("parkingLimits", ParkingLimits.class).setRows(11);
            sluice.startLane();
            sluice.awaitRows(1);
            sluice.awaitParked("parked", 11);
            sluice.awaitState("idle");
        }
    }

    /** A table that does not fit at all: the lane stops early, before it has parked it row by row. */
    @Test
    void theLaneStopsWhenRowsAreParkedTooFast(TestInfo test) throws Exception {
        try (ChangeTopic orders = checked(test).topic(1)) {
            for (int id = 0; id < 1_000; id++) {
                orders.insert(id, "nobody");
            }
            orders.commit();
            sluice.set("parking.max.per.minute", "20").start().awaitState("stopped");
            assertTrue(sluice.lane().reason().contains("parking.max.per.minute=20"), sluice.lane().reason());
            assertEquals(0, sluice.parked("parked"));
            int statements = sluice.probe().executions().entrySet().stream().filter(each -> each.getKey().startsWith("MERGE"))
                    .mapToInt(each -> each.getValue().get()).sum();
            assertTrue(statements < 100, statements + " statements");
            sluice.login().execute("ALTER TABLE " + LaneFixture.TABLE + " DROP CONSTRAINT NAMED");
            sluice.startLane();
            sluice.awaitRows(1_000);
        }
    }

    /** Each parked row comes to the topic as it stood in Kafka, also those that were parked before the setting. */
    @Test
    void copiesGoToATopic(TestInfo test) throws Exception {
        try (ChangeTopic orders = checked(test).topic(1)) {
            orders.insert(1, "nobody").insert(2, "good").commit();
            sluice.start().awaitParked("parked", 1);
            sluice.stop();
            String topic = sluice.topic().replace(".ordersdb.orders", ".__parked");
            try (LaneFixture copying = sluice.another().set("parking.topic", topic).start();
                    Topics topics = new Topics(KafkaAccess.plain(SharedServers.kafka().brokers()), "x", 1, 1)) {
                topics.createKept(topic);
                orders.insert(3, TOO_LONG).commit();
                List<ConsumerRecord<byte[], byte[]>> copies = new ArrayList<>();
                TopicLog log = new TopicLog(KafkaAccess.plain(SharedServers.kafka().brokers()), topic);
                LaneFixture.within(20).until(() -> {
                    log.readToEnd(copies::add);
                    return copies.size() >= 2;
                });
                assertEquals(List.of("SQL-23513", "value"), copies.stream()
                        .map(copy -> new String(copy.headers().lastHeader("sluice.parked.error").value(), StandardCharsets.UTF_8)).toList());
                assertTrue(new String(copies.get(1).value(), StandardCharsets.UTF_8).contains(TOO_LONG));
                assertEquals("{\"id\":3}", new String(copies.get(1).key(), StandardCharsets.UTF_8));
                LaneFixture.within(20).until(() -> copying.number("SELECT COUNT(COPIED_AT) FROM SLUICE_PARKED") == 2);
            }
        }
    }

    /** Nothing can be ordered behind a record that does not even tell its key. */
    @Test
    void aRecordWithoutAnythingStopsTheLane(TestInfo test) {
        try (ChangeTopic orders = sluice(test).topic(1)) {
            orders.insert(1, "a").brokenWithoutKey(0).insert(2, "b").commit();
            sluice.start().awaitState("stopped");
            assertTrue(sluice.lane().reason().contains("in the batch"), sluice.lane().reason());
            assertEquals(0, sluice.rows());
        }
    }
}
