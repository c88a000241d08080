package sluice.model;

import java.util.List;

/**
 * What a lane's thread has in hand, and how far its transaction is.
 *
 * @param replay        number of the parked change that it writes; 0 for what comes from Kafka
 * @param inDoubt       whether an earlier attempt may have been committed
 * @param changedParked whether an earlier attempt changed what is parked
 */
record Batch(List<Slice> slices, int replay, Phase phase, boolean inDoubt, boolean changedParked) {

    /** Each is a moment at which the process may die or sleep. */
    enum Phase {
        /** No transaction is open. */
        READY,
        /** Only where a safeguard is off: the arrivals are committed, nothing else is. */
        ARRIVED,
        /** The watermarks are moved and locked. */
        MOVED,
        /** So are the parked rows that it resolves. */
        RESOLVED,
        /** Only where a safeguard is off: all but the parked rows is committed. */
        UNPARKED
    }

    static Batch polled(List<Slice> slices) {
        return new Batch(slices, 0, Phase.READY, false, false);
    }

    Batch in(Phase next) {
        return new Batch(slices, replay, next, inDoubt, changedParked);
    }

    /** The transaction is over, nobody knows how. */
    Batch doubt(boolean changed) {
        return new Batch(slices, replay, Phase.READY, true, changedParked || changed);
    }

    boolean open() {
        return phase == Phase.MOVED || phase == Phase.RESOLVED;
    }

    boolean arrives() {
        return slices.stream().anyMatch(Slice::barrier);
    }

    boolean has(int partition) {
        return slices.stream().anyMatch(slice -> slice.partition() == partition);
    }
}
