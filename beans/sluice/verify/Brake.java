package sluice.verify;

import java.util.concurrent.TimeUnit;
import sluice.load.Throttle;

/** Holds the reading of one side back, as the load control says: by rows per second, by the share of its time, and by the probes. */
final class Brake {

    private static final long LOOK_MILLIS = 100;

    private final Throttle throttle;
    private final boolean counts;
    private volatile String reason = "";

    /** @param counts whether the rows of this side are those that the limit of rows per second counts */
    Brake(Throttle throttle, boolean counts) {
        this.throttle = throttle;
        this.counts = counts;
    }

    /** Returns when the next page may be read. */
    void hold() throws InterruptedException {
        long millis = throttle.rest(LOOK_MILLIS);
        while (millis > 0) {
            reason = throttle.reason();
            TimeUnit.MILLISECONDS.sleep(millis);
            millis = throttle.rest(LOOK_MILLIS);
        }
        reason = "";
    }

    void passed(int rows, long nanos) {
        throttle.committed(counts ? rows : 0, nanos, 0);
    }

    /** For what it waits just now; empty if it does not. */
    String reason() {
        return reason;
    }
}
