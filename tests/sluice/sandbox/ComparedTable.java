package sluice.sandbox;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A table of the source as its catalog describes it, and the name it has to have in the target.
 *
 * @param database its database (MySQL) or schema (elsewhere)
 * @param name     its name
 * @param columns  all columns, in order
 * @param key      the columns of the primary key, in order; all columns when there is none
 * @param target   the quoted name of its table in the target
 */
record ComparedTable(String database, String name, List<String> columns, List<String> key, String target) {

    /** The tables of a database; {@code targetSchema} null means the schema of the database's own name in upper case. */
    static List<ComparedTable> of(Connection source, String database, String targetSchema) throws SQLException {
        DatabaseMetaData meta = source.getMetaData();
        boolean mysql = isMySql(meta);
        String schema = targetSchema == null ? database.toUpperCase(Locale.ROOT) : targetSchema;
        List<ComparedTable> tables = new ArrayList<>();
        for (String name : names(mysql ? meta.getTables(database, null, "%", new String[] {"TABLE"})
                : meta.getTables(null, database, "%", new String[] {"TABLE", "BASE TABLE"}), "TABLE_NAME")) {
            List<String> columns = names(mysql ? meta.getColumns(database, null, name, "%")
                    : meta.getColumns(null, database, name, "%"), "COLUMN_NAME");
            List<String> key = key(mysql ? meta.getPrimaryKeys(database, null, name) : meta.getPrimaryKeys(null, database, name));
            tables.add(new ComparedTable(database, name, columns, key.isEmpty() ? columns : key,
                    '"' + schema + "\".\"" + name.toUpperCase(Locale.ROOT) + '"'));
        }
        return tables;
    }

    private static boolean isMySql(DatabaseMetaData meta) throws SQLException {
        return meta.getDatabaseProductName().equals("MySQL");
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

    /** The table's quoted name at the source. */
    String source(Connection connection) throws SQLException {
        String quote = connection.getMetaData().getIdentifierQuoteString();
        return quote + database + quote + "." + quote + name + quote;
    }

    boolean isKeyless() {
        return key.equals(columns);
    }

    @Override
    public String toString() {
        return database + "." + name;
    }
}
