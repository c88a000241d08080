package sluice.apply;

/** The claim of a barrier has gone to another process while this one was away. */
public final class FencedBarrierException extends RuntimeException {

    private static final long serialVersionUID = 1;

    FencedBarrierException(String barrier) {
        super("the barrier '" + barrier + "' is carried out by another process now; nothing was done here");
    }
}
