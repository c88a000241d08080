package sluice.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * A target, and a lane's consumers that write an endless backlog to it, in steps of a millisecond of a clock of their own. What decides is Sluice's
 * own: the limits and the throttles of the consumers.
 *
 * <p>A transaction takes the network's time, and work that the target's processors share among all that is open, other sessions too.
 */
final class ModelOfATarget {

    private static final int HELD_MILLIS = 50;

    /**
     * @param network    milliseconds of a transaction that load nobody
     * @param commitWork milliseconds of a processor for each transaction
     * @param rowWork    for each row
     * @param processors of the target
     */
    record Kind(double network, double commitWork, double rowWork, int processors) {
    }

    /** A transaction that has ended. */
    record Written(long millis, long latency, int rows, double share) {
    }

    private final Kind kind;
    private final Limits limits;
    private final Bounds bounds;
    private final List<Consumer> consumers;
    private final Random random = new Random(7);
    private final List<Written> written = new ArrayList<>();
    private long now;
    private int open;
    private double slower = 1;
    private int others;
    private double farther;
    private double unrest;
    private double gust = 1;

    /** @param rows of a batch at most */
    ModelOfATarget(Kind kind, Limits limits, int rows, int consumers) {
        this.kind = kind;
        this.limits = limits;
        this.bounds = limits.bounds("all", rows);
        Throttle.OfLane lane = new Throttle.OfLane(limits, () -> Verdict.GO, "all");
        this.consumers = IntStream.range(0, consumers).mapToObj(i -> new Consumer(lane.consumer(() -> TimeUnit.MILLISECONDS.toNanos(now)))).toList();
    }

    /** From now on all work takes so many times as long. */
    void becomeSlower(double times) {
        slower = times;
    }

    /** From now on a transaction takes so many milliseconds more in the network. */
    void moveAway(double millis) {
        farther = millis;
    }

    /** From now on so many other sessions work without a pause. */
    void shareWith(int sessions) {
        others = sessions;
    }

    /**
     * From now on no two transactions take alike, and no two seconds.
     *
     * @param sigma of the logarithm of what a transaction's work is multiplied with; of that of a second, half of it
     */
    ModelOfATarget unsteady(double sigma) {
        unrest = sigma;
        return this;
    }

    ModelOfATarget run(int seconds) {
        for (long end = now + seconds * 1_000L; now < end; now++) {
            if (unrest > 0 && now % 1_000 == 0) {
                gust = Math.exp(random.nextGaussian() * unrest / 2);
            }
            long working = consumers.stream().filter(Consumer::works).count();
            double speed = Math.min(1, kind.processors() / (double) Math.max(1, working + others)) / slower;
            consumers.forEach(consumer -> consumer.step(speed));
        }
        return this;
    }

    long seconds() {
        return now / 1_000;
    }

    List<Written> between(long fromSecond, long toSecond) {
        return written.stream().filter(one -> one.millis() >= fromSecond * 1_000 && one.millis() < toSecond * 1_000).toList();
    }

    double rowsPerSecond(long fromSecond, long toSecond) {
        return between(fromSecond, toSecond).stream().mapToInt(Written::rows).sum() / (double) (toSecond - fromSecond);
    }

    /** That nine in ten took at most. */
    long latency(long fromSecond, long toSecond) {
        long[] sorted = between(fromSecond, toSecond).stream().mapToLong(Written::latency).sorted().toArray();
        return sorted.length == 0 ? 0 : sorted[(int) Math.ceil(0.9 * sorted.length) - 1];
    }

    private final class Consumer {

        private final Throttle throttle;
        private long restsUntil;
        private int rows;
        private long polledAt;
        private boolean writes;
        private long begunAt;
        private double network;
        private double work;

        Consumer(Throttle throttle) {
            this.throttle = throttle;
        }

        boolean works() {
            return writes && network <= 0;
        }

        void step(double speed) {
            if (rows == 0 && now >= restsUntil) {
                poll();
            }
            if (rows > 0 && !writes && open < limits.concurrentTransactions()) {
                begin();
            }
            if (!writes) {
                return;
            }
            if (network > 0) {
                network--;
                return;
            }
            work -= speed;
            if (work <= 0) {
                end();
            }
        }

        private void poll() {
            restsUntil = now + throttle.rest(HELD_MILLIS);
            if (restsUntil == now) {
                rows = bounds.rows();
                bounds.reached();
                polledAt = now;
            }
        }

        private void begin() {
            open++;
            writes = true;
            begunAt = now;
            network = kind.network() + farther;
            double luck = (random.nextInt(100) == 0 ? 3 : 0.9 + 0.2 * random.nextDouble()) * gust * Math.exp(random.nextGaussian() * unrest);
            work = luck * (kind.commitWork() + rows * kind.rowWork());
        }

        private void end() {
            open--;
            writes = false;
            throttle.committed(rows, TimeUnit.MILLISECONDS.toNanos(now - polledAt), TimeUnit.MILLISECONDS.toNanos(Math.max(1, now - begunAt)));
            written.add(new Written(now, now - begunAt, rows, limits.get().share()));
            rows = 0;
        }
    }
}
