package sluice.capture;

/** Capture must not go on before an operator has decided; the message has the choices. To try again helps nothing. */
public final class CaptureStopException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public CaptureStopException(String message) {
        super(message);
    }
}
