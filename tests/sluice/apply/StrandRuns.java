package sluice.apply;

import java.util.concurrent.CountDownLatch;
import org.awaitility.core.ConditionTimeoutException;
import sluice.schema.OwnTables;

/** The runs of {@link EachSafeguardWorksIT} and {@link EachPatternWorksIT} about partitions that several transactions apply at once. */
final class StrandRuns {

    private static final int KEYS = 20;

    private StrandRuns() {
    }

    /** With so many strands; each key has been inserted. */
    static LaneFixture started(LaneFixture sluice, ChangeTopic orders, int strands) {
        for (int id = 1; id <= KEYS; id++) {
            orders.insert(id, "a");
        }
        orders.commit();
        sluice.set("apply.consumers", "1").set("apply.strands", String.valueOf(strands)).start().awaitRows(KEYS);
        SafeguardRuns.until(() -> SafeguardRuns.quiet(sluice) && sluice.number("SELECT STRANDS FROM SLUICE_WATERMARK") == strands);
        return sluice;
    }

    private static void change(ChangeTopic orders) {
        for (int id = 1; id <= KEYS; id++) {
            orders.update(id, "ours");
        }
        orders.commit();
    }

    private static String left(LaneFixture sluice, String name) {
        long rows = sluice.number("SELECT COUNT(*) FROM " + LaneFixture.TABLE + " WHERE CUSTOMER_NAME = '" + name + "'");
        return (rows == 0 ? "no" : rows == KEYS ? "all" : "some") + " rows are " + name;
    }

    /** Waits until the changes are behind the watermark; some keys' may have been applied by others. */
    private static void awaitChanges(LaneFixture sluice, long before) {
        SafeguardRuns.until(() -> sluice.watermark(0) >= before + KEYS && SafeguardRuns.quiet(sluice));
    }

    /** Another process has applied one strand of the changes already, and newer ones. */
    static String othersHaveGoneOnInAStrand(LaneFixture sluice) {
        try (ChangeTopic orders = sluice.topic(1)) {
            long before = started(sluice, orders, 2).watermark(0);
            SafeguardRuns.execute(sluice, "UPDATE SLUICE_STRAND SET NEXT_OFFSET = " + (before + KEYS + 1) + " WHERE STRAND = 1",
                    "UPDATE " + LaneFixture.TABLE + " SET CUSTOMER_NAME = 'theirs'");
            change(orders);
            awaitChanges(sluice, before);
            return left(sluice, "theirs");
        }
    }

    /** The same, while this lane writes its batch as a whole: a row is parked. */
    static String othersHaveGoneOnBeforeAWholeBatch(LaneFixture sluice) {
        try (ChangeTopic orders = sluice.topic(1)) {
            started(sluice, orders, 2);
            orders.insert(99, "bad", "12345678901234.00").commit();
            sluice.awaitParked("parked", 1);
            SafeguardRuns.until(() -> SafeguardRuns.quiet(sluice));
            return othersGoOn(sluice, orders);
        }
    }

    private static String othersGoOn(LaneFixture sluice, ChangeTopic orders) {
        CountDownLatch moves = new CountDownLatch(1);
        try {
            long before = sluice.watermark(0);
            sluice.probe().reset();
            sluice.probe().faults().hold(OwnTables.MOVE_WATERMARK, moves);
            change(orders);
            SafeguardRuns.until(() -> SafeguardRuns.sent(sluice, OwnTables.MOVE_WATERMARK) > 0);
            SafeguardRuns.execute(sluice, "UPDATE SLUICE_STRAND SET NEXT_OFFSET = " + (before + KEYS + 1) + " WHERE STRAND = 1",
                    "UPDATE " + LaneFixture.TABLE + " SET CUSTOMER_NAME = 'theirs'");
            moves.countDown();
            awaitChanges(sluice, before);
            return left(sluice, "theirs");
        } finally {
            moves.countDown();
        }
    }

    /** Another process has made two strands of the one, and has gone on with the second. */
    static String othersHaveSharedOut(LaneFixture sluice) {
        try (ChangeTopic orders = sluice.topic(1)) {
            long before = started(sluice, orders, 1).watermark(0);
            String strand = "INSERT INTO SLUICE_STRAND (TOPIC, PARTITION_NO, STRAND, STRANDS, NEXT_OFFSET) VALUES ('" + sluice.topic() + "', 0, %d, 2, %d)";
            SafeguardRuns.execute(sluice, "UPDATE SLUICE_WATERMARK SET STRANDS = 2", strand.formatted(0, before),
                    strand.formatted(1, before + KEYS + 1), "UPDATE " + LaneFixture.TABLE + " SET CUSTOMER_NAME = 'theirs'");
            change(orders);
            awaitChanges(sluice, before);
            return left(sluice, "theirs");
        }
    }

    /** One share's rows are cut off. */
    static String aShareIsCutOff(LaneFixture sluice) {
        try (ChangeTopic orders = sluice.topic(1)) {
            long before = started(sluice, orders, 2).watermark(0);
            sluice.probe().faults().refuse("MERGE INTO", 1);
            change(orders);
            awaitChanges(sluice, before);
            return left(sluice, "ours");
        }
    }

    /** As many as the batch has shares, if they are written at once. */
    static String theSharesOfABatch(LaneFixture sluice) {
        CountDownLatch commits = new CountDownLatch(1);
        try (ChangeTopic orders = sluice.topic(1)) {
            long before = started(sluice, orders, 3).watermark(0);
            sluice.probe().reset();
            sluice.probe().faults().holdCommits(commits);
            change(orders);
            try {
                LaneFixture.within(2).until(() -> sluice.probe().open() == 3);
            } catch (ConditionTimeoutException e) {
                // one after the other
            }
            commits.countDown();
            awaitChanges(sluice, before);
            return left(sluice, "ours") + ", " + sluice.probe().mostOpen() + " transactions at once";
        } finally {
            commits.countDown();
        }
    }
}
