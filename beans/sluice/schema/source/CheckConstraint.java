package sluice.schema.source;

/**
 * A CHECK constraint of a table.
 *
 * @param name       as spelt; unique within its database
 * @param expression MySQL's own spelling of it, with its names in backquotes
 * @param enforced   whether the server refuses rows by it
 */
public record CheckConstraint(String name, String expression, boolean enforced) {
}
