package sluice.schema;

/**
 * A value that a column of the target cannot take without loss.
 *
 * <p>It concerns one row only, so it is classed as an error of the data. The message holds the
 * value's class but never the value, since logs must not carry the data.
 */
public final class UnbindableValue extends RuntimeException {

    /** @param value not null */
    public UnbindableValue(TargetColumn column, Object value, Throwable cause) {
        super("Column %s is %s and cannot take a value of %s; correct the column's type in the target, or discard the row"
                .formatted(column.name(), column.type(), value.getClass().getSimpleName()), cause);
    }
}
