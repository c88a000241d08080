package sluice.verify;

/** So much of a table differs that it is not worth the load to look at the rest; the message says how much. */
final class TooManyDifferencesException extends RuntimeException {

    private static final long serialVersionUID = 1;

    TooManyDifferencesException(String message) {
        super(message);
    }
}
