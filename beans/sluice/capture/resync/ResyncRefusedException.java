package sluice.capture.resync;

/** A resync that cannot be; the message says why, and what to do. */
public final class ResyncRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public ResyncRefusedException(String message) {
        super(message);
    }
}
