package sluice.load;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * Holds the time of a transaction in the target under a goal, by the share of the operator's limits that is used. It never waits and never
 * fails: what asks for a limit is given less of it.
 *
 * <p>Every second or so it decides, by nine in ten of the transactions since (of fewer than ten, by all but the slowest):
 * <pre>
 * half of them were above the goal:  share = share * max(1/5, 0.95 goal / latency)
 * nine in ten were not below it:     share = share * max(0.95 goal / latency, e^(1/10 - part of them above 0.95 goal))
 * nine in ten were below 0.95 of it: share = share * min(6/5, sqrt(0.95 goal / latency)), if the limits were reached
 * </pre>
 * The time of a transaction grows with its rows, so one step down comes to the goal, and steps up come to it from below and stop there. Where
 * a part of the time has nothing to do with rows one step is too short: the n-th step down in a row is made n times. It is the formula of the
 * gradient limits of Netflix's concurrency-limits, with the goal in the place of the latency that those learn. In between, where a target is
 * quick now and slow then, what is looked for is the share at which one in ten is above the goal: the step of Robbins and Monro (1951) for a quantile.
 *
 * <p>Fewer transactions at a time may be better than smaller ones: {@link Trials}.
 *
 * <p>The race: transactions that were polled before the last decision tell of the share before it. They do not count, or one slow moment would be
 * answered once by each consumer.
 */
final class LatencyGoal {

    /** A migration goes on, however slow its target is. */
    static final double LEAST = 0.0025;
    private static final double AIM = 0.95;
    private static final double DOWN = 0.2;
    /** Of the transactions, that may be above the goal. */
    private static final double MAY_BE_ABOVE = 0.1;
    private static final double UP = 1.2;
    /** Where a process begins: what the target can take is not known. */
    private static final double FIRST = 0.1;
    private static final int SOME = 3;
    private static final long SHORT = TimeUnit.SECONDS.toNanos(1);
    private static final long LONG = TimeUnit.SECONDS.toNanos(2);
    private static final long REMEMBERED = TimeUnit.SECONDS.toNanos(5);

    private final Trials trials; // guarded by this
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

    /**
     * @param goalMillis 0 for none
     * @param batches    that may be under way at a time
     */
    LatencyGoal(int goalMillis, IntSupplier batches) {
        this.trials = new Trials(batches);
        set(goalMillis);
    }

    /** @param millis 0 for none: then all of the limits may be used at once */
    synchronized void set(int millis) {
        if (millis == 0) {
            share = 1;
            trials.forget();
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

    /** How many batches may be under way at a time. */
    int batches() {
        return trials.allowed();
    }

    /** A poll has ended because its batch is as large as it may be. Only then more would be used of a larger share. */
    void reached() {
        reached = true;
    }

    /**
     * A transaction is committed.
     *
     * @param rows     of it
     * @param polledAt when its batch was polled
     * @param took     nanoseconds in the target
     * @param now      of the same clock as {@code polledAt}
     */
    synchronized void committed(int rows, long polledAt, long took, long now) {
        if (goalMillis > 0) {
            trials.committed(rows, took);
        }
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
        seen.clear();
        latencyMillis = Math.max(1, nineInTen(sorted)) / 1e6;
        wasReached = reached;
        reached = false;
        if (goalMillis == 0) {
            return;
        }
        double before = share;
        int batches = trials.allowed();
        double step = step(sorted);
        double stepped = Math.max(LEAST, Math.min(1, before * step));
        share = Math.min(1, trials.look(now, wasReached && new Share(stepped).rowsAlone(), stepped));
        doing = trials.allowed() != batches ? "tries " + trials.allowed() + " at a time with"
                : share < before ? "backs off to" : share > before ? "grows to" : share == LEAST && step < 1 ? "is at its least," : "holds";
        if (share != before) {
            decided = true;
            decidedAt = now;
        }
    }

    /** What the share is multiplied with. */
    private double step(long[] sorted) {
        double ratio = AIM * goalMillis / latencyMillis;
        stepsDown = ratio < AIM ? stepsDown + 1 : 0;
        if (ratio >= AIM) {
            return ratio > 1 && wasReached ? Math.min(UP, Math.sqrt(ratio)) : 1;
        }
        long goal = TimeUnit.MILLISECONDS.toNanos(goalMillis);
        double toTheGoal = Math.pow(ratio, stepsDown);
        if (sorted[(sorted.length - 1) / 2] > goal) {
            return Math.max(DOWN, toTheGoal);
        }
        double above = Arrays.stream(sorted).filter(took -> took > AIM * goal).count() / (double) sorted.length;
        return Math.max(toTheGoal, Math.exp(MAY_BE_ABOVE - above));
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
