package sluice.schema;

/**
 * MySQL's {@code 0000-00-00}, or a date whose month or day is zero, in a column that does not allow NULL. It is no date, so no
 * value of java.time stands for it.
 */
public enum ZeroDate {
    VALUE
}
