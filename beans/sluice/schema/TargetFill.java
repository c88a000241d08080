package sluice.schema;

/**
 * What the target puts into a column by itself.
 *
 * @param identity whether it numbers the rows
 * @param value    the expression of its default as the catalog has it; null where there is none, and for an identity
 */
public record TargetFill(boolean identity, String value) {
}
