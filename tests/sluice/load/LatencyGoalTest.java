package sluice.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sluice.load.ModelOfATarget.Kind;

/** P6: the latency of the target's commits is held under the goal, by a clock of the test's own, on models of targets. */
class LatencyGoalTest {

    private static final int ROWS = 2_000;
    private static final int GOAL = 100;

    private static Limits limits(int transactions, int goal) {
        return new Limits(new JdbcDataSource(), transactions, ROWS, 1 << 23, 0, 100, goal);
    }

    /**
     * The highest rate that any fixed batch and number of transactions reach, with nine in ten transactions within the goal. In the model a larger
     * batch is never slower, so of each number of transactions it is the largest batch that keeps the goal.
     */
    private static double best(Kind kind, int consumers, int goal, double unrest) {
        double best = 0;
        int seconds = unrest == 0 ? 20 : 120;
        for (int transactions = 1; transactions <= consumers; transactions++) {
            double kept = 1;
            for (double tooMany = 1.03 * ROWS, rows = ROWS; tooMany > 1.03 * kept; rows = Math.sqrt(kept * tooMany)) {
                ModelOfATarget fixed = new ModelOfATarget(kind, limits(transactions, 0), (int) rows, consumers).unsteady(unrest).run(seconds);
                if (fixed.latency(2, seconds) > goal) {
                    tooMany = rows;
                } else {
                    kept = rows;
                    best = Math.max(best, fixed.rowsPerSecond(2, seconds));
                }
            }
        }
        return best;
    }

    /** Where no two transactions take alike, the fixed setting is the best in hindsight. */
    @ParameterizedTest(name = "{0}, unsteady by {7}")
    @CsvSource({"one processor,0,2,0.05,1,4,100,0", "as many processors as consumers,0,2,0.05,8,4,60,0", "far away,80,2,0.05,2,4,150,0",
        "slow rows,20,5,1,4,4,200,0", "two processors for eight,5,4,0.1,2,8,300,0", "no limit is reached,5,2,0.05,8,2,500,0", "a goal of few rows,0,20,0.12,2,4,100,0",
        "one processor,0,2,0.05,1,4,100,0.4", "far away,80,2,0.05,2,4,150,0.4", "slow rows,20,5,1,4,4,200,0.4", "a goal of few rows,0,20,0.12,2,4,100,0.4"})
    void inTheSteadyStateItIsAsFastAsTheBestFixedSettingThatKeepsTheGoal(String name, double network, double commitWork, double rowWork, int processors,
                                                                      int consumers, int goal, double unrest) {
        Kind kind = new Kind(network, commitWork, rowWork, processors);
        Limits limits = limits(consumers, goal);
        ModelOfATarget target = new ModelOfATarget(kind, limits, ROWS, consumers).unsteady(unrest);
        for (int second = 0; second < 300; second++) {
            target.run(1);
            assertTrue(limits.concurrentTransactions() <= consumers && limits.concurrentTransactions() >= 1, () -> limits.concurrentTransactions() + " at a time");
        }
        double best = best(kind, consumers, goal, unrest);
        double rate = target.rowsPerSecond(60, 300);
        double least = IntStream.range(3, 15).mapToDouble(part -> target.rowsPerSecond(20 * part, 20 * part + 20)).min().orElseThrow();
        assertTrue(rate >= 0.9 * best, () -> name + ": " + rate + " rows/s, the best is " + best);
        assertTrue(target.latency(60, 300) <= 1.05 * goal, () -> target.latency(60, 300) + " ms");
        assertTrue(least >= 0.6 * rate, () -> "it swings: " + least + " of " + rate + " rows/s");
    }

    @ParameterizedTest(name = "{0} times as slow, {1} other sessions, {2} ms farther")
    @CsvSource({"10,0,0", "40,0,0", "1,12,0", "3,6,0", "3,0,70"})
    void aTargetThatBecomesSlowIsRelievedWithinSecondsAndUsedAgainAfterwards(double slower, int others, double farther) {
        ModelOfATarget target = new ModelOfATarget(new Kind(2, 1, 0.05, 2), limits(4, GOAL), ROWS, 4).run(60);
        double before = target.rowsPerSecond(40, 60);

        target.becomeSlower(slower);
        target.shareWith(others);
        target.moveAway(farther);
        target.run(60);
        target.becomeSlower(1);
        target.shareWith(0);
        target.moveAway(0);
        target.run(60);

        long relieved = relieved(target);
        assertTrue(relieved <= 8, () -> "relieved after " + relieved + " s");
        assertTrue(target.rowsPerSecond(100, 120) > 0, "it goes on");
        assertTrue(target.rowsPerSecond(150, 160) >= 0.9 * before, () -> before + " rows/s before, " + target.rowsPerSecond(150, 160) + " afterwards");
    }

    /** Seconds of the slow minute until no two of them are above the goal any more, but for a little. */
    private static long relieved(ModelOfATarget target) {
        long second = 118;
        while (second > 60 && target.latency(second - 1, second + 1) <= 1.2 * GOAL) {
            second--;
        }
        return second - 60;
    }

    /** The last one ends a second after all of them were polled. */
    private static void commit(LatencyGoal goal, long second, long... millis) {
        long polledAt = TimeUnit.SECONDS.toNanos(second);
        for (int i = 1; i <= millis.length; i++) {
            goal.committed(ROWS, polledAt, TimeUnit.MILLISECONDS.toNanos(millis[i - 1]), polledAt + TimeUnit.MILLISECONDS.toNanos(i < millis.length ? i : 1_000));
        }
    }

    /** After such transactions of full batches, with all of the limits in use before. */
    private static LatencyGoal after(long... millis) {
        LatencyGoal goal = new LatencyGoal(0, () -> 4);
        commit(goal, 1, 10, 10, 10);
        goal.set(GOAL);
        goal.reached();
        commit(goal, 10, millis);
        return goal;
    }

    @Test
    void oneSlowTransactionAmongOthersIsNoSlowTarget() {
        LatencyGoal goal = after(5, 10, 10, 900);
        assertEquals(1, goal.share());
        assertEquals("commit latency 10 ms, goal 100 ms: holds 100 % of the limits", goal.reason());
        assertFalse(goal.holdsBack());
    }

    @Test
    void aFewSlowOnesCostALittleAndManyCostMuch() {
        assertEquals(Math.exp(0.1 - 2 / 6.0), after(10, 10, 10, 10, 900, 900).share(), 1e-9);
        assertEquals(0.2, after(10, 900, 900, 900).share());
        assertEquals(0.95 / 1.25, after(125, 125, 125).share(), 1e-9, "down to the goal in one step");
        assertEquals("commit latency 125 ms, goal 100 ms: backs off to 76 % of the limits", after(125, 125, 125).reason());
        assertTrue(after(125, 125, 125).holdsBack());
    }

    @Test
    void whatWasPolledBeforeADecisionIsNotAnsweredTwice() {
        LatencyGoal goal = after(900, 900, 900);
        commit(goal, 10, 900, 900, 900, 900);
        assertEquals(0.2, goal.share());
        commit(goal, 12, 900, 900, 900);
        assertEquals(0.04, goal.share(), 1e-9);
    }

    @Test
    void aStepThatWasTooShortIsFollowedByALongerOne() {
        LatencyGoal goal = after(125, 125, 125);
        commit(goal, 12, 110, 110, 110);
        assertEquals(0.95 / 1.25 * Math.pow(0.95 / 1.1, 2), goal.share(), 1e-9);
    }

    @Test
    void itGrowsOnlyWhereMoreWouldBeUsed() {
        LatencyGoal goal = after(900, 900, 900);
        commit(goal, 12, 20, 20, 20);
        assertEquals(0.2, goal.share(), "batches were small for want of changes");
        goal.reached();
        commit(goal, 14, 20, 20, 20);
        assertEquals(0.24, goal.share(), 1e-9);
        assertEquals("commit latency 20 ms, goal 100 ms: grows to 24 % of the limits", goal.reason());
    }

    @Test
    void aTargetThatNeverKeepsTheGoalIsStillWrittenTo() {
        LatencyGoal goal = after(900, 900, 900);
        for (int second = 12; second < 40; second += 2) {
            commit(goal, second, 900, 900, 900);
        }
        assertEquals("commit latency 900 ms, goal 100 ms: is at its least, 0.3 % of the limits", goal.reason());
        Share least = new Share(goal.share());
        assertEquals(5, least.rows(ROWS));
        assertEquals(1, least.rows(1));
        assertEquals(1, least.transactions(8));
        assertEquals(25, least.dutyPercent(100));
        assertEquals(1, least.dutyPercent(1));
    }

    @Test
    void withoutAGoalAllOfTheLimitsIsUsedAtOnce() {
        LatencyGoal goal = after(900, 900, 900);
        goal.set(0);
        assertEquals(1, goal.share());
        assertEquals("", goal.reason());
        commit(goal, 12, 900, 900, 900);
        assertEquals(1, goal.share());
        assertEquals(900, goal.latencyMillis(), "it is measured all the same");
    }

    @Test
    void aProcessBeginsWithLittleBecauseItDoesNotKnowTheTarget() {
        Limits limits = limits(4, GOAL);
        assertEquals("commit latency not measured yet, goal 100 ms: begins with 10 % of the limits", limits.get().reason());
        Bounds bounds = limits.bounds("all", ROWS);
        assertEquals(200, bounds.rows());
        assertEquals(Math.round((1 << 23) / 10.0), bounds.bytes(), "large rows are bound by their bytes");
        assertEquals(4, limits.concurrentTransactions());
        assertEquals(100, limits.dutyPercent("all"));
    }

    /** P6: what the operator has set is an upper bound; and a lower share is never more of anything. */
    @Test
    void noShareIsMoreThanTheLimitOrNothing() {
        Share before = new Share(LatencyGoal.LEAST);
        for (double part = LatencyGoal.LEAST; part <= 1; part += 0.001) {
            Share share = new Share(part);
            for (int limit : new int[] {1, 2, 7, 100}) {
                for (IntUnaryOperator of : List.<IntUnaryOperator>of(share::rows, share::transactions, share::dutyPercent, one -> (int) share.bytes(one))) {
                    int value = of.applyAsInt(limit);
                    assertTrue(value >= 1 && value <= limit, () -> value + " of " + limit + " at " + share);
                }
                assertTrue(share.rows(limit) >= before.rows(limit) && share.transactions(limit) >= before.transactions(limit)
                        && share.dutyPercent(limit) >= before.dutyPercent(limit), share::toString);
            }
            before = share;
        }
        assertEquals(List.of(100, 4, 100), List.of(new Share(1).rows(100), new Share(1).transactions(4), new Share(1).dutyPercent(100)));
    }
}
