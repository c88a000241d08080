package sluice.apply;

/** The target refused or failed something that is not a row; the cause's code decides the reaction. */
public final class TargetException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public TargetException(String message, Throwable cause) {
        super(message, cause);
    }
}
