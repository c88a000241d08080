package sluice.cutover;

/** A step of the cut-over cannot be done; what was done is taken back. The message says why, and what to do. */
public final class CutoverFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    public CutoverFailure(String message) {
        super(message);
    }

    CutoverFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
