package sluice.control;

/** The running process does not do what it was asked for; the message is its own. */
final class RefusedByProcessException extends RuntimeException {

    private static final long serialVersionUID = 1;

    RefusedByProcessException(Throwable reason) {
        super(reason.getMessage(), reason);
    }
}
