package sluice.apply;

/** The watermark of a partition is not where this lane left it: another process has taken the partition over. */
public final class FencedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    FencedException(Slice slice) {
        super("partition " + slice.partition() + " is not at offset " + slice.expected()
                + " any more: another process applies it; this batch is rolled back");
    }
}
