package sluice.apply;

import java.util.Set;
import sluice.event.Barrier;

/**
 * Where one partition stands in this process: the chain that decides what may be applied. It is set from the
 * watermark in the target, moved only by this lane's own commits, and checked against the consumer's position before
 * every poll. A break in the chain means seek back, never apply.
 */
final class Place {

    private static final long UNKNOWN = -1;

    private long watermark = UNKNOWN;
    private long position = UNKNOWN;
    private Barrier barrier;
    private Set<String> parkedKeys = Set.of();
    private PartitionStrands strands = PartitionStrands.NONE;

    /** Nothing is known: the watermark must be read from the target before anything is polled. */
    void lose() {
        watermark = UNKNOWN;
        position = UNKNOWN;
        barrier = null;
    }

    boolean known() {
        return watermark != UNKNOWN;
    }

    /**
     * The watermark was read from the target, and after it the keys of the partition's parked rows: read before it, those
     * that the last owner has parked meanwhile would be missing.
     */
    void at(Placement.Found found) {
        at(found.next(), found.strands(), null);
        this.parkedKeys = found.parkedKeys();
    }

    /**
     * This lane moved the watermark to what was polled last, or to a barrier and arrived there.
     *
     * @param barrier null if there is none
     */
    void at(long watermark, PartitionStrands strands, Barrier barrier) {
        this.watermark = watermark;
        this.position = watermark;
        this.strands = strands;
        this.barrier = barrier;
    }

    /** The barrier is done. The watermark stays on it until the next commit moves it on. */
    void pass() {
        barrier = null;
        position = watermark + 1;
    }

    /** The consumer has gone on over offsets without records (transaction markers). */
    void skipTo(long position) {
        this.position = position;
    }

    /** The next offset to apply as the target has it. */
    long watermark() {
        return watermark;
    }

    /** Where the consumer has to stand. */
    long position() {
        return position;
    }

    /** The barrier at which the partition waits, null if it does not. */
    Barrier barrier() {
        return barrier;
    }

    /** Hashes of the keys of which there are unresolved parked rows, and perhaps of some that are resolved by now. */
    Set<String> parkedKeys() {
        return parkedKeys;
    }

    /** Where the target has the shares of the partition's keys. */
    PartitionStrands strands() {
        return strands;
    }

    boolean flows() {
        return known() && barrier == null;
    }
}
