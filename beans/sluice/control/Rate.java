package sluice.control;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Counts, and tells how many were counted a second: those of the last full seconds, at most ten of them. Ten buckets
 * of a second each, so that adding costs one atomic addition.
 */
public final class Rate {

    private static final int SECONDS = 10;

    private final long[] second = new long[SECONDS + 1];
    private final long[] count = new long[SECONDS + 1];
    private final AtomicLong total = new AtomicLong();
    private final LongSupplier clock;
    private final long started;

    public Rate() {
        this(System::nanoTime);
    }

    /** @param nanos a clock that only goes forward */
    Rate(LongSupplier nanos) {
        this.clock = nanos;
        this.started = seconds();
    }

    private long seconds() {
        return Math.floorDiv(clock.getAsLong(), 1_000_000_000L);
    }

    public synchronized void add(long n) {
        total.addAndGet(n);
        long now = seconds();
        int bucket = Math.floorMod(now, second.length);
        if (second[bucket] != now) {
            second[bucket] = now;
            count[bucket] = 0;
        }
        count[bucket] += n;
    }

    /** Everything that was counted. */
    public long total() {
        return total.get();
    }

    /** Of the last full seconds; before the first of them, what was counted so far. */
    public synchronized double perSecond() {
        long now = seconds();
        long sum = 0;
        for (int i = 0; i < second.length; i++) {
            if (count[i] > 0 && second[i] < now && second[i] >= now - SECONDS) {
                sum += count[i];
            }
        }
        long seconds = Math.min(SECONDS, now - started);
        return seconds == 0 ? total.get() : (double) sum / seconds;
    }
}
