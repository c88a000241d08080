package sluice.schema;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import sluice.schema.source.SourceColumn;
import sluice.schema.source.SourceTable;

/** Source columns and tables for tests, written as MySQL's catalog gives them. */
public final class Tables {

    private Tables() {
    }

    public static SourceColumn column(String name, String columnType) {
        return column(name, columnType, true);
    }

    /** Takes the sizes from the type in parentheses, as the server would. */
    public static SourceColumn column(String name, String columnType, boolean nullable) {
        String dataType = columnType.replaceAll("[( ].*", "");
        String[] sizes = columnType.contains("(") ? columnType.replaceAll(".*\\(|\\).*", "").split(",") : new String[0];
        return switch (dataType) {
            case "char", "varchar", "binary", "varbinary" ->
                    new SourceColumn(name, dataType, columnType, Long.valueOf(sizes[0]), null, null, nullable);
            case "tinytext", "text", "mediumtext", "longtext" ->
                    new SourceColumn(name, dataType, columnType, 65535L, null, null, nullable);
            case "enum", "set" -> new SourceColumn(name, dataType, columnType, labels(dataType, sizes), null, null, nullable);
            case "decimal" -> new SourceColumn(name, dataType, columnType, null, Integer.valueOf(sizes[0]),
                    Integer.valueOf(sizes[1]), nullable);
            case "bit", "datetime", "timestamp", "time" -> new SourceColumn(name, dataType, columnType, null,
                    sizes.length == 0 ? 0 : Integer.parseInt(sizes[0]), null, nullable);
            default -> new SourceColumn(name, dataType, columnType, null, null, null, nullable);
        };
    }

    public static SourceTable table(String database, String name, List<String> key, SourceColumn... columns) {
        return new SourceTable(new TableId(database, name), List.of(columns), key, 0);
    }

    /** The statement that creates a table without defaults. */
    public static String create(OracleDialect dialect, TargetTable table) {
        return dialect.ddl().createTable(table, Map.of(), ObjectNames.key(table, 128));
    }

    private static Long labels(String dataType, String[] labels) {
        int[] lengths = Arrays.stream(labels).mapToInt(label -> label.length() - 2).toArray();
        return dataType.equals("set")
                ? (long) Arrays.stream(lengths).sum() + labels.length - 1
                : (long) Arrays.stream(lengths).max().orElse(0);
    }
}
