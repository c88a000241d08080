package sluice.capture;

import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import sluice.schema.source.SourceColumn;
import sluice.schema.source.SourceTable;

/**
 * What the snapshot selects from tables with columns that would be copied as other values than they have.
 *
 * <p>The server writes a FLOAT as text with six digits: 16777216 would be copied as 16777200, while the binlog has all of its
 * bits. As a DOUBLE it is written with all of its digits. Debezium takes the YEAR 0000 of a snapshot for 2000; it is selected as
 * 1900, which no other YEAR is, and which the binlog gives for it, too. Texts whose characters Java has not are selected as the
 * bytes that the column has ({@link TextConverter}).
 */
public final class SnapshotSelects {

    private static final String OVERRIDES = "snapshot.select.statement.overrides";

    private SnapshotSelects() {
    }

    /** Adds the selects to the engine's properties; those that an operator has set stay. Texts stay as they are where no {@link TextConverter} is. */
    public static void add(Properties engine, List<SourceTable> tables) {
        String mark = TextConverter.mark(engine);
        List<SourceTable> inexact = tables.stream().filter(table -> table.columns().stream().anyMatch(column -> isInexact(column) && (mark != null || !isReencoded(column))))
                .filter(table -> !engine.containsKey(OVERRIDES + "." + table.id())).toList();
        if (inexact.isEmpty()) {
            return;
        }
        String given = engine.getProperty(OVERRIDES, "");
        engine.setProperty(OVERRIDES, (given.isEmpty() ? "" : given + ",")
                + inexact.stream().map(table -> table.id().toString()).collect(Collectors.joining(",")));
        inexact.forEach(table -> engine.setProperty(OVERRIDES + "." + table.id(), select(table, mark)));
    }

    private static String select(SourceTable table, String mark) {
        return "SELECT " + columns(table.columns(), mark) + " FROM " + quoted(table.id().database()) + "." + quoted(table.id().table());
    }

    /** What is selected of a table with these columns, each under its own name. */
    public static String columns(List<SourceColumn> columns, String mark) {
        return columns.stream().map(column -> expression(column, mark)).collect(Collectors.joining(", "));
    }

    private static String expression(SourceColumn column, String mark) {
        String name = quoted(column.name());
        return switch (column.dataType()) {
            case "float" -> name + " + 0E0 AS " + name;
            case "year" -> "CAST(IF(" + name + " = 0, 1900, " + name + ") AS SIGNED) AS " + name;
            default -> mark != null && isReencoded(column) ? "IF(CAST(CONVERT(" + name + " USING ascii) AS BINARY) <> CAST(" + name + " AS BINARY), CONCAT('"
                    + mark + "', HEX(" + name + ")), " + name + ") AS " + name : name;
        };
    }

    /** Debezium writes these texts in Java's character set, where it has a converter for them; longer types it leaves as they are. */
    private static boolean isReencoded(SourceColumn column) {
        return ServerCharset.isNeededFor(column.charset()) && List.of("char", "varchar", "text").contains(column.dataType());
    }

    /** Whether the column is selected as something else than itself. */
    public static boolean isInexact(SourceColumn column) {
        return column.dataType().equals("float") || column.dataType().equals("year") || isReencoded(column);
    }

    private static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }
}
