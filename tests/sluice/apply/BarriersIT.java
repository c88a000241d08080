package sluice.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import sluice.control.Status;
import sluice.event.Barrier;
import sluice.sandbox.Monitored;
import sluice.sandbox.Project;

/** What concerns a whole table happens once, behind all that stands before it and before all that stands behind it (P3). */
class BarriersIT {

    private static final String COPIED = "SELECT COUNT(*) FROM " + LaneFixture.TABLE + " WHERE CUSTOMER_NAME = 'copied'";

    /** What an interrupted snapshot left behind goes away, the rows that follow the barrier stay. */
    @Test
    void snapshotBarrierEmptiesTheTableOnceAndRowsFollow() throws Exception {
        try (LaneFixture sluice = new LaneFixture("barrier1").set("barrier.chunk.rows", "10"); ChangeTopic orders = sluice.topic(3)) {
            orders.barrier(Barrier.Kind.SNAPSHOT, "snapshot 1");
            for (int id = 1001; id <= 1025; id++) {
                orders.insert(id, "left");
            }
            orders.barrier(Barrier.Kind.SNAPSHOT, "snapshot 2");
            for (int id = 0; id < 30; id++) {
                orders.insert(id, "new");
            }
            orders.commit();
            sluice.start().awaitRows(30);
            sluice.awaitState("idle");
            assertEquals(0, sluice.number("SELECT COUNT(*) FROM " + LaneFixture.TABLE + " WHERE CUSTOMER_NAME = 'left'"));
            assertEquals(25, sluice.number("SELECT SUM(ROWS_DONE) FROM SLUICE_BARRIER WHERE STATE = 'done'"), "rows of the barriers alone");
            assertEquals(6, sluice.number("SELECT COUNT(*) FROM SLUICE_ARRIVAL"));
            assertEquals(0, sluice.number("SELECT COUNT(*) FROM SLUICE_RECONCILE"));
            sluice.stop();
            sluice.start().awaitState("idle");
            assertEquals(30, sluice.rows(), "a lane that starts again does not come to the barrier again");
        }
    }

    /**
     * What Sluice has not filled it does not empty: not by the first snapshot, not by one that begins again after it was
     * interrupted, and not after a restart. The status names the table until the source empties it.
     */
    @Test
    void rowsThatSomethingElseFilledInAreKeptAndTheTableIsMarkedUntilATruncate() throws Exception {
        try (LaneFixture sluice = new LaneFixture("barrier5"); ChangeTopic orders = sluice.topic(2)) {
            sluice.login().execute("INSERT INTO " + LaneFixture.TABLE + " (ID, CUSTOMER_NAME) VALUES (1, 'loaded'), (99, 'gone')");
            orders.barrier(Barrier.Kind.SNAPSHOT, "snapshot 1").insert(1, "copied").insert(2, "copied").commit();
            sluice.start().awaitRows(3);
            LaneFixture.within(20).until(() -> sluice.number(COPIED) == 2);
            LaneFixture.within(20).until(() -> status(sluice).getLine().contains("; Reconcile: 1; "));
            assertTrue(status(sluice).getTable().contains("\n\nto reconcile: ordersdb.orders, since 2"), status(sluice).getTable());
            assertTrue(status(sluice).getJson().contains("\"reconcile\":[{\"table\":\"ordersdb.orders\",\"reason\":\"it held rows that"));

            orders.barrier(Barrier.Kind.SNAPSHOT, "snapshot 2").insert(2, "copied").insert(3, "copied").commit();
            LaneFixture.within(20).until(() -> sluice.number(COPIED) == 3);
            sluice.stop();
            orders.barrier(Barrier.Kind.SNAPSHOT, "snapshot 3").insert(4, "copied").commit();
            sluice.start();
            LaneFixture.within(20).until(() -> sluice.number(COPIED) == 4);
            assertEquals(1, sluice.number("SELECT COUNT(*) FROM " + LaneFixture.TABLE + " WHERE ID = 99"), "kept by each of the three");
            assertEquals(1, sluice.number("SELECT COUNT(*) FROM SLUICE_RECONCILE WHERE BARRIER_ID = 'snapshot 1'"));
            assertEquals(0, sluice.number("SELECT SUM(ROWS_DONE) FROM SLUICE_BARRIER"));

            orders.barrier(Barrier.Kind.TRUNCATE, "truncate 1").insert(5, "copied").commit();
            sluice.awaitRows(1);
            LaneFixture.within(20).until(() -> !status(sluice).getLine().contains("Reconcile"));
            orders.barrier(Barrier.Kind.SNAPSHOT, "snapshot 4").insert(6, "copied").commit();
            LaneFixture.within(20).until(() -> sluice.number("SELECT COUNT(*) FROM " + LaneFixture.TABLE + " WHERE ID = 6") == 1);
            assertEquals(1, sluice.rows(), "from the truncate on the rows are Sluice's own, and a snapshot empties the table");
        }
    }

    /** A table that is found empty is exact from there on, whoever had filled it. */
    @Test
    void aMarkedTableThatIsEmptyWhenASnapshotBeginsLosesItsMark() throws Exception {
        try (LaneFixture sluice = new LaneFixture("barrier6"); ChangeTopic orders = sluice.topic(1)) {
            sluice.login().execute("INSERT INTO " + LaneFixture.TABLE + " (ID, CUSTOMER_NAME) VALUES (99, 'loaded')");
            orders.barrier(Barrier.Kind.SNAPSHOT, "snapshot 1").commit();
            sluice.start();
            LaneFixture.within(20).until(() -> sluice.number("SELECT COUNT(*) FROM SLUICE_RECONCILE") == 1);
            sluice.login().execute("DELETE FROM " + LaneFixture.TABLE);
            orders.barrier(Barrier.Kind.SNAPSHOT, "snapshot 2").insert(1, "copied").commit();
            sluice.awaitRows(1);
            assertEquals(0, sluice.number("SELECT COUNT(*) FROM SLUICE_RECONCILE"));
        }
    }

    private static Status status(LaneFixture sluice) {
        return sluice.camel().getRegistry().lookupByNameAndType("status", Status.class);
    }

    /** One partition has a barrier that the other has not come to: it waits there alone, and the status says for what. */
    @Test
    void nothingBehindABarrierIsAppliedBeforeAllHaveArrived() {
        try (LaneFixture sluice = new LaneFixture("barrier2"); ChangeTopic orders = sluice.topic(2)) {
            orders.barrierIn(0, Barrier.Kind.TRUNCATE, "truncate 1").insert(0, "behind").insert(1, "before").commit();
            sluice.start().awaitState("barrier");
            sluice.awaitRows(1);
            assertEquals("TRUNCATE of ordersdb.orders: 1 of 2 partitions have arrived", sluice.lane().reason());
            orders.barrierIn(1, Barrier.Kind.TRUNCATE, "truncate 1").insert(3, "behind").commit();
            sluice.awaitRows(2);
            assertEquals(2, sluice.number("SELECT COUNT(*) FROM " + LaneFixture.TABLE + " WHERE CUSTOMER_NAME = 'behind'"));
        }
    }

    @Test
    void truncateOfAConnectTopicWithOnePartitionIsAppliedInOrder() {
        try (LaneFixture sluice = new LaneFixture("barrier3"); ChangeTopic orders = sluice.topic(1).asConnect()) {
            orders.insert(1, "a").insert(2, "b").truncate(0).insert(3, "c").commit();
            sluice.start();
            LaneFixture.within(20).until(() -> sluice.number("SELECT COALESCE(MAX(ID), 0) FROM " + LaneFixture.TABLE) == 3);
            assertEquals(1, sluice.rows());
            assertEquals(2, sluice.number("SELECT ROWS_DONE FROM SLUICE_BARRIER WHERE STATE = 'done'"));
        }
    }

    /** Nothing orders it against the other partitions' changes: to go on would keep or delete rows by chance. */
    @Test
    void truncateOfAConnectTopicWithSeveralPartitionsStopsTheLaneAndTheMonitoringHearsOfIt() {
        int port = Project.freePort();
        Monitored monitored = new Monitored(port);
        try (LaneFixture sluice = new LaneFixture("barrier4").set("monitoring.port", Integer.toString(port));
                ChangeTopic orders = sluice.topic(2).asConnect()) {
            orders.insert(1, "a").insert(3, "b").commit();
            sluice.start().awaitRows(2);
            assertEquals(200, monitored.ready().status(), monitored.ready().body());
            LaneFixture.within(20).until(() -> monitored.metric("sluice_lane_applied_changes_total{lane=\"all\"}") == 2);
            assertTrue(monitored.get("/observe/metrics").body().contains("sluice_commit_seconds_bucket"), "each commit is timed");
            orders.truncate(0).commit();
            sluice.awaitState("stopped");
            assertTrue(monitored.ready().body().contains("\"name\":\"lane-all\",\"status\":\"DOWN\",\"message\":\"stopped: topic "), monitored.ready().body());
            assertEquals(1, monitored.metric("sluice_lane_state{lane=\"all\",state=\"stopped\"}"));
            assertTrue(monitored.alive());
            assertTrue(sluice.lane().reason().contains("has 2 partitions, but the TRUNCATE of ordersdb.orders stands in 1"),
                    sluice.lane().reason());
        }
    }
}
