package sluice.load;

import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * How many batches at a time write the most rows while a goal for their latency is kept, found by trying. Where they only wait for each other in
 * the target, fewer and larger ones do; where each has a processor of its own, or is mostly on its way in the network, all of them do. Nothing but the rate tells which.
 *
 * <p>One less or one more is open for some seconds, with more or fewer rows in each. If clearly more was written it stays so, and the next
 * one is tried; if not, it is taken back, and the next try comes after twice the time: a target that stays as it is, is left alone.
 *
 * <p>All but {@link #allowed} is called under the lock of the goal.
 */
final class Trials {

    private static final long SETTLES = TimeUnit.SECONDS.toNanos(3);
    private static final long GLANCES = TimeUnit.SECONDS.toNanos(2);
    private static final long MEASURES = TimeUnit.SECONDS.toNanos(6);
    private static final int ENOUGH = 10;
    private static final long SOON = TimeUnit.SECONDS.toNanos(10);
    private static final long SELDOM = TimeUnit.MINUTES.toNanos(2);
    /** What is less changes by itself. */
    private static final double CLEARLY_MORE = 1.05;
    private static final double CLEARLY_LESS = 0.9;
    private static final double STEADY_WITHIN = 0.25;

    private enum Stage { STEADY, SETTLES, MEASURES }

    private final IntSupplier limit;
    private Stage stage = Stage.STEADY;
    private volatile int open = Integer.MAX_VALUE;
    private int openBefore;
    private double rateBefore;
    private double shareBefore;
    private double shareTried;
    private boolean fewer = true;
    private long pause = SOON;
    private long next;
    private boolean watching;
    private long since;
    private double shareSince;
    private long rows;
    private long busy;
    private int commits;

    /** @param limit batches that may be open at a time */
    Trials(IntSupplier limit) {
        this.limit = limit;
    }

    /** Batches that may be open at a time. */
    int allowed() {
        return Math.min(limit.getAsInt(), open);
    }

    /** As it was in the beginning. */
    void forget() {
        open = Integer.MAX_VALUE;
        stage = Stage.STEADY;
        pause = SOON;
        watching = false;
    }

    /**
     * A batch is committed.
     *
     * @param took nanoseconds in the target
     */
    void committed(int written, long took) {
        rows += written;
        busy += took;
        commits++;
    }

    /**
     * Looks whether a try is to begin or to end; to be asked every second or so.
     *
     * @param full  whether batches are as large as they may be, and nothing but their size is held back: otherwise the rate tells nothing
     * @param share of the operator's limit that a batch may have
     * @return the share from now on
     */
    double look(long now, boolean full, double share) {
        if (!watching) {
            watching = true;
            next = now + pause;
        }
        if (!full) {
            return stage == Stage.STEADY ? begin(Stage.STEADY, now, share) : takeBack(now, share);
        }
        long measured = now - since;
        boolean enough = measured >= MEASURES && commits >= ENOUGH;
        return switch (stage) {
            case STEADY -> !enough ? share : now - next < 0 || !steady(share) ? begin(Stage.STEADY, now, share) : attempt(now, share);
            case SETTLES -> measured < SETTLES ? share : begin(Stage.MEASURES, now, share);
            case MEASURES -> enough || measured >= GLANCES && commits >= ENOUGH && rate(now) < CLEARLY_LESS * rateBefore ? judge(now, share) : share;
        };
    }

    /** Where it still grows, what is tried would be called better for that. */
    private boolean steady(double share) {
        return Math.abs(share / shareSince - 1) <= STEADY_WITHIN;
    }

    private double attempt(long now, double share) {
        int used = Math.min(allowed(), (int) Math.max(1, Math.round(busy / (double) (now - since)))); // consumers may be fewer than the limit
        boolean fewerCanBe = share < 1 && used > 1;
        boolean moreCanBe = open < limit.getAsInt();
        fewer = fewerCanBe && (fewer || !moreCanBe);
        if (!fewer && !moreCanBe) {
            return begin(Stage.STEADY, now, share);
        }
        openBefore = open;
        rateBefore = rate(now);
        shareBefore = share;
        open = fewer ? used - 1 : open + 1;
        shareTried = share * Math.sqrt(used / (fewer ? used - 1.0 : used + 1.0)); // half of the way to as many rows in all: the goal does the rest
        return begin(Stage.SETTLES, now, shareTried);
    }

    private double judge(long now, double share) {
        if (rate(now) >= CLEARLY_MORE * rateBefore) {
            pause = SOON;
            next = now;
            return begin(Stage.STEADY, now, share);
        }
        fewer = !fewer;
        pause = Math.min(SELDOM, 2 * pause);
        next = now + pause;
        return takeBack(now, share);
    }

    /** As it was, unless the target has become slow meanwhile. */
    private double takeBack(long now, double share) {
        open = openBefore;
        return begin(Stage.STEADY, now, share < shareTried / 2 ? share : shareBefore);
    }

    private double rate(long now) {
        return rows / (double) (now - since);
    }

    private double begin(Stage what, long now, double share) {
        stage = what;
        since = now;
        shareSince = share;
        rows = 0;
        busy = 0;
        commits = 0;
        return share;
    }
}
