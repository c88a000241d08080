package sluice.event;

/**
 * What the key of a record tells where its value cannot be decoded.
 *
 * @param schema of the table's rows
 * @param row    the values in the order of the schema's columns, null but for those of the key
 */
public record ChangeKey(RowSchema schema, Object[] row) {
}
