package sluice.verify;

/** A table that cannot be compared at all; the message says why, as the end of a sentence about the table. */
public final class UnverifiableException extends RuntimeException {

    private static final long serialVersionUID = 1;

    UnverifiableException(String message) {
        super(message);
    }

    UnverifiableException(String message, Throwable cause) {
        super(message, cause);
    }
}
