package sluice.capture;

/** Capture cannot go on; the source position is where the last batch left it. */
public final class CaptureException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public CaptureException(String message, Throwable cause) {
        super(message, cause);
    }
}
