package sluice.schema;

/**
 * One thing that keeps an existing table of the target from taking the source's rows.
 *
 * @param column the target's column; null where it is about the key
 * @param text   what is wrong, with what is to be done
 * @param remedy the statement that does it; it may fail on rows that do not bear it
 */
public record TableDifference(String column, String text, String remedy) {
}
