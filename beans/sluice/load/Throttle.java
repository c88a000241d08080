package sluice.load;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import sluice.load.Verdict.Level;

/**
 * Whether a consumer of a lane may take its next batch now, as far as the limits go, and if not, why. It never waits itself: the gate answers
 * empty polls meanwhile, so the Kafka session lives and no partition is given up.
 *
 * <p>A lane that rests still looks at its barriers. What it owes is finite, so others that stand at a barrier wait a little longer for
 * its partitions, and never for ever. What a probe stops stands for as long as the probe says so, with all that waits for it.
 */
public final class Throttle {

    private static final long SHOWN_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** The duty while a probe says SLOW. */
    private static final int SLOW_PERCENT = 25;

    private final Limits limits;
    private final Supplier<Verdict> probes;
    private final String lane;
    private final Pace ofLane;
    private final LongSupplier nanos;
    private long committedAt;
    private long took;
    private volatile long heldAt;
    private volatile String reason = "";

    private Throttle(Limits limits, Supplier<Verdict> probes, String lane, Pace ofLane, LongSupplier nanos) {
        this.limits = limits;
        this.probes = probes;
        this.lane = lane;
        this.ofLane = ofLane;
        this.nanos = nanos;
    }

    /** Makes the throttles of a lane's consumers, which keep its rate together. */
    public static final class OfLane {

        private final Limits limits;
        private final Supplier<Verdict> probes;
        private final String lane;
        private final Pace pace = new Pace();

        public OfLane(Limits limits, Supplier<Verdict> probes, String lane) {
            this.limits = limits;
            this.probes = probes;
            this.lane = lane;
        }

        public Throttle consumer() {
            return consumer(System::nanoTime);
        }

        /** @param nanos a clock that only goes forward */
        Throttle consumer(LongSupplier nanos) {
            return new Throttle(limits, probes, lane, pace, nanos);
        }
    }

    /**
     * A batch was committed.
     *
     * @param took        nanoseconds since it was polled
     * @param transaction of them the time of its transaction in the target; 0 if that tells nothing of the target
     */
    public void committed(int rows, long took, long transaction) {
        long now = nanos.getAsLong();
        if (transaction > 0) {
            limits.goal().committed(rows, now - took, transaction, now);
        }
        committedAt = now;
        this.took = took;
        limits.pace().spend(rows, limits.rowsPerSecond(), now);
        ofLane.spend(rows, limits.rowsPerSecond(lane), now);
    }

    /** Milliseconds to poll for nothing before the next batch, {@code most} at most; 0 if it may come now. */
    public long rest(long most) {
        long now = nanos.getAsLong();
        Verdict verdict = probes.get();
        if (verdict.level() == Level.STOP) {
            return held(now, verdict.reason(), most);
        }
        long all = limits.pace().owed(limits.rowsPerSecond(), now);
        long own = ofLane.owed(limits.rowsPerSecond(lane), now);
        int duty = duty(verdict);
        long rest = duty == 100 ? 0 : committedAt + took * (100 - duty) / duty - now;
        long longest = Math.max(all, Math.max(own, rest));
        if (longest <= 0) {
            return 0;
        }
        String why = longest == all ? limits.rowsPerSecond() + " rows per second in all"
                : longest == own ? limits.rowsPerSecond(lane) + " rows per second"
                : verdict.level() == Level.SLOW ? verdict.reason() : limits.restsForItsGoal() ? limits.goal().reason()
                : "busy for " + limits.dutyPercent(lane) + " % of its time";
        return held(now, why, Math.min(most, Math.max(1, TimeUnit.NANOSECONDS.toMillis(longest))));
    }

    private long held(long now, String why, long millis) {
        reason = why;
        heldAt = now;
        return millis;
    }

    private int duty(Verdict verdict) {
        int duty = limits.dutyPercent(lane);
        return verdict.level() == Level.SLOW ? Math.min(duty, SLOW_PERCENT) : duty;
    }

    /** Whether a probe says that nothing may be applied, be it new or parked before. */
    public boolean stopped() {
        return probes.get().level() == Level.STOP;
    }

    /** By which limit, or for which probe, the consumer was held back within the last second, or for which latency; empty if by none. */
    public String reason() {
        if (!reason.isEmpty() && nanos.getAsLong() - heldAt <= SHOWN_NANOS) {
            return reason;
        }
        return limits.goal().holdsBack() ? limits.goal().reason() : "";
    }
}
