package sluice.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import sluice.control.Sluice;
import sluice.event.Barrier;
import sluice.schema.OwnTables;
import sluice.schema.ParkedTable;

/** A replay writes the row if that is right, and never over something newer or behind a truncate (P2, P3). */
class ReplayIT {

    private static final String DROP_CHECK = "ALTER TABLE " + LaneFixture.TABLE + " DROP CONSTRAINT NAMED";

    private LaneFixture sluice;

    private LaneFixture sluice(TestInfo test) throws Exception {
        sluice = new LaneFixture("replay" + Math.floorMod(test.getDisplayName().hashCode(), 100_000));
        sluice.login().execute("ALTER TABLE " + LaneFixture.TABLE + " ADD CONSTRAINT NAMED CHECK (CUSTOMER_NAME <> 'nobody')");
        return sluice;
    }

    @AfterEach
    void stop() {
        sluice.close();
    }

    /** Row by row, as operators' commands do it: a statement over several rows could lock them crosswise with a lane. */
    private void request(String where) throws Exception {
        for (String id : sluice.login().texts("SELECT PARKED_ID FROM SLUICE_PARKED WHERE STATE = 'parked' AND " + where)) {
            sluice.login().execute("UPDATE SLUICE_PARKED SET STATE = 'replay-requested' WHERE STATE = 'parked' AND PARKED_ID = " + id);
        }
    }

    /** In both forms of the envelope, on several partitions; the watermarks stay. */
    @Test
    void rowsAreWrittenWhenTheTargetTakesThem(TestInfo test) throws Exception {
        try (ChangeTopic orders = sluice(test).topic(2)) {
            orders.insert(1, "nobody").insert(2, "nobody").insert(3, "good").commit();
            orders.asConnect().insert(4, "nobody").commit();
            sluice.start().awaitParked("parked", 3);
            sluice.awaitApplied(4);
            long watermarks = sluice.watermark(0) * 1_000 + sluice.watermark(1);
            sluice.login().execute(DROP_CHECK);
            request("1 = 1");
            sluice.awaitParked("replayed", 3);
            assertEquals(4, sluice.rows());
            assertEquals(watermarks, sluice.watermark(0) * 1_000 + sluice.watermark(1));
            assertEquals(3, sluice.number("SELECT COUNT(*) FROM SLUICE_PARKED WHERE ATTEMPTS = 2"));
            LaneFixture.within(5).until(() -> sluice.lane().parked() == 0);
            orders.update(1, "later").commit();
            sluice.awaitApplied(5);
            sluice.awaitState("idle");
        }
    }

    /** The operator's commands beside a running lane: what they print stands in the handbook. */
    @Test
    void anOperatorListsShowsReplaysAndDiscards(TestInfo test, @TempDir Path directory) throws Exception {
        Path settings = Files.writeString(directory.resolve("settings"), String.join("\n", "source.hostname=none", "source.user=none",
                "source.password=none", "source.databases=ordersdb", "kafka.brokers=none:1", "target.url=" + sluice(test).login().url(),
                "target.user=" + sluice.login().user(), "target.password=" + sluice.login().password()));
        try (ChangeTopic orders = sluice.topic(2)) {
            orders.insert(1, "nobody").insert(2, "nobody").insert(3, "a name of many more letters than twenty").insert(4, "good").commit();
            sluice.start().awaitParked("parked", 3);
            assertEquals(0, sluice(settings, "list"));
            String tooLong = sluice.login().value("SELECT PARKED_ID FROM SLUICE_PARKED WHERE ERROR_CLASS = 'value'");
            assertEquals(0, sluice(settings, "show", tooLong));
            sluice.login().execute(DROP_CHECK);
            assertEquals(1, sluice(settings, "replay", "--all", "--wait", "20"), "one is refused still");
            assertEquals(0, sluice(settings, "discard", tooLong, "--reason", "a test row"));
            assertEquals(0, sluice(settings, "list", "--resolved"));
            assertEquals(3, sluice.rows());
            assertEquals(2, sluice.parked("replayed"));
            assertEquals(1, sluice.parked("discarded"));
        }
    }

    private static int sluice(Path settings, String... arguments) {
        List<String> all = new ArrayList<>(List.of("parked"));
        all.addAll(List.of(arguments));
        System.out.println("$ ./sluice " + String.join(" ", all));
        all.addAll(List.of("--config", settings.toString()));
        return Sluice.execute(all.toArray(String[]::new));
    }

    /** One of three is refused still: it is parked again with its new error, and the two others are written. */
    @Test
    void aRowThatIsRefusedAgainIsParkedAgain(TestInfo test) throws Exception {
        try (ChangeTopic orders = sluice(test).topic(1)) {
            orders.insert(1, "nobody").insert(2, "nobody").insert(3, "nobody").commit();
            sluice.start().awaitParked("parked", 3);
            sluice.login().execute(DROP_CHECK, "ALTER TABLE " + LaneFixture.TABLE + " ADD CHECK (ID <> 2)");
            request("1 = 1");
            sluice.awaitParked("replayed", 2);
            sluice.awaitParked("parked", 1);
            assertEquals(2, sluice.number("SELECT ATTEMPTS FROM SLUICE_PARKED WHERE STATE = 'parked' AND KEY_TEXT = 'ID=2'"));
            assertEquals(2, sluice.rows());
            orders.delete(2).commit();
            sluice.awaitParked("superseded", 1);
        }
    }

    /** What cannot even be decoded, or has no table, stops no lane when it is replayed. */
    @Test
    void aRowThatCannotBeReplayedStopsNobody(TestInfo test) throws Exception {
        try (ChangeTopic orders = sluice(test).topic(1)) {
            orders.insert(1, "nobody").broken(2).commit();
            sluice.start().awaitParked("parked", 2);
            sluice.login().execute("UPDATE SLUICE_PARKED SET SCHEMA_ID = 'gone' WHERE KEY_TEXT = 'ID=1'");
            request("1 = 1");
            LaneFixture.within(20).until(() -> sluice.number("SELECT COUNT(*) FROM SLUICE_PARKED WHERE STATE = 'parked'"
                    + " AND ATTEMPTS = 2 AND ERROR_CLASS = 'event'") == 2);
            orders.insert(3, "good").commit();
            sluice.awaitRows(1);
        }
    }

    /** The commit's answer is lost, or the connection is cut before: the row is written, once. */
    @Test
    void aReplayWhoseCommitIsCutOffIsDoneAllTheSame(TestInfo test) throws Exception {
        try (ChangeTopic orders = sluice(test).topic(1)) {
            orders.insert(1, "nobody").insert(2, "nobody").commit();
            sluice.start().awaitParked("parked", 2);
            sluice.awaitApplied(2);
            sluice.login().execute(DROP_CHECK);
            sluice.probe().faults().refuseCommits(1);
            request("KEY_TEXT = 'ID=1'");
            sluice.awaitParked("replayed", 1);
            sluice.probe().faults().loseAnswersOfCommits(1);
            request("KEY_TEXT = 'ID=2'");
            sluice.awaitParked("replayed", 2);
            orders.update(1, "newer").delete(2).commit();
            sluice.awaitApplied(4);
            sluice.awaitState("idle");
            assertEquals("newer", sluice.login().value("SELECT CUSTOMER_NAME FROM " + LaneFixture.TABLE));
            assertEquals(1, sluice.rows());
        }
    }

    /** The request and a newer change wait together; and a request for what a newer change has superseded is none. */
    @Test
    void aNewerChangeIsNotOverwritten(TestInfo test) throws Exception {
        try (ChangeTopic orders = sluice(test).topic(1)) {
            orders.insert(1, "nobody").insert(2, "nobody").commit();
            sluice.start().awaitParked("parked", 2);
            sluice.awaitApplied(2);
            sluice.login().execute(DROP_CHECK);
            sluice.camel().getRouteController().suspendRoute("apply-all");
            sluice.awaitState("suspended");
            orders.update(1, "newer").delete(2).commit();
            request("1 = 1");
            sluice.camel().getRouteController().resumeRoute("apply-all");
            sluice.awaitApplied(4);
            sluice.awaitState("idle");
            assertEquals("newer", sluice.login().value("SELECT CUSTOMER_NAME FROM " + LaneFixture.TABLE));
            assertEquals(1, sluice.rows());
            assertEquals(0, sluice.parked("parked") + sluice.parked("replay-requested"));
        }
    }

    /** Good and bad changes of few keys, replays of all that is parked asked for all the time: each key ends as its last change says. */
    @Test
    void replaysAmongChangesLeaveEachKeyAsItsLastChange(TestInfo test) throws Exception {
        Random random = new Random(test.getDisplayName().hashCode());
        Map<Long, String> last = new HashMap<>();
        int changes = 0;
        try (ChangeTopic orders = sluice(test).topic(2)) {
            sluice.set("parking.poll.ms", "10").set("parking.max.per.minute", "100000").set("apply.batch.rows", "20").start();
            for (int round = 0; round < 30; round++) {
                for (int i = 0; i < 20; i++, changes++) {
                    long key = random.nextInt(12);
                    String name = List.of("nobody", "v" + changes, "deleted").get(random.nextInt(3));
                    last.put(key, name);
                    if (name.equals("deleted")) {
                        orders.delete(key);
                    } else {
                        orders.update(key, name);
                    }
                }
                orders.commit();
                request("1 = 1");
            }
            sluice.awaitApplied(changes);
            sluice.awaitParked("replay-requested", 0);
            assertEquals(expected(last, "nobody"), unresolved());
            assertEquals(values(last, false), rows());
            sluice.login().execute(DROP_CHECK);
            request("1 = 1");
            LaneFixture.within(20).until(() -> sluice.parked("parked") + sluice.parked("replay-requested") == 0);
            assertEquals(values(last, true), rows());
        }
    }

    private static List<String> expected(Map<Long, String> last, String name) {
        return last.entrySet().stream().filter(key -> key.getValue().equals(name)).map(key -> "ID=" + key.getKey()).sorted().toList();
    }

    /** What the table holds: a row whose last change is parked is as it was before, so it is left out, unless it has been replayed. */
    private static Map<String, String> values(Map<Long, String> last, boolean replayed) {
        Map<String, String> values = new TreeMap<>();
        last.forEach((key, name) -> {
            if (!name.equals("deleted") && (replayed || !name.equals("nobody"))) {
                values.put("" + key, name);
            }
        });
        return values;
    }

    private Map<String, String> rows() throws Exception {
        Map<String, String> rows = new TreeMap<>();
        for (String row : sluice.login().texts("SELECT ID || ':' || CUSTOMER_NAME FROM " + LaneFixture.TABLE + " WHERE 'ID=' || ID NOT IN"
                + " (SELECT KEY_TEXT FROM SLUICE_PARKED WHERE STATE = 'parked')")) {
            rows.put(row.split(":")[0], row.split(":")[1]);
        }
        return rows;
    }

    private List<String> unresolved() throws Exception {
        return sluice.login().texts("SELECT KEY_TEXT FROM SLUICE_PARKED WHERE STATE = 'parked'").stream().sorted().toList();
    }

    /**
     * The owner found the request and froze; meanwhile its partition has arrived at a truncate, without moving its watermark.
     * The row must not come back while the table is being emptied; behind the truncate it is superseded.
     */
    @Test
    void nothingIsReplayedWhileItsPartitionStandsAtABarrier(TestInfo test) throws Exception {
        try (ChangeTopic orders = sluice(test).topic(1)) {
            orders.insert(1, "nobody").commit();
            sluice.start().awaitParked("parked", 1);
            sluice.login().execute(DROP_CHECK, "INSERT INTO SLUICE_BARRIER (BARRIER_ID, KIND, SOURCE_DATABASE, SOURCE_TABLE, PARTITIONS,"
                    + " STATE, ROWS_DONE) VALUES ('theirs', 'TRUNCATE', 'ordersdb', 'orders', 2, 'waiting', 0)",
                    "INSERT INTO SLUICE_ARRIVAL (BARRIER_ID, PARTITION_NO, ARRIVED_AT) VALUES ('theirs', 0, SYSTIMESTAMP)");
            sluice.probe().reset();
            request("1 = 1");
            LaneFixture.within(20).until(() -> sluice.probe().executions().getOrDefault(ParkedTable.AT_BARRIER, NEVER).get() >= 3);
            assertEquals(0, sluice.rows());
            assertEquals(1, sluice.parked("replay-requested"));
            sluice.login().execute("UPDATE SLUICE_BARRIER SET STATE = 'done'");
            sluice.awaitParked("replayed", 1);
            assertEquals(1, sluice.rows());
        }
    }

    private static final AtomicInteger NEVER = new AtomicInteger();

    /** A real truncate, with the request waiting: whoever is first, the row is gone in the end. */
    @Test
    void aTruncateWinsOverAReplay(TestInfo test) throws Exception {
        try (ChangeTopic orders = sluice(test).topic(2)) {
            orders.insert(1, "nobody").insert(2, "nobody").commit();
            sluice.start().awaitParked("parked", 2);
            sluice.login().execute(DROP_CHECK);
            sluice.camel().getRouteController().suspendRoute("apply-all");
            sluice.awaitState("suspended");
            request("1 = 1");
            orders.barrier(Barrier.Kind.TRUNCATE, "truncate 1").insert(4, "after").commit();
            sluice.camel().getRouteController().resumeRoute("apply-all");
            // the barrier is asked first: one row before it is one that was replayed in time, and goes away
            LaneFixture.within(20).until(() -> sluice.number("SELECT COUNT(*) FROM SLUICE_BARRIER WHERE STATE = 'done'") == 1 && sluice.rows() == 1);
            assertEquals("after", sluice.login().value("SELECT CUSTOMER_NAME FROM " + LaneFixture.TABLE));
            assertEquals(0, sluice.parked("parked") + sluice.parked("replay-requested"));
        }
    }

    /** While nothing is parked, nobody asks: neither for requests nor for what is superseded. */
    @Test
    void parkingCostsNothingWhileNothingIsParked(TestInfo test) throws Exception {
        try (ChangeTopic orders = sluice(test).topic(1)) {
            orders.insert(0, "a").commit();
            sluice.set("apply.consumers", "1").start().awaitApplied(1);
            sluice.probe().reset();
            for (int id = 1; id < 50; id++) {
                orders.insert(id, "a").commit();
            }
            sluice.awaitApplied(50);
            assertEquals(0, sluice.probe().executions().getOrDefault(ParkedTable.REQUESTED, NEVER).get());
            assertEquals(0, sluice.probe().executions().getOrDefault(ParkedTable.SUPERSEDE, NEVER).get());
            assertEquals(0, sluice.probe().executions().getOrDefault(ParkedTable.UNRESOLVED_KEYS, NEVER).get());
            assertEquals(0, sluice.probe().executions().getOrDefault(OwnTables.READ_WATERMARK, NEVER).get());
        }
    }
}
