package sluice.apply;

import sluice.event.Barrier;

/**
 * How far a barrier is, for the gate and for the status.
 *
 * @param reason what an operator is waited for; null if none is
 */
record BarrierProgress(boolean done, int arrived, int partitions, String reason) {

    /** Whether an operator is needed. */
    boolean held() {
        return reason != null && arrived >= partitions;
    }

    String describe(Barrier barrier) {
        if (held()) {
            return barrier.table() + ": " + reason;
        }
        return arrived < partitions
                ? barrier.kind() + " of " + barrier.table() + ": " + arrived + " of " + partitions + " partitions have arrived"
                : barrier.kind() + " of " + barrier.table() + " is carried out";
    }
}
