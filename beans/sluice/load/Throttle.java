package sluice.load;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Whether a consumer of a lane may take its next batch now, as far as the limits go, and if not, why. It never waits itself: the gate answers
 * empty polls meanwhile, so the Kafka session lives and no partition is given up.
 *
 * <p>A lane that rests still looks at its barriers. What it owes is finite, so others that stand at a barrier wait a little longer for
 * its partitions, and never for ever.
 */
public final class Throttle {

    private static final long SHOWN_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Limits limits;
    private final String lane;
    private final Pace ofLane;
    private final LongSupplier nanos;
    private long restedAt;
    private volatile long heldAt;
    private volatile String reason = "";

    private Throttle(Limits limits, String lane, Pace ofLane, LongSupplier nanos) {
        this.limits = limits;
        this.lane = lane;
        this.ofLane = ofLane;
        this.nanos = nanos;
        this.restedAt = nanos.getAsLong();
    }

    /** Makes the throttles of a lane's consumers, which keep its rate together. */
    public static final class OfLane {

        private final Limits limits;
        private final String lane;
        private final Pace pace = new Pace();

        public OfLane(Limits limits, String lane) {
            this.limits = limits;
            this.lane = lane;
        }

        public Throttle consumer() {
            return consumer(System::nanoTime);
        }

        /** @param nanos a clock that only goes forward */
        Throttle consumer(LongSupplier nanos) {
            return new Throttle(limits, lane, pace, nanos);
        }
    }

    /** A batch was committed. {@code took} nanoseconds since it was polled. */
    public void committed(int rows, long took) {
        long now = nanos.getAsLong();
        int duty = limits.dutyPercent(lane);
        restedAt = duty == 100 ? now : now + took * (100 - duty) / duty;
        limits.pace().spend(rows, limits.rowsPerSecond(), now);
        ofLane.spend(rows, limits.rowsPerSecond(lane), now);
    }

    /** Milliseconds to poll for nothing before the next batch, {@code most} at most; 0 if it may come now. */
    public long rest(long most) {
        long now = nanos.getAsLong();
        long all = limits.pace().owed(limits.rowsPerSecond(), now);
        long own = ofLane.owed(limits.rowsPerSecond(lane), now);
        long rest = limits.dutyPercent(lane) == 100 ? 0 : restedAt - now;
        long longest = Math.max(all, Math.max(own, rest));
        if (longest <= 0) {
            return 0;
        }
        reason = longest == all ? limits.rowsPerSecond() + " rows per second in all"
                : longest == own ? limits.rowsPerSecond(lane) + " rows per second" : "busy for " + limits.dutyPercent(lane) + " % of its time";
        heldAt = now;
        return Math.min(most, Math.max(1, TimeUnit.NANOSECONDS.toMillis(longest)));
    }

    /** By which limit the consumer was held back within the last second; empty if by none. */
    public String reason() {
        return reason.isEmpty() || nanos.getAsLong() - heldAt > SHOWN_NANOS ? "" : reason;
    }
}
