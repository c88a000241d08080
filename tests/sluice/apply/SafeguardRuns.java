package sluice.apply;

import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import sluice.event.Barrier;
import sluice.schema.OwnTables;

/**
 * The runs of {@link EachSafeguardWorksIT} about watermarks and barriers: in each, what the model's traces show happens to the real
 * thing, and the end of it is told. They have to come to an end with the safeguard and without it.
 */
final class SafeguardRuns {

    static final String TRUNCATE = "truncate 1";
    private static final int LOOKS = 20;
    private static final String ARRIVALS = "SELECT COUNT(*) FROM SLUICE_ARRIVAL";

    private SafeguardRuns() {
    }

    static void execute(LaneFixture sluice, String... statements) {
        try {
            sluice.login().execute(statements);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static String row(LaneFixture sluice, long id) {
        try {
            String name = sluice.login().value("SELECT CUSTOMER_NAME FROM " + LaneFixture.TABLE + " WHERE ID = " + id);
            return "row " + id + " is " + (name == null ? "gone" : name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static void until(BooleanSupplier condition) {
        LaneFixture.within(20).until(condition::getAsBoolean);
    }

    static int sent(LaneFixture sluice, String beginning) {
        return sluice.probe().executions().entrySet().stream().filter(each -> each.getKey().startsWith(beginning))
                .mapToInt(each -> each.getValue().get()).sum();
    }

    private static long arrived(LaneFixture sluice, int partition) {
        return sluice.number(ARRIVALS + " WHERE PARTITION_NO = " + partition);
    }

    /** Waits for a barrier, or until Sluice has looked for one to carry out so often that it will not find it any more. */
    private static void untilDoneOrLeft(LaneFixture sluice) {
        until(() -> barrierDone(sluice) || sent(sluice, OwnTables.DUE_BARRIERS) >= LOOKS);
    }

    static boolean quiet(LaneFixture sluice) {
        return sluice.camel().getInflightRepository().size("apply-all") == 0;
    }

    static boolean barrierDone(LaneFixture sluice) {
        return sluice.number("SELECT COUNT(*) FROM SLUICE_BARRIER WHERE STATE = 'done'") == 1;
    }

    static String othersHaveGoneOn(LaneFixture sluice) {
        try (ChangeTopic orders = sluice.topic(1)) {
            orders.insert(0, "a").commit();
            sluice.start().awaitRows(1);
            until(() -> quiet(sluice));
            execute(sluice, "UPDATE SLUICE_WATERMARK SET NEXT_OFFSET = 3"); // behind the first record, the marker, the next record
            orders.update(0, "theirs").insert(1, "ours").commit();
            sluice.awaitRows(2);
            return row(sluice, 0);
        }
    }

    static String startAgain(LaneFixture sluice) {
        try (ChangeTopic orders = sluice.topic(1)) {
            orders.insert(1, "a").commit();
            sluice.start().awaitRows(1);
            sluice.stop();
            execute(sluice, "UPDATE " + LaneFixture.TABLE + " SET CUSTOMER_NAME = 'newer'");
            orders.insert(2, "b").commit();
            sluice.start().awaitRows(2);
            return row(sluice, 1);
        }
    }

    /** All attempts of the first batch fail; the second one would succeed. */
    static String aBatchFails(LaneFixture sluice) {
        try (ChangeTopic orders = sluice.topic(1)) {
            orders.insert(0, "before").commit();
            sluice.set("apply.redelivery.attempts", "1").start().awaitRows(1);
            until(() -> quiet(sluice));
            sluice.probe().reset();
            sluice.probe().faults().refuseCommits(2);
            orders.insert(1, "a").commit();
            until(() -> sent(sluice, OwnTables.MOVE_WATERMARK) >= 2 && quiet(sluice));
            orders.insert(2, "b").commit();
            until(() -> row(sluice, 2).endsWith("b") || sluice.lane().applied() >= 3);
            return sluice.rows() + " rows";
        }
    }

    /** One consumer: a second one that joins late would have everything read anew, and hide what is looked for. */
    static LaneFixture alone(LaneFixture sluice) {
        return sluice.set("apply.consumers", "1");
    }

    /** Sends the changes; their first attempt is cut off, and the second one asks the target only when the latch is open. */
    static CountDownLatch cutOff(LaneFixture sluice, ChangeTopic orders) {
        alone(sluice).start();
        until(() -> sluice.watermark(0) == 0 && quiet(sluice));
        CountDownLatch latch = new CountDownLatch(1);
        sluice.probe().reset();
        sluice.probe().faults().refuse(OwnTables.MOVE_WATERMARK, 1);
        sluice.probe().faults().hold(OwnTables.READ_WATERMARK, latch);
        orders.commit();
        until(() -> sent(sluice, OwnTables.READ_WATERMARK) > 0);
        return latch;
    }

    /** The first attempt is cut off; before the second one another process has applied what stands before the barrier. */
    static String othersHaveGoneOnToABarrier(LaneFixture sluice) {
        try (ChangeTopic orders = sluice.topic(1)) {
            CountDownLatch secondAttempt = cutOff(sluice,
                    orders.insert(1, "a").barrier(Barrier.Kind.TRUNCATE, TRUNCATE).insert(2, "b"));
            execute(sluice, "UPDATE SLUICE_WATERMARK SET NEXT_OFFSET = 1");
            secondAttempt.countDown();
            until(() -> row(sluice, 2).endsWith("b") || sluice.lane().state().equals("stopped"));
            return row(sluice, 2);
        }
    }

    /** One partition's transaction is not committed yet; the other one arrives, or waits for the same row of the barrier. */
    static String aBatchIsHeldBeforeABarrier(LaneFixture sluice) {
        CountDownLatch merge = new CountDownLatch(1);
        try (ChangeTopic orders = sluice.topic(2)) {
            sluice.start().awaitMembers(2);
            sluice.probe().faults().hold("MERGE INTO", merge);
            orders.update(0, "before").barrier(Barrier.Kind.TRUNCATE, TRUNCATE).commit();
            until(() -> sent(sluice, "MERGE INTO") > 0);
            until(() -> barrierDone(sluice) || arrived(sluice, 0) == 0
                    && (arrived(sluice, 1) == 1 || sent(sluice, OwnTables.CREATE_BARRIER) >= 3));
            merge.countDown();
            until(() -> barrierDone(sluice) && sluice.number(ARRIVALS) == 2 && quiet(sluice));
            return sluice.rows() + " rows";
        } finally {
            merge.countDown();
        }
    }

    static String aPartitionIsLate(LaneFixture sluice) {
        try (ChangeTopic orders = sluice.topic(2)) {
            orders.barrierIn(0, Barrier.Kind.TRUNCATE, TRUNCATE).commit();
            sluice.start().awaitState("barrier");
            untilDoneOrLeft(sluice);
            orders.insert(1, "before").barrierIn(1, Barrier.Kind.TRUNCATE, TRUNCATE).commit();
            until(() -> barrierDone(sluice) && sluice.number(ARRIVALS) == 2);
            return sluice.rows() + " rows";
        }
    }

    /** Between the claim and its first chunk others take it over, and are done. */
    static String aClaimIsTakenOver(LaneFixture sluice) {
        CountDownLatch chunk = new CountDownLatch(1);
        try (ChangeTopic orders = sluice.topic(1)) {
            sluice.start();
            sluice.probe().faults().hold(OwnTables.HOLD_BARRIER, chunk);
            orders.barrier(Barrier.Kind.TRUNCATE, TRUNCATE).insert(1, "behind").commit();
            until(() -> sent(sluice, OwnTables.HOLD_BARRIER) > 0);
            execute(sluice, "UPDATE SLUICE_BARRIER SET STATE = 'done', OWNER = 'others'");
            sluice.awaitRows(1);
            chunk.countDown();
            until(() -> sluice.probe().open() == 0);
            return sluice.rows() + " rows";
        } finally {
            chunk.countDown();
        }
    }

    static String aClaimerIsGone(LaneFixture sluice) {
        execute(sluice, "INSERT INTO SLUICE_BARRIER (BARRIER_ID, KIND, SOURCE_DATABASE, SOURCE_TABLE, PARTITIONS, STATE, OWNER, CLAIMED_AT,"
                + " ROWS_DONE) VALUES ('" + TRUNCATE + "', 'TRUNCATE', 'ordersdb', 'orders', 1, 'claimed', 'gone', SYSTIMESTAMP"
                + " - INTERVAL '1' HOUR, 0)");
        try (ChangeTopic orders = sluice.topic(1)) {
            orders.barrier(Barrier.Kind.TRUNCATE, TRUNCATE).insert(1, "behind").commit();
            sluice.start();
            until(() -> sluice.rows() == 1 || sent(sluice, OwnTables.DUE_BARRIERS) >= LOOKS);
            return row(sluice, 1);
        }
    }
}
