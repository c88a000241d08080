package sluice.schema;

/**
 * A value that a column of the target cannot take without loss.
 *
 * <p>It concerns one row only, so it is classed as an error of the data. The message holds the
 * value's class or its length but never the value, since logs must not carry the data.
 */
public final class UnbindableValue extends RuntimeException {

    /** @param value not null */
    public UnbindableValue(TargetColumn column, Object value, Throwable cause) {
        super("Column %s is %s and cannot take a value of %s; correct the column's type in the target, or discard the row"
                .formatted(column.name(), column.type(), value.getClass().getSimpleName()), cause);
    }

    /** @param reason what the value is and the remedy, as the end of a sentence */
    public UnbindableValue(TargetColumn column, String reason) {
        super("Column %s is %s and cannot take %s".formatted(column.name(), column.type(), reason));
    }
}
