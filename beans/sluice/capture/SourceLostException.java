package sluice.capture;

/** The connection to the source is lost, or leads to another server than before: capture begins anew, with all its checks. */
public final class SourceLostException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public SourceLostException(String message) {
        super(message);
    }
}
