package sluice.sandbox;

import static java.util.stream.Collectors.joining;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * A table of the source, as its catalog describes it.
 *
 * @param database its database (MySQL) or schema (elsewhere)
 * @param name     its name
 * @param columns  all columns, in order, also invisible ones
 * @param key      the columns of the primary key, in order; all columns when there is none
 * @param quote    what stands around names there
 */
record ComparedTable(String database, String name, List<ComparedColumn> columns, List<ComparedColumn> key, String quote) {

    /** The tables of a database, by name. */
    static List<ComparedTable> of(Connection source, String database) throws SQLException {
        DatabaseMetaData meta = source.getMetaData();
        boolean mysql = isMySql(source);
        String quote = meta.getIdentifierQuoteString();
        List<ComparedTable> tables = new ArrayList<>();
        for (String name : names(mysql ? meta.getTables(database, null, "%", new String[] {"TABLE"})
                : meta.getTables(null, database, "%", new String[] {"TABLE", "BASE TABLE"}), "TABLE_NAME")) {
            List<ComparedColumn> columns = mysql ? columns(source, database, name)
                    : ComparedColumn.byType(names(meta.getColumns(null, database, name, "%"), "COLUMN_NAME"));
            List<String> key = key(mysql ? meta.getPrimaryKeys(database, null, name) : meta.getPrimaryKeys(null, database, name));
            tables.add(new ComparedTable(database, name, columns, key.isEmpty() ? columns : ComparedColumn.named(columns, key), quote));
        }
        return tables;
    }

    static boolean isMySql(Connection connection) throws SQLException {
        return connection.getMetaData().getDatabaseProductName().equals("MySQL");
    }

    private static List<ComparedColumn> columns(Connection source, String database, String table) throws SQLException {
        try (PreparedStatement query = source.prepareStatement("SELECT COLUMN_NAME, DATA_TYPE FROM INFORMATION_SCHEMA.COLUMNS"
                + " WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ? ORDER BY ORDINAL_POSITION")) {
            query.setString(1, database);
            query.setString(2, table);
            List<ComparedColumn> columns = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    columns.add(ComparedColumn.ofMySql(rows.getString(1), rows.getString(2)));
                }
            }
            return columns;
        }
    }

    private static List<String> names(ResultSet rows, String column) throws SQLException {
        try (rows) {
            List<String> names = new ArrayList<>();
            while (rows.next()) {
                names.add(rows.getString(column));
            }
            return names;
        }
    }

    private static List<String> key(ResultSet rows) throws SQLException {
        try (rows) {
            SortedMap<Short, String> key = new TreeMap<>();
            while (rows.next()) {
                key.put(rows.getShort("KEY_SEQ"), rows.getString("COLUMN_NAME"));
            }
            return List.copyOf(key.values());
        }
    }

    /** Reads all rows at the source. */
    String select() {
        return "SELECT " + columns.stream().map(ComparedColumn::expression).collect(joining(", ")) + " FROM " + quoted();
    }

    /** The table with its columns as the target spells them. */
    ComparedTable spelled(UnaryOperator<String> spelling) {
        return new ComparedTable(database, name, columns.stream().map(column -> column.spelled(spelling)).toList(),
                key.stream().map(column -> column.spelled(spelling)).toList(), quote);
    }

    /** Its name at the source. */
    String quoted() {
        return quote + database.replace(quote, quote + quote) + quote + '.' + quote + name.replace(quote, quote + quote) + quote;
    }

    boolean isKeyless() {
        return key.equals(columns);
    }

    @Override
    public String toString() {
        return database + "." + name;
    }
}
