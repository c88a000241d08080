package sluice.apply;

import static sluice.apply.SafeguardRuns.TRUNCATE;
import static sluice.apply.SafeguardRuns.alone;
import static sluice.apply.SafeguardRuns.barrierDone;
import static sluice.apply.SafeguardRuns.execute;
import static sluice.apply.SafeguardRuns.quiet;
import static sluice.apply.SafeguardRuns.row;
import static sluice.apply.SafeguardRuns.sent;
import static sluice.apply.SafeguardRuns.until;

import java.util.concurrent.CountDownLatch;
import sluice.event.Barrier;
import sluice.schema.OwnTables;
import sluice.schema.ParkedTable;

/** The runs of {@link EachSafeguardWorksIT} about parked rows and replays, as those of {@link SafeguardRuns}. */
final class ParkingRuns {

    private ParkingRuns() {
    }

    /** A lane with one row parked, and a target that takes it now. */
    private static void park(LaneFixture sluice, ChangeTopic orders) {
        execute(sluice, "ALTER TABLE " + LaneFixture.TABLE + " ADD CONSTRAINT NAMED CHECK (CUSTOMER_NAME <> 'nobody')");
        orders.update(1, "nobody").commit();
        alone(sluice).start().awaitParked("parked", 1);
        until(() -> quiet(sluice));
        sluice.probe().reset();
        execute(sluice, "ALTER TABLE " + LaneFixture.TABLE + " DROP CONSTRAINT NAMED");
    }

    private static void request(LaneFixture sluice) {
        execute(sluice, "UPDATE SLUICE_PARKED SET STATE = 'replay-requested' WHERE STATE = 'parked'");
    }

    private static void awaitNoneParked(LaneFixture sluice) {
        until(() -> sluice.parked("parked") + sluice.parked("replay-requested") == 0 && quiet(sluice));
    }

    /** A process that has the same partitions: a lane of another name is another group for Kafka. */
    private static LaneFixture another(LaneFixture sluice) {
        return alone(sluice.another()).edit("apply-all", "apply-next").edit("value: all", "value: next");
    }

    /**
     * The first attempt is cut off; before the second one another process applies the same change, and parks it. If the first process
     * goes on with what it knew of parked rows, its next change of the row supersedes nothing.
     */
    static String othersHaveParkedTheRow(LaneFixture sluice) {
        execute(sluice, "ALTER TABLE " + LaneFixture.TABLE + " ADD CHECK (CUSTOMER_NAME <> 'nobody')");
        try (ChangeTopic orders = sluice.topic(1)) {
            CountDownLatch secondAttempt = SafeguardRuns.cutOff(sluice, orders.insert(1, "nobody"));
            try (LaneFixture next = another(sluice).start()) {
                until(() -> next.parked("parked") == 1);
            }
            secondAttempt.countDown();
            orders.update(1, "newer").commit();
            sluice.awaitRows(1);
            return sluice.parked("parked") + " parked";
        }
    }

    static String parkingIsCutOff(LaneFixture sluice) {
        try (ChangeTopic orders = sluice.topic(1)) {
            sluice.start();
            until(() -> sluice.watermark(0) == 0);
            sluice.probe().faults().refuse("INSERT INTO SLUICE_PARKED", 1);
            orders.insert(1, "a name of many more letters than twenty").commit();
            sluice.awaitApplied(1);
            return sluice.parked("parked") + " parked";
        }
    }

    static String replayAfterALaterChange(LaneFixture sluice) {
        try (ChangeTopic orders = sluice.topic(1)) {
            park(sluice, orders);
            orders.update(1, "newer").commit();
            sluice.awaitApplied(2);
            request(sluice);
            awaitNoneParked(sluice);
            return row(sluice, 1);
        }
    }

    static String replayAfterATruncate(LaneFixture sluice) {
        try (ChangeTopic orders = sluice.topic(1)) {
            park(sluice, orders);
            orders.barrier(Barrier.Kind.TRUNCATE, TRUNCATE).insert(2, "behind").commit();
            sluice.awaitApplied(2);
            request(sluice);
            awaitNoneParked(sluice);
            return row(sluice, 1);
        }
    }

    static String theNextOwnerAppliesALaterChange(LaneFixture sluice) {
        try (ChangeTopic orders = sluice.topic(1)) {
            park(sluice, orders);
            sluice.stop();
            orders.update(1, "newer").commit();
            sluice.start().awaitRows(1);
            return sluice.parked("parked") + " parked";
        }
    }

    /** A replay sleeps before its row is written; meanwhile the next owner of its partition comes to a truncate. */
    static String aTruncateOvertakesAReplay(LaneFixture sluice) {
        CountDownLatch merge = new CountDownLatch(1);
        try (ChangeTopic orders = sluice.topic(1)) {
            park(sluice, orders);
            sluice.probe().faults().hold("MERGE INTO", merge);
            request(sluice);
            until(() -> sent(sluice, "MERGE INTO") > 0);
            // it would try the same replay first, and wait there
            try (LaneFixture next = another(sluice).editSql(ParkedTable.REQUESTED, "'replay-requested'", "'none'").start()) {
                orders.barrier(Barrier.Kind.TRUNCATE, TRUNCATE).commit();
                // it waits for the watermark, and tries again; or, where that is not locked, for the parked row
                until(() -> sent(next, OwnTables.MOVE_WATERMARK) >= 2 || sent(next, ParkedTable.SUPERSEDE_TABLE) > 0);
                merge.countDown();
                until(() -> barrierDone(sluice));
                return row(sluice, 1);
            }
        } finally {
            merge.countDown();
        }
    }

    static String replayAtABarrier(LaneFixture sluice) {
        try (ChangeTopic orders = sluice.topic(1)) {
            park(sluice, orders);
            execute(sluice, "INSERT INTO SLUICE_BARRIER (BARRIER_ID, KIND, SOURCE_DATABASE, SOURCE_TABLE, PARTITIONS, STATE, ROWS_DONE)"
                    + " VALUES ('theirs', 'TRUNCATE', 'ordersdb', 'orders', 2, 'waiting', 0)",
                    "INSERT INTO SLUICE_ARRIVAL (BARRIER_ID, PARTITION_NO, ARRIVED_AT) VALUES ('theirs', 0, SYSTIMESTAMP)");
            request(sluice);
            until(() -> sent(sluice, ParkedTable.AT_BARRIER) > 0);
            until(() -> quiet(sluice));
            return row(sluice, 1);
        }
    }

    static String anOperatorDiscardsMeanwhile(LaneFixture sluice) {
        CountDownLatch claim = new CountDownLatch(1);
        try (ChangeTopic orders = sluice.topic(1)) {
            park(sluice, orders);
            sluice.probe().faults().hold(ParkedTable.CLAIM, claim);
            request(sluice);
            until(() -> sent(sluice, ParkedTable.CLAIM) > 0);
            execute(sluice, "UPDATE SLUICE_PARKED SET STATE = 'discarded'");
            claim.countDown();
            until(() -> quiet(sluice));
            return row(sluice, 1);
        } finally {
            claim.countDown();
        }
    }
}
