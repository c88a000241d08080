package sluice.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.event.Barrier;
import sluice.load.Limits;
import sluice.schema.OwnTables;

/** P6 on real servers: what is set while a lane runs is kept, by all of its consumers and after a restart. */
class ThrottleIT {

    private static Limits limits(LaneFixture sluice) {
        return sluice.camel().getRegistry().lookupByNameAndType("limits", Limits.class);
    }

    private static void fill(ChangeTopic orders, int from, int to) {
        for (int id = from; id < to; id++) {
            orders.insert(id, "a");
        }
        orders.commit();
    }

    @Test
    void aRateIsKeptWhileTheLaneKeepsItsPartitionsAndIsTakenAwayWhileItRuns() {
        try (LaneFixture sluice = new LaneFixture("rate"); ChangeTopic orders = sluice.topic(4)) {
            sluice.set("load.rows.per.second", "400").set("apply.batch.rows", "50").start().awaitMembers(2);
            long begin = System.nanoTime();
            fill(orders, 0, 4_000);
            sluice.awaitState("throttled");
            assertEquals("400 rows per second in all", sluice.lane().reason());
            LaneFixture.within(20).until(() -> sluice.rows() >= 1_200);
            double seconds = (System.nanoTime() - begin) / 1e9;
            long most = (long) (seconds * 400) + 200; // two consumers may each have a batch in hand that is not owed yet, and one under way
            assertTrue(sluice.rows() <= most + 200, () -> sluice.rows() + " rows in " + seconds + " s");
            assertEquals(4, sluice.lane().partitions());
            limits(sluice).set("*", Map.of("rows-per-second", "0"));
            sluice.awaitRows(4_000);
            sluice.awaitState("idle");
        }
    }

    @Test
    void whatIsSetHoldsAfterARestartAndABatchIsCutForIt() throws Exception {
        try (LaneFixture sluice = new LaneFixture("kept"); ChangeTopic orders = sluice.topic(1)) {
            sluice.set("apply.consumers", "1").start().awaitMembers(1);
            limits(sluice).set("all", Map.of("batch-rows", "10", "rows-per-second", "1"));
            sluice.stop();
            try (LaneFixture again = sluice.another()) {
                again.set("apply.consumers", "1").set("load.poll.ms", "100").start().awaitMembers(1);
                fill(orders, 0, 100);
                again.awaitState("throttled");
                assertEquals(10, again.rows(), "one batch, then ten seconds of rest");
                limits(again).set("all", Map.of("rows-per-second", "default"));
                again.awaitRows(100);
                assertTrue(again.probe().executions().get(OwnTables.MOVE_WATERMARK).get() >= 10, "each batch has ten rows");
            }
        }
    }

    /** Others wait at a barrier for the partitions of a lane that rests: it rests for as long as it owes, and comes. */
    @Test
    void aBarrierIsPassedWhileTheLaneIsThrottled() {
        try (LaneFixture sluice = new LaneFixture("restbarrier"); ChangeTopic orders = sluice.topic(2)) {
            sluice.set("apply.batch.rows", "50").start().awaitMembers(2);
            limits(sluice).set("*", Map.of("rows-per-second", "200"));
            fill(orders, 0, 400);
            orders.barrier(Barrier.Kind.TRUNCATE, "throttled").commit();
            fill(orders, 1_000, 1_100);
            LaneFixture.within(30).until(() -> sluice.rows() == 100 && sluice.number("SELECT MIN(ID) FROM " + LaneFixture.TABLE) == 1_000);
            assertFalse(sluice.lane().state().equals("stopped"));
        }
    }

    @Test
    void aConsumerRestsAfterEachCommitAsLongAsItsDutyAsks() {
        try (LaneFixture sluice = new LaneFixture("duty"); ChangeTopic orders = sluice.topic(1)) {
            sluice.set("apply.batch.rows", "100").set("apply.consumers", "1").set("load.duty.percent", "10").start().awaitMembers(1);
            fill(orders, 0, 2_000);
            long begin = System.nanoTime();
            sluice.awaitState("throttled");
            assertEquals("busy for 10 % of its time", sluice.lane().reason());
            sluice.awaitApplied(2_000);
            assertTrue(System.nanoTime() - begin > TimeUnit.MILLISECONDS.toNanos(100), "twenty batches with nine times their time of rest");
        }
    }

    @Test
    void aFlagFileStopsALaneThatKeepsItsPlaceAndAQueryOnTheTargetSlowsIt(@TempDir Path directory) throws Exception {
        Path flag = Files.writeString(directory.resolve("stop"), "month end");
        try (LaneFixture sluice = new LaneFixture("probes"); ChangeTopic orders = sluice.topic(2)) {
            sluice.set("load.flag.file", flag.toString()).set("load.probe.ms", "100").set("load.probe.sql", "SELECT COUNT(*) FROM " + LaneFixture.TABLE)
                    .set("load.probe.slow.above", "99").set("apply.batch.rows", "10");
            sluice.start().awaitMembers(2);
            fill(orders, 0, 100);
            sluice.awaitState("throttled");
            assertEquals("flag file " + flag + ": month end", sluice.lane().reason());
            assertEquals(0, sluice.rows());
            assertEquals(2, sluice.lane().partitions());
            Files.delete(flag);
            sluice.awaitRows(100);
            fill(orders, 100, 1_100);
            LaneFixture.within(20).until(() -> sluice.lane().reason().matches("the target's probe is \\d+, above 99"));
            sluice.awaitRows(1_100);
        }
    }
}
