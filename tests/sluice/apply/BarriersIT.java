package sluice.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import sluice.event.Barrier;

/** What concerns a whole table happens once, behind all that stands before it and before all that stands behind it (P3). */
class BarriersIT {

    /** What an interrupted snapshot left behind goes away, the rows that follow the barrier stay. */
    @Test
    void snapshotBarrierEmptiesTheTableOnceAndRowsFollow() throws Exception {
        try (LaneFixture sluice = new LaneFixture("barrier1").set("barrier.chunk.rows", "10"); ChangeTopic orders = sluice.topic(3)) {
            sluice.login().execute("INSERT INTO " + LaneFixture.TABLE + " (ID, CUSTOMER_NAME) SELECT X, 'left' FROM SYSTEM_RANGE(1001, 1025)");
            orders.barrier(Barrier.Kind.SNAPSHOT, "snapshot 1");
            for (int id = 0; id < 30; id++) {
                orders.insert(id, "new");
            }
            orders.commit();
            sluice.start().awaitRows(30);
            sluice.awaitState("idle");
            assertEquals(0, sluice.number("SELECT COUNT(*) FROM " + LaneFixture.TABLE + " WHERE CUSTOMER_NAME = 'left'"));
            assertEquals(25, sluice.number("SELECT ROWS_DONE FROM SLUICE_BARRIER WHERE STATE = 'done'"), "rows of the barrier alone");
            assertEquals(3, sluice.number("SELECT COUNT(*) FROM SLUICE_ARRIVAL"));
            sluice.stop();
            sluice.start().awaitState("idle");
            assertEquals(30, sluice.rows(), "a lane that starts again does not come to the barrier again");
        }
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
    void truncateOfAConnectTopicWithSeveralPartitionsStopsTheLane() {
        try (LaneFixture sluice = new LaneFixture("barrier4"); ChangeTopic orders = sluice.topic(2).asConnect()) {
            orders.insert(1, "a").truncate(0).commit();
            sluice.start().awaitState("stopped");
            assertTrue(sluice.lane().reason().contains("has 2 partitions, but the TRUNCATE of ordersdb.orders stands in 1"),
                    sluice.lane().reason());
        }
    }
}
