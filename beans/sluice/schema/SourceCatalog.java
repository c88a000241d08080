package sluice.schema;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The base tables of a MySQL server (8.0 to 9.7), from INFORMATION_SCHEMA.
 *
 * <p>It asks five queries, however many tables there are, and reads names as the server spells them. A name of the settings
 * that the server does not know is an error: a misspelt table would silently not be migrated.
 */
public final class SourceCatalog {

    private final Connection connection;

    /** @param connection to the source; it needs SELECT on the tables, since the server hides the others */
    public SourceCatalog(Connection connection) {
        this.connection = connection;
    }

    /**
     * The selected tables by database and name.
     *
     * @param databases  at least one
     * @param include    {@code database.table} with {@code *} for any characters; empty for all tables
     * @param keyColumns by {@code database.table}: the columns that identify a row, in place of the primary key's
     * @throws SchemaProblems with every name that the server does not know
     */
    public List<SourceTable> tables(List<String> databases, List<String> include, Map<String, List<String>> keyColumns)
            throws SQLException {
        boolean foldsCase = foldsCase();
        List<String> found = databases(databases, foldsCase);
        List<Row> rows = new ArrayList<>(rows(found));
        SchemaProblems.throwIfAny(unmatched(include, rows, foldsCase));
        if (!include.isEmpty()) {
            List<Pattern> patterns = include.stream().map(entry -> pattern(entry, foldsCase)).toList();
            rows.removeIf(row -> patterns.stream().noneMatch(pattern -> pattern.matcher(row.id.toString()).matches()));
        }
        KeyColumns keys = new KeyColumns(keyColumns, foldsCase);
        Map<TableId, List<SourceColumn>> columns = columns(found);
        Map<TableId, List<String>> primaryKeys = primaryKeys(found);
        List<SourceTable> tables = rows.stream().map(row -> keys.apply(new SourceTable(row.id, columns.get(row.id),
                primaryKeys.getOrDefault(row.id, List.of()), row.estimate))).toList();
        SchemaProblems.throwIfAny(keys.problems());
        return tables;
    }

    /** Whether names of databases and tables are the same in upper and lower case, as on Windows and macOS. */
    private boolean foldsCase() throws SQLException {
        return query("SELECT @@lower_case_table_names", List.of(), row -> row.getInt(1) != 0).get(0);
    }

    private List<String> databases(List<String> wanted, boolean foldsCase) throws SQLException {
        if (wanted.isEmpty()) {
            throw new SchemaProblems(List.of("No database is named: set source.databases"));
        }
        List<String> found = query("SELECT SCHEMA_NAME FROM INFORMATION_SCHEMA.SCHEMATA WHERE SCHEMA_NAME IN (%s)", wanted,
                row -> row.getString(1));
        SchemaProblems.throwIfAny(wanted.stream()
                .filter(name -> found.stream().noneMatch(foldsCase ? name::equalsIgnoreCase : name::equals))
                .map(name -> ("Database %s is not there, or source.user may not see it: correct source.databases, or grant"
                        + " SELECT on it").formatted(name))
                .toList());
        return found;
    }

    /** Views and system views have no rows of their own in the binlog. The estimate is NULL for some storage engines. */
    private List<Row> rows(List<String> databases) throws SQLException {
        return query("SELECT TABLE_SCHEMA, TABLE_NAME, TABLE_ROWS FROM INFORMATION_SCHEMA.TABLES"
                + " WHERE TABLE_TYPE = 'BASE TABLE' AND TABLE_SCHEMA IN (%s) ORDER BY TABLE_SCHEMA, TABLE_NAME", databases,
                row -> new Row(id(row), row.getLong("TABLE_ROWS")));
    }

    private Map<TableId, List<SourceColumn>> columns(List<String> databases) throws SQLException {
        Map<TableId, List<SourceColumn>> columns = new HashMap<>();
        query("SELECT TABLE_SCHEMA, TABLE_NAME, COLUMN_NAME, DATA_TYPE, COLUMN_TYPE, CHARACTER_MAXIMUM_LENGTH,"
                + " COALESCE(NUMERIC_PRECISION, DATETIME_PRECISION) AS PRECISION_, NUMERIC_SCALE, IS_NULLABLE"
                + " FROM INFORMATION_SCHEMA.COLUMNS WHERE TABLE_SCHEMA IN (%s)"
                + " ORDER BY TABLE_SCHEMA, TABLE_NAME, ORDINAL_POSITION", databases,
                row -> columns.computeIfAbsent(id(row), id -> new ArrayList<>()).add(column(row)));
        return columns;
    }

    private static SourceColumn column(ResultSet row) throws SQLException {
        return new SourceColumn(row.getString("COLUMN_NAME"), row.getString("DATA_TYPE").toLowerCase(Locale.ROOT),
                row.getString("COLUMN_TYPE"), row.getObject("CHARACTER_MAXIMUM_LENGTH", Long.class),
                row.getObject("PRECISION_", Integer.class), row.getObject("NUMERIC_SCALE", Integer.class),
                "YES".equals(row.getString("IS_NULLABLE")));
    }

    /** STATISTICS, not TABLE_CONSTRAINTS: the server hides the latter from a user who may only SELECT. */
    private Map<TableId, List<String>> primaryKeys(List<String> databases) throws SQLException {
        Map<TableId, List<String>> keys = new HashMap<>();
        query("SELECT TABLE_SCHEMA, TABLE_NAME, COLUMN_NAME FROM INFORMATION_SCHEMA.STATISTICS"
                + " WHERE INDEX_NAME = 'PRIMARY' AND TABLE_SCHEMA IN (%s) ORDER BY TABLE_SCHEMA, TABLE_NAME, SEQ_IN_INDEX",
                databases, row -> keys.computeIfAbsent(id(row), id -> new ArrayList<>()).add(row.getString("COLUMN_NAME")));
        return keys;
    }

    private static List<String> unmatched(List<String> include, List<Row> rows, boolean foldsCase) {
        return include.stream()
                .filter(entry -> {
                    Pattern pattern = pattern(entry, foldsCase);
                    return rows.stream().noneMatch(row -> pattern.matcher(row.id.toString()).matches());
                })
                .map(entry -> ("%s in source.tables matches no table of source.databases: write database.table, with * for any"
                        + " characters, and check the spelling").formatted(entry))
                .toList();
    }

    private static Pattern pattern(String entry, boolean foldsCase) {
        String expression = Pattern.quote(entry.strip()).replace("*", "\\E.*\\Q");
        return Pattern.compile(expression, foldsCase ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : 0);
    }

    private static TableId id(ResultSet row) throws SQLException {
        return new TableId(row.getString("TABLE_SCHEMA"), row.getString("TABLE_NAME"));
    }

    /** @param sql with %s where the parameters of an IN list go */
    private <T> List<T> query(String sql, List<String> names, Mapping<T> mapping) throws SQLException {
        String parameters = String.join(", ", Collections.nCopies(names.size(), "?"));
        try (PreparedStatement statement = connection.prepareStatement(sql.formatted(parameters))) {
            for (int i = 0; i < names.size(); i++) {
                statement.setString(i + 1, names.get(i));
            }
            List<T> result = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    result.add(mapping.read(rows));
                }
            }
            return result;
        }
    }

    private record Row(TableId id, long estimate) {
    }

    /** Reads the current row. */
    @FunctionalInterface
    private interface Mapping<T> {
        T read(ResultSet row) throws SQLException;
    }
}
