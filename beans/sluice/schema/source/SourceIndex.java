package sluice.schema.source;

import java.util.List;

/**
 * An index of a table, as INFORMATION_SCHEMA.STATISTICS tells it.
 *
 * @param name    as spelt; {@code PRIMARY} is the primary key
 * @param type    {@code BTREE}, {@code HASH}, {@code FULLTEXT} or {@code SPATIAL}
 * @param visible whether the server's optimizer uses it
 * @param parts   in their order
 * @param comment never null; empty where there is none
 */
public record SourceIndex(String name, boolean unique, String type, boolean visible, List<Part> parts, String comment) {

    /**
     * A part of an index: a column, or an expression.
     *
     * @param column     null where it is an expression
     * @param expression null where it is a column
     * @param prefix     how many characters (of binary types: bytes) are indexed; null for the whole value
     * @param descending whether it is sorted downwards
     */
    public record Part(String column, String expression, Integer prefix, boolean descending) {
    }

    public boolean isPrimary() {
        return name.equals("PRIMARY");
    }

    /** Whether whole values of plain columns are indexed: then a unique one says that rows differ in these columns. */
    public boolean isPlain() {
        return parts.stream().allMatch(part -> part.column() != null && part.prefix() == null);
    }

    /** Its columns in their order, without the expressions. */
    public List<String> columns() {
        return parts.stream().filter(part -> part.column() != null).map(Part::column).toList();
    }
}
