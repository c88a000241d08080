package sluice.schema.source;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * MySQL's SQL that reads rows of a table by their key: page by page in the key's order, or some keys.
 *
 * <p>A page begins behind a key, which is compared column by column: {@code a = ? AND b > ?}, then {@code a > ?}. Each is one range of the
 * key's index; {@code (a, b) > (?, ?)} is none for MySQL's optimizer, and would read the table from its begin for each page.
 */
public final class RowSelect {

    private static final List<String> LABELS = List.of("enum", "set");

    private final SourceTable table;
    private final List<SourceColumn> key;
    private final String columns;
    private final String keyColumns;

    /**
     * @param columns of which the values are read, in this order
     * @param key     the columns of the key, in the order of the pages
     */
    public RowSelect(SourceTable table, List<SourceColumn> columns, List<SourceColumn> key) {
        this.table = table;
        this.key = key;
        this.columns = selected(columns);
        this.keyColumns = selected(key);
    }

    /** Places of the labels in their type follow, for the key's columns that are sorted by them. */
    private String selected(List<SourceColumn> columns) {
        List<String> all = new ArrayList<>(columns.stream().map(RowSelect::expression).toList());
        key.stream().filter(RowSelect::isSortedByPlace).map(column -> quoted(column.name()) + " + 0").forEach(all::add);
        return String.join(", ", all);
    }

    /** Whether MySQL sorts the column by the place of the label in its type: such a place is what a page begins behind. */
    public static boolean isSortedByPlace(SourceColumn column) {
        return LABELS.contains(column.dataType());
    }

    /** A FLOAT has six digits as MySQL writes it, and all of them as a DOUBLE; {@code + 0} would take the sign of a zero. */
    private static String expression(SourceColumn column) {
        String name = quoted(column.name());
        return switch (column.dataType()) {
            case "float" -> name + " * 1E0";
            case "year" -> "CAST(" + name + " AS SIGNED)";
            default -> name;
        };
    }

    /**
     * A page. Parameters: the key's first {@code equal} columns and the one behind them, then the most rows.
     *
     * @param equal how many columns of the key are those of the last row; -1 for the first page of all, which has no key
     */
    public String page(int equal) {
        return select(columns) + behind(equal) + " ORDER BY " + list(key, column -> quoted(column.name())) + " LIMIT ?";
    }

    /** The same with the key's columns alone. */
    public String keyPage(int equal) {
        return select(keyColumns) + behind(equal) + " ORDER BY " + list(key, column -> quoted(column.name())) + " LIMIT ?";
    }

    private String behind(int equal) {
        if (equal < 0) {
            return "";
        }
        return " WHERE " + IntStream.rangeClosed(0, equal).mapToObj(i -> quoted(key.get(i).name()) + (i < equal ? " = " : " > ")
                + (isSortedByPlace(key.get(i)) ? "?" : marker(key.get(i)))).collect(joining(" AND "));
    }

    /** Rows of so many keys. Parameters: the columns of each key, one key after the other. A key that is given twice may give its row twice. */
    public String find(int keys) {
        return found(columns, keys);
    }

    /** The same with the key's columns alone. */
    public String findKeys(int keys) {
        return found(keyColumns, keys);
    }

    private String found(String selected, int keys) {
        if (key.size() == 1) {
            String marker = marker(key.get(0));
            return select(selected) + " WHERE " + quoted(key.get(0).name()) + " IN (" + (marker + ", ").repeat(keys - 1) + marker + ")";
        }
        String one = "(" + key.stream().map(column -> quoted(column.name()) + " = " + marker(column)).collect(joining(" AND ")) + ")";
        return select(selected) + " WHERE " + (one + " OR ").repeat(keys - 1) + one;
    }

    private String select(String what) {
        return "SELECT " + what + " FROM " + quoted(table.id().database()) + "." + quoted(table.id().table());
    }

    /**
     * A text comes in the connection's character set. In a column of a smaller one it is converted, since MySQL refuses to compare a text
     * with characters that the column cannot have; what becomes another text then is no row of that key, which the caller sees.
     */
    private static String marker(SourceColumn column) {
        boolean converted = column.charset() != null && column.collation() != null && !column.charset().equals("utf8mb4");
        return converted ? "CONVERT(? USING " + column.charset() + ") COLLATE " + column.collation() : "?";
    }

    private static String list(List<SourceColumn> columns, Function<SourceColumn, String> text) {
        return columns.stream().map(text).collect(joining(", "));
    }

    private static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }
}
