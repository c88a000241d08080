package sluice.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.event.Barrier;
import sluice.schema.OwnTables;
import sluice.schema.StrandTable;

/**
 * A partition that several transactions apply at once: nothing is lost (P1), written twice or in another order (P2, P3), or parked with others (P4),
 * and no more transactions are open than may be (P6).
 */
@Tag("crash")
class StrandsIT {

    private static LaneFixture divided(String name, int strands) {
        return new LaneFixture(name).set("apply.consumers", "1").set("apply.strands", String.valueOf(strands));
    }

    private static ChangeTopic inserts(ChangeTopic orders, int first, int last) {
        for (int id = first; id <= last; id++) {
            orders.insert(id, "a");
        }
        return orders;
    }

    private static void update(LaneFixture sluice, String statement) {
        try {
            sluice.login().execute(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long named(LaneFixture sluice, String name) {
        return sluice.number("SELECT COUNT(*) FROM " + LaneFixture.TABLE + " WHERE CUSTOMER_NAME = '" + name + "'");
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 2, 1})
    void theSharesOfABatchAreWrittenAtOnceAndNeverMoreThanTheLimit(int limit) {
        CountDownLatch commits = new CountDownLatch(1);
        try (LaneFixture sluice = divided("strandlimit" + limit, 4).set("apply.concurrent.transactions", String.valueOf(limit));
                ChangeTopic orders = sluice.topic(1)) {
            sluice.start().awaitState("idle");
            LaneFixture.within(20).until(() -> sluice.number("SELECT COUNT(*) FROM SLUICE_STRAND") == 4);
            sluice.probe().reset();
            sluice.probe().faults().holdCommits(commits);
            inserts(orders, 1, 100).commit();
            try {
                LaneFixture.within(limit == 1 ? 1 : 20).until(() -> sluice.probe().open() == Math.max(2, limit));
                assertTrue(limit > 1, "two transactions, where one is the limit");
            } catch (ConditionTimeoutException e) {
                assertEquals(1, limit);
            }
            commits.countDown();
            sluice.awaitRows(100);
            sluice.awaitState("idle");
            assertEquals(limit, sluice.probe().mostOpen());
        } finally {
            commits.countDown();
        }
    }

    /** One share of three is cut off. The others are committed, and are not written again. */
    @Test
    void aShareThatIsCommittedIsNotWrittenAgain() {
        try (LaneFixture sluice = divided("strandcut", 3); ChangeTopic orders = sluice.topic(1)) {
            inserts(orders, 1, 60).commit();
            sluice.start().awaitRows(60);
            sluice.awaitState("idle");
            sluice.probe().reset();
            sluice.probe().faults().refuse("MERGE INTO", 1);
            for (int id = 1; id <= 60; id++) {
                orders.update(id, "b");
            }
            orders.commit();
            sluice.awaitApplied(120);
            assertEquals(60, named(sluice, "b"));
            assertEquals(4, SafeguardRuns.sent(sluice, "MERGE INTO"), "three shares, and one of them again");
        }
    }

    /** The answer of a share's commit is lost, and another process writes those rows before the next attempt: they are found, and left alone. */
    @Test
    void aShareWhoseCommitWasUnheardIsFound() {
        try (LaneFixture sluice = divided("strandunheard", 2); ChangeTopic orders = sluice.topic(1)) {
            inserts(orders, 1, 20).commit();
            sluice.start().awaitRows(20);
            sluice.awaitState("idle");
            sluice.probe().faults().afterLostCommit(() -> update(sluice, "UPDATE " + LaneFixture.TABLE + " SET CUSTOMER_NAME = 'newer' WHERE CUSTOMER_NAME = 'b'"));
            sluice.probe().faults().loseAnswersOfCommits(1);
            for (int id = 1; id <= 20; id++) {
                orders.update(id, "b");
            }
            orders.commit();
            sluice.awaitApplied(40);
            assertTrue(named(sluice, "newer") > 0);
            assertEquals(20, named(sluice, "newer") + named(sluice, "b"));
        }
    }

    /** The process ends between the shares and the watermark. The next one writes nothing again, with as many strands or with others. */
    @ParameterizedTest
    @ValueSource(ints = {3, 1, 2})
    void aProcessThatEndsBetweenTheSharesAndTheWatermarkIsFollowed(int strandsOfTheNext) {
        try (LaneFixture sluice = divided("strandend" + strandsOfTheNext, 3).set("apply.redelivery.attempts", "0"); ChangeTopic orders = sluice.topic(1)) {
            sluice.start().awaitState("idle");
            LaneFixture.within(20).until(() -> sluice.number("SELECT COUNT(*) FROM SLUICE_STRAND") == 3);
            sluice.probe().faults().refuse(OwnTables.MOVE_WATERMARK, 1_000_000);
            inserts(orders, 1, 30).commit();
            sluice.awaitRows(30);
            LaneFixture.within(20).until(() -> SafeguardRuns.sent(sluice, OwnTables.MOVE_WATERMARK) > 0);
            sluice.stop();
            assertEquals(0, sluice.watermark(0));
            update(sluice, "UPDATE " + LaneFixture.TABLE + " SET CUSTOMER_NAME = 'newer'");
            inserts(orders, 31, 40).commit();
            try (LaneFixture next = sluice.another().set("apply.consumers", "1").set("apply.strands", String.valueOf(strandsOfTheNext)).start()) {
                next.awaitRows(40);
                next.awaitState("idle");
                assertEquals(30, named(next, "newer"));
                inserts(orders, 41, 50).commit();
                next.awaitRows(50);
                LaneFixture.within(20).until(() -> next.number("SELECT STRANDS FROM SLUICE_WATERMARK") == strandsOfTheNext);
                assertEquals(strandsOfTheNext == 1 ? 0 : strandsOfTheNext, next.number("SELECT COUNT(*) FROM SLUICE_STRAND"));
            }
        }
    }

    /** Another process has gone on with one strand: this one's share of it is older, and is not written. */
    @Test
    void whoIsBehindInAStrandIsFencedOff() {
        try (LaneFixture sluice = divided("strandfence", 2); ChangeTopic orders = sluice.topic(1)) {
            inserts(orders, 1, 20).commit();
            sluice.start().awaitRows(20);
            sluice.awaitState("idle");
            update(sluice, "UPDATE SLUICE_STRAND SET NEXT_OFFSET = NEXT_OFFSET + 20 WHERE STRAND = 1");
            update(sluice, "UPDATE " + LaneFixture.TABLE + " SET CUSTOMER_NAME = 'theirs'");
            for (int id = 1; id <= 20; id++) {
                orders.update(id, "ours");
            }
            orders.commit();
            LaneFixture.within(20).until(() -> sluice.watermark(0) > 40);
            assertTrue(named(sluice, "ours") > 0);
            assertTrue(named(sluice, "theirs") > 0, "the strand that is ahead");
            assertEquals(20, named(sluice, "ours") + named(sluice, "theirs"));
        }
    }

    /** Another process has changed the number of strands and gone on with one of them: the watermark, where it was, does not let this one pass. */
    @Test
    void whoDoesNotKnowOfTheStrandsIsFencedOff() {
        try (LaneFixture sluice = divided("strandcount", 1); ChangeTopic orders = sluice.topic(1)) {
            inserts(orders, 1, 20).commit();
            sluice.start().awaitRows(20);
            sluice.awaitState("idle");
            long next = sluice.watermark(0);
            String row = "INSERT INTO SLUICE_STRAND (TOPIC, PARTITION_NO, STRAND, STRANDS, NEXT_OFFSET) VALUES ('" + sluice.topic() + "', 0, %d, 2, %d)";
            update(sluice, "UPDATE SLUICE_WATERMARK SET STRANDS = 2");
            update(sluice, row.formatted(0, next));
            update(sluice, row.formatted(1, next + 20));
            update(sluice, "UPDATE " + LaneFixture.TABLE + " SET CUSTOMER_NAME = 'theirs'");
            for (int id = 1; id <= 20; id++) {
                orders.update(id, "ours");
            }
            orders.commit();
            LaneFixture.within(20).until(() -> sluice.watermark(0) > next + 19);
            assertTrue(named(sluice, "theirs") > 0, "the strand that is ahead");
            LaneFixture.within(20).until(() -> sluice.number("SELECT STRANDS FROM SLUICE_WATERMARK") == 1);
        }
    }

    /** A bad row is parked in the transaction of the watermark, with those of its share; a later change and a replay find it. */
    @Test
    void aBadRowIsParkedAndComesBackOnlyWhereItIsTheNewest() throws Exception {
        try (LaneFixture sluice = divided("strandpark", 3); ChangeTopic orders = sluice.topic(1)) {
            inserts(orders, 1, 30).insert(31, "bad", "12345678901234.00").insert(32, "bad", "12345678901234.00").commit();
            sluice.start().awaitRows(30);
            sluice.awaitParked("parked", 2);
            orders.insert(33, "a").update(31, "good").commit();
            sluice.awaitRows(32);
            sluice.awaitParked("superseded", 1);
            sluice.login().execute("ALTER TABLE " + LaneFixture.TABLE + " MODIFY AMOUNT NUMBER(20,2)",
                    "UPDATE SLUICE_PARKED SET STATE = 'replay-requested' WHERE STATE = 'parked'");
            sluice.awaitParked("replayed", 1);
            assertEquals(1, named(sluice, "bad"));
            assertEquals(1, named(sluice, "good"));
            sluice.probe().reset();
            inserts(orders, 40, 80).commit();
            sluice.awaitRows(74);
            assertTrue(SafeguardRuns.sent(sluice, StrandTable.MOVE) >= 2, "nothing is parked any more: by shares again");
        }
    }

    /** Rows of the table that a missing one would be told by. */
    @Test
    void lostStrandsAreToldAndNotPassedOver() {
        try (LaneFixture sluice = divided("strandlost", 2); ChangeTopic orders = sluice.topic(1)) {
            inserts(orders, 1, 5).commit();
            sluice.start().awaitRows(5);
            sluice.stop();
            update(sluice, "DELETE FROM SLUICE_STRAND WHERE STRAND = 0");
            try (LaneFixture next = sluice.another().set("apply.strands", "2").start()) {
                next.awaitState("stopped");
                assertTrue(next.lane().reason().contains("SLUICE_STRAND does not have that many rows"), next.lane()::reason);
            }
        }
    }

    /**
     * Changes of few keys, truncates between them, while commits fail or are unheard, two processes rob each other, and each start has another
     * number of strands. The target has what the changes say, one after the other.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void whateverHappensTheTargetHasTheLastStateOfEachKey(long seed) throws Exception {
        Random random = new Random(seed);
        Map<Long, String> expected = new TreeMap<>();
        LaneFixture sluice = divided("strandrandom" + seed, 1 + random.nextInt(4));
        List<LaneFixture> running = new ArrayList<>(List.of(sluice));
        try (ChangeTopic orders = sluice.topic(2)) {
            sluice.start();
            for (int round = 0; round < 30; round++) {
                write(orders, random, expected, round);
                disturb(running, sluice, random);
            }
            long rounds = expected.size();
            LaneFixture.within(60).untilAsserted(() -> assertEquals(expected, rows(sluice), () -> rounds + " keys; " + running.stream().map(LaneFixture::lane).toList()));
            assertEquals(0, sluice.number("SELECT COUNT(*) FROM SLUICE_PARKED"));
        } finally {
            running.forEach(LaneFixture::close);
        }
    }

    private static void write(ChangeTopic orders, Random random, Map<Long, String> expected, int round) {
        if (random.nextInt(8) == 0) {
            orders.barrier(Barrier.Kind.TRUNCATE, "truncate " + round);
            expected.clear();
        }
        int changes = random.nextInt(60);
        for (int i = 0; i < changes; i++) {
            long id = random.nextInt(40);
            String name = round + "." + i;
            if (!expected.containsKey(id)) {
                orders.insert(id, name);
                expected.put(id, name);
            } else if (random.nextInt(4) == 0) {
                orders.delete(id);
                expected.remove(id);
            } else {
                orders.update(id, name);
                expected.put(id, name);
            }
        }
        orders.commit();
    }

    private static void disturb(List<LaneFixture> running, LaneFixture first, Random random) {
        LaneFixture one = running.get(random.nextInt(running.size()));
        switch (random.nextInt(5)) {
            case 0 -> one.probe().faults().refuseCommits(1 + random.nextInt(6));
            case 1 -> one.probe().faults().loseAnswersOfCommits(1 + random.nextInt(3));
            case 2 -> one.probe().faults().refuse(OwnTables.MOVE_WATERMARK, 1 + random.nextInt(6));
            case 3 -> {
                if (running.size() == 2 || random.nextBoolean()) {
                    one.stop();
                    running.remove(one);
                }
                if (running.size() < 2) {
                    running.add(first.another().set("apply.consumers", "1").set("apply.strands", String.valueOf(1 + random.nextInt(4))).start());
                }
            }
            default -> LaneFixture.within(20).until(() -> first.number("SELECT COUNT(*) FROM SLUICE_WATERMARK WHERE NEXT_OFFSET > 0") >= 0);
        }
    }

    private static Map<Long, String> rows(LaneFixture sluice) throws SQLException {
        Map<Long, String> rows = new HashMap<>();
        for (String row : sluice.login().texts("SELECT ID || ' ' || CUSTOMER_NAME FROM " + LaneFixture.TABLE)) {
            String[] columns = row.split(" ");
            rows.put(Long.valueOf(columns[0]), columns[1]);
        }
        return new TreeMap<>(rows);
    }
}
