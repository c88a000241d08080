package sluice.apply;

/** Somebody else has gone on in the meantime: the watermark of a partition is not where this lane left it, or a parked row is not. */
public final class FencedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private FencedException(String message) {
        super(message);
    }

    FencedException(Slice slice) {
        this("partition " + slice.partition() + " is not at offset " + slice.expected()
                + " any more: another process applies it; this batch is rolled back");
    }

    static FencedException atBarrier(Slice slice) {
        return new FencedException("partition " + slice.partition() + " stands at a barrier: nothing is replayed there now");
    }

    static FencedException resolved(long id) {
        return new FencedException("parked row " + id + " is not to be replayed any more; what was to be replayed with it is tried again");
    }
}
