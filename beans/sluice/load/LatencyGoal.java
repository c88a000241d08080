package sluice.load;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Holds the time of a transaction in the target under a goal, by the share of the operator's limits that is used. It never waits and never
 * fails: what asks for a limit is given less of it.
 *
 * <p>Every second or so it decides, by nine in ten of the transactions since (of fewer than ten, by all but the slowest):
 * <pre>
 * above the goal:  share = share * max(1/5, 0.95 goal / latency), or max(4/5, ...) if half of them were not above it
 * below 0.95 goal: share = share * min(6/5, sqrt(0.95 goal / latency)), if the limits were reached
 * </pre>
 * The time of a transaction grows with its rows, so one step down comes to the goal, and steps up come to it from below and stop there. Where
 * a part of the time has nothing to do with rows one step is too short: the n-th step down in a row is made n times. It is the formula of the
 * gradient limits of Netflix's concurrency-limits, with the goal in the place of the latency that those learn.
 *
 * <p>The race: transactions that were polled before the last decision tell of the share before it. They do not count, or one slow moment would be
 * answered once by each consumer.
 */
final class LatencyGoal {

    /** A migration goes on, however slow its target is. */
    static final double LEAST = 0.005;
    private static final double AIM = 0.95;
    private static final double DOWN = 0.2;
    /** A few that are slow among many that are not are a hiccup, and not a slow target. */
    private static final double DOWN_FOR_A_FEW = 0.8;
    private static final double UP = 1.2;
    /** Where a process begins: what the target can take is not known. */
    private static final double FIRST = 0.1;
    private static final int SOME = 3;
    private static final long SHORT = TimeUnit.SECONDS.toNanos(1);
    private static final long LONG = TimeUnit.SECONDS.toNanos(2);
    private static final long REMEMBERED = TimeUnit.SECONDS.toNanos(5);

    private final Deque<Transaction> seen = new ArrayDeque<>(); // guarded by this
    private long decidedAt; // guarded by this
    private int stepsDown; // guarded by this: in a row
    private boolean decided; // guarded by this
    private volatile boolean wasReached;
    private volatile boolean reached;
    private volatile int goalMillis;
    private volatile double latencyMillis;
    private volatile double share = 1;
    private volatile String doing = "begins with";

    /** Nanoseconds of the clock, and how long it took in the target. */
    private record Transaction(long polledAt, long endedAt, long took) {
    }

    /** @param goalMillis 0 for none */
    LatencyGoal(int goalMillis) {
        set(goalMillis);
    }

    /** @param millis 0 for none: then all of the limits may be used at once */
    synchronized void set(int millis) {
        if (millis == 0) {
            share = 1;
        } else if (goalMillis == 0 && latencyMillis == 0) {
            share = FIRST;
        }
        goalMillis = millis;
    }

    int goalMillis() {
        return goalMillis;
    }

    /** As it was when it was last decided; 0 before. */
    double latencyMillis() {
        return latencyMillis;
    }

    /** What may be used of the limits, from {@link #LEAST} to 1. */
    double share() {
        return share;
    }

    /** A poll has ended because its batch is as large as it may be. Only then more would be used of a larger share. */
    void reached() {
        reached = true;
    }

    /**
     * A transaction is committed.
     *
     * @param polledAt when its batch was polled
     * @param took     nanoseconds in the target
     * @param now      of the same clock as {@code polledAt}
     */
    synchronized void committed(long polledAt, long took, long now) {
        if (decided && polledAt - decidedAt < 0) {
            return;
        }
        seen.removeIf(one -> now - one.endedAt() > REMEMBERED);
        seen.add(new Transaction(polledAt, now, took));
        long since = now - seen.getFirst().polledAt();
        if (since >= LONG || since >= SHORT && seen.size() >= SOME) {
            decide(now);
        }
    }

    private void decide(long now) {
        long[] sorted = seen.stream().mapToLong(Transaction::took).sorted().toArray();
        double goal = TimeUnit.MILLISECONDS.toNanos(goalMillis);
        double latency = Math.max(1, nineInTen(sorted));
        double ratio = goalMillis == 0 ? 1 : AIM * goal / latency;
        latencyMillis = latency / 1e6;
        wasReached = reached;
        reached = false;
        seen.clear();
        double before = share;
        stepsDown = ratio < AIM ? stepsDown + 1 : 0;
        if (ratio < AIM) {
            share = Math.max(LEAST, share * Math.max(sorted[(sorted.length - 1) / 2] > goal ? DOWN : DOWN_FOR_A_FEW, Math.pow(ratio, stepsDown)));
        } else if (ratio > 1 && wasReached) {
            share = Math.min(1, share * Math.min(UP, Math.sqrt(ratio)));
        }
        doing = share < before ? "backs off to" : share > before ? "grows to" : share == LEAST && ratio < AIM ? "is at its least," : "holds";
        if (share != before) {
            decided = true;
            decidedAt = now;
        }
    }

    private static long nineInTen(long[] sorted) {
        int rank = (int) Math.ceil(0.9 * sorted.length);
        return sorted[(sorted.length < SOME ? rank : Math.min(rank, sorted.length - 1)) - 1];
    }

    /** Whether less is asked of the target than the limits allow, and more would be asked. */
    boolean holdsBack() {
        return share < 1 && (reached || wasReached);
    }

    /** What it does, and why; empty without a goal. */
    String reason() {
        if (goalMillis == 0) {
            return "";
        }
        String latency = latencyMillis == 0 ? "not measured yet" : String.format(Locale.ROOT, latencyMillis < 10 ? "%.1f ms" : "%.0f ms", latencyMillis);
        return String.format(Locale.ROOT, share < 0.1 ? "commit latency %s, goal %d ms: %s %.1f %% of the limits" : "commit latency %s, goal %d ms: %s %.0f %% of the limits",
                latency, goalMillis, doing, 100 * share);
    }
}
