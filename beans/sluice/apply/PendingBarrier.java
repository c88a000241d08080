package sluice.apply;

import java.util.concurrent.TimeUnit;
import sluice.event.Barrier;

/** A barrier at which partitions of this process wait. Looks at what an operator has to do are further and further apart. */
final class PendingBarrier {

    private static final long SHORTEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Barrier barrier;
    private volatile long seen = System.nanoTime();
    private volatile long nextLook = System.nanoTime();
    private volatile int looks;
    private volatile String told = "";

    PendingBarrier(Barrier barrier) {
        this.barrier = barrier;
    }

    Barrier barrier() {
        return barrier;
    }

    /** A partition still waits there. */
    void seen() {
        seen = System.nanoTime();
    }

    boolean unseenFor(long nanos) {
        return System.nanoTime() - seen > nanos;
    }

    /** Whether it is time for the next look. */
    boolean due() {
        return System.nanoTime() - nextLook >= 0;
    }

    /** A look begins; the next one is later. */
    void postpone() {
        nextLook = System.nanoTime() + Math.min(LONGEST_PAUSE_NANOS, SHORTEST_PAUSE_NANOS << Math.min(looks, 16));
        looks++;
    }

    /** Notes what an operator is waited for; true if that is news. */
    boolean tell(String reason) {
        boolean news = !told.equals(reason);
        told = reason;
        return news;
    }
}
