package sluice.schema.source;

/**
 * What MySQL puts into a column by itself: its default, the next number, the time of an update, a generated value.
 *
 * @param defaultValue  COLUMN_DEFAULT; null where there is none or where it is NULL. Without {@code expression} it is the bare
 *                      value ({@code it's}), for BIT {@code b'1010'}, for binary types {@code 0x00FF}
 * @param expression    whether the default is an expression: {@code CURRENT_TIMESTAMP(3)}, {@code uuid()}
 * @param autoIncrement whether the column is AUTO_INCREMENT
 * @param onUpdate      the expression of ON UPDATE ({@code CURRENT_TIMESTAMP(3)}); null where there is none
 * @param generated     the expression of a generated column; null where it is none
 * @param stored        whether a generated column is stored; MySQL's binlog carries the values of virtual ones too
 */
public record ColumnFill(String defaultValue, boolean expression, boolean autoIncrement, String onUpdate, String generated,
                         boolean stored) {

    /** Nothing: a column gets what is written into it. */
    public static final ColumnFill NONE = new ColumnFill(null, false, false, null, null, false);

    /** Whether the column's values come from the server alone. */
    public boolean isGenerated() {
        return generated != null;
    }
}
