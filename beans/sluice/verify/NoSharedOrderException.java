package sluice.verify;

/** The two sides do not give the rows of a table in one order; they have to be looked up by their keys. */
final class NoSharedOrderException extends RuntimeException {

    private static final long serialVersionUID = 1;

    NoSharedOrderException(String message) {
        super(message);
    }
}
