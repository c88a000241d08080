package sluice.schema;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The target's catalog, read with the dialect's queries.
 *
 * <p>It writes types as DDL does, so that a table as it is and a table as it is planned can be compared. A type read wrong
 * would refuse a table that fits, or take one that does not.
 */
final class TargetCatalog {

    private final OracleDialect dialect;
    private final Connection connection;

    TargetCatalog(OracleDialect dialect, Connection connection) {
        this.dialect = dialect;
        this.connection = connection;
    }

    /** Null when there is no such table. */
    TargetTable table(String schema, String name) throws SQLException {
        List<TargetColumn> columns = query(dialect.columnsQuery(), row -> new TargetColumn(row.getString("COLUMN_NAME"),
                dialect.columnType(row), row.getString("NULLABLE").startsWith("Y")), schema, name);
        if (columns.isEmpty()) {
            return null;
        }
        List<String> key = query(dialect.keyQuery(), row -> row.getString("COLUMN_NAME"), schema, name);
        return new TargetTable(schema, name, List.copyOf(columns), List.copyOf(key));
    }

    /** By column; those that are filled by nothing are left out. */
    Map<String, TargetFill> fills(String schema, String name) throws SQLException {
        Map<String, TargetFill> fills = new HashMap<>();
        query(dialect.ddl().fillsQuery(), row -> {
            String column = row.getString("COLUMN_NAME");
            boolean identity = "YES".equals(row.getString("IDENTITY_COLUMN"));
            String value = row.getString("DATA_DEFAULT"); // of an identity the name of its sequence
            return identity || value != null ? fills.put(column, new TargetFill(identity, identity ? null : value)) : null;
        }, schema, name);
        return fills;
    }

    boolean hasSchema(String schema) throws SQLException {
        return !query(dialect.schemaQuery(), row -> schema, schema).isEmpty();
    }

    /** What a schema has of one kind, by name. */
    Map<String, TargetObject> objects(String sql, String schema) throws SQLException {
        Map<String, TargetObject> objects = new HashMap<>();
        query(sql, row -> {
            TargetObject object = objects.get(row.getString("NAME"));
            if (object == null) {
                object = new TargetObject(row.getString("NAME"), row.getString("TABLE_NAME"), new ArrayList<>());
                objects.put(object.name(), object);
            }
            String column = row.getString("COLUMN_NAME");
            return column != null && object.columns().add(column);
        }, schema);
        return objects;
    }

    /** The comments of a schema, by table or by table and column. */
    Map<List<String>, String> comments(String schema) throws SQLException {
        Map<List<String>, String> comments = new HashMap<>();
        query(dialect.ddl().commentsQuery(), row -> {
            String column = row.getString("COLUMN_NAME");
            return comments.put(column == null ? List.of(row.getString("TABLE_NAME")) : List.of(row.getString("TABLE_NAME"), column),
                    row.getString("COMMENTS"));
        }, schema, schema);
        return comments;
    }

    /** ALL_TAB_COLS names timestamps and intervals with their sizes; only numbers and texts are put together here. */
    static String oracleType(ResultSet row) throws SQLException {
        String type = row.getString("DATA_TYPE");
        return switch (type) {
            case "NUMBER" -> number(row.getBigDecimal("DATA_PRECISION"), row.getBigDecimal("DATA_SCALE"));
            case "FLOAT" -> "FLOAT(" + row.getInt("DATA_PRECISION") + ")";
            // CHAR_USED is C or B; DATA_LENGTH is in bytes even where the declaration counted characters.
            case "VARCHAR2", "CHAR" -> "C".equals(row.getString("CHAR_USED"))
                    ? type + "(" + row.getInt("CHAR_LENGTH") + " CHAR)"
                    : type + "(" + row.getInt("DATA_LENGTH") + " BYTE)";
            case "NVARCHAR2", "NCHAR" -> type + "(" + row.getInt("CHAR_LENGTH") + ")";
            case "RAW" -> "RAW(" + row.getInt("DATA_LENGTH") + ")";
            default -> type;
        };
    }

    /** Without precision a NUMBER takes anything; with a scale alone (INTEGER is NUMBER(*,0)) it has 38 digits. */
    private static String number(BigDecimal precision, BigDecimal scale) {
        if (precision == null && scale == null) {
            return "NUMBER";
        }
        int digits = precision == null ? 38 : precision.intValue();
        return scale == null || scale.signum() == 0 ? "NUMBER(" + digits + ")" : "NUMBER(" + digits + "," + scale + ")";
    }

    private <T> List<T> query(String sql, Row<T> mapping, String... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
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

    /** Reads the current row. */
    @FunctionalInterface
    private interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }
}
