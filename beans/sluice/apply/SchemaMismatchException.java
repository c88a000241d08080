package sluice.apply;

/** The target's table does not fit the changes; the lane stops until an operator has mended it. */
public final class SchemaMismatchException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public SchemaMismatchException(String message) {
        super(message);
    }
}
