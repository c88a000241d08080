package sluice.schema;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The dialect's SQL that reads rows of a table by their key: page by page in the key's order, or some keys. Valid in Oracle as in H2.
 *
 * <p>A page begins behind a key, which is compared column by column: {@code a = ? AND b > ?}, then {@code a > ?}. Each is one range of the key's
 * index. Oracle has no {@code (a, b) > (?, ?)}.
 */
public final class OracleReads {

    private final OracleDialect dialect;
    private final TargetTable table;
    private final List<TargetColumn> key;

    OracleReads(OracleDialect dialect, TargetTable table) {
        this.dialect = dialect;
        this.table = table;
        this.key = table.keyColumns();
    }

    /**
     * A page of rows. Parameters: the key's first {@code equal} columns and the one behind them, then the most rows.
     *
     * @param columns of which the values are read, in this order
     * @param equal   how many columns of the key are those of the last row; -1 for the first page of all, which has no key
     */
    public String page(List<TargetColumn> columns, int equal) {
        String behind = equal < 0 ? "" : " WHERE " + IntStream.rangeClosed(0, equal)
                .mapToObj(i -> compared(key.get(i), i < equal ? " = " : " > ")).collect(joining(" AND "));
        return select(columns) + behind + " ORDER BY " + names(key) + " FETCH FIRST ? ROWS ONLY";
    }

    /** Rows of so many keys. Parameters: the columns of each key, one key after the other. A key that is given twice may give its row twice. */
    public String find(List<TargetColumn> columns, int keys) {
        if (key.size() == 1) {
            String marker = dialect.bindMarker(key.get(0));
            return select(columns) + " WHERE " + dialect.quote(key.get(0).name()) + " IN (" + (marker + ", ").repeat(keys - 1) + marker + ")";
        }
        // one look into the index a key: H2 has no index for (a, b) IN ((?, ?), ...), nor for OR
        String one = select(columns) + " WHERE " + key.stream().map(column -> compared(column, " = ")).collect(joining(" AND "));
        return (one + " UNION ALL ").repeat(keys - 1) + one;
    }

    private String compared(TargetColumn column, String operator) {
        return dialect.quote(column.name()) + operator + dialect.bindMarker(column);
    }

    private String select(List<TargetColumn> columns) {
        return "SELECT " + names(columns) + " FROM " + dialect.quote(table.schema()) + "." + dialect.quote(table.name());
    }

    private String names(List<TargetColumn> columns) {
        return columns.stream().map(column -> dialect.quote(column.name())).collect(joining(", "));
    }
}
