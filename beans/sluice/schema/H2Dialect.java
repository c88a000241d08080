package sluice.schema;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Optional;

/**
 * What H2 2.4 in MODE=Oracle, the embedded stand-in, lacks of Oracle's SQL.
 *
 * <p>It overrides as little as it can, with texts that Oracle's grammar takes as well (but for CREATE SCHEMA): each override
 * is a place where a test on H2 proves nothing about Oracle.
 */
public class H2Dialect extends OracleDialect {

    /** H2 has no TO_DSINTERVAL; its CAST reads the same text. */
    @Override
    public String bindMarker(TargetColumn column) {
        return ColumnType.of(column.type()).is("INTERVAL DAY TO SECOND")
                ? "CAST(? AS " + column.type() + ")"
                : super.bindMarker(column);
    }

    /**
     * H2 wants a type for a parameter that no column gives one. CAST cuts a text or bytes that are too long without an error, so
     * it is given more room than any column has: the column then refuses them, as Oracle does.
     */
    @Override
    protected String mergeMarker(TargetColumn column) {
        String type = switch (ColumnType.of(column.type()).family()) {
            case "VARCHAR2" -> "VARCHAR2(32767 CHAR)";
            case "RAW" -> "RAW(32767)";
            default -> column.type();
        };
        return "CAST(? AS " + type + ")";
    }

    /** The codes of ojdbc's own types mean nothing to H2. */
    @Override
    public int sqlType(TargetColumn column) {
        return switch (ColumnType.of(column.type()).family()) {
            case "BINARY_FLOAT" -> Types.REAL;
            case "BINARY_DOUBLE" -> Types.DOUBLE;
            default -> super.sqlType(column);
        };
    }

    /** ojdbc's own value classes mean nothing to H2. */
    @Override
    public ValueBinder binder(TargetColumn column, ValuePolicies policies, TargetFeatures target) {
        ValueBinder binder = super.binder(column, policies, target);
        return value -> {
            Object bindable = binder.bind(value);
            if (bindable instanceof oracle.sql.BINARY_FLOAT) {
                return ((Number) value).floatValue();
            }
            return bindable instanceof oracle.sql.BINARY_DOUBLE ? (Object) ((Number) value).doubleValue() : bindable;
        };
    }

    /** It stands in for an Oracle as it is installed. */
    @Override
    public TargetFeatures features(Connection connection) {
        return TargetFeatures.ORACLE_19C;
    }

    @Override
    public OracleDdl ddl() {
        return new H2Ddl(this);
    }

    @Override
    public Optional<String> createSchema(String schema) {
        return Optional.of("CREATE SCHEMA IF NOT EXISTS " + quote(schema));
    }

    /** It sorts texts by their characters unless it is told otherwise. */
    @Override
    public Optional<String> binaryOrder() {
        return Optional.empty();
    }

    /** In this mode DATE is another word for TIMESTAMP(0). */
    @Override
    public String catalogType(String type) {
        return type.equals("DATE") ? "TIMESTAMP(0)" : type;
    }

    /** It has neither quotas and tablespaces nor redo logs, and its privileges are all or none. */
    @Override
    public Optional<String> dictionary(DictionaryQuery query) {
        return Optional.ofNullable(switch (query) {
            case TRIGGERS -> "SELECT TRIGGER_SCHEMA AS OWNER, TRIGGER_NAME, EVENT_OBJECT_SCHEMA AS TABLE_OWNER,"
                    + " EVENT_OBJECT_TABLE AS TABLE_NAME FROM INFORMATION_SCHEMA.TRIGGERS WHERE EVENT_OBJECT_SCHEMA IN (%s)"
                    + " ORDER BY 3, 4, 2";
            case CONSTRAINTS -> "SELECT TABLE_SCHEMA AS OWNER, TABLE_NAME, CONSTRAINT_NAME, CASE CONSTRAINT_TYPE"
                    + " WHEN 'UNIQUE' THEN 'U' ELSE 'R' END AS CONSTRAINT_TYPE FROM INFORMATION_SCHEMA.TABLE_CONSTRAINTS"
                    + " WHERE CONSTRAINT_TYPE IN ('FOREIGN KEY', 'UNIQUE') AND TABLE_SCHEMA IN (%s) ORDER BY 1, 2, 3";
            case SESSIONS -> "SELECT USER_NAME AS USERNAME, REGEXP_REPLACE(CLIENT_ADDR, ':\\d+$', '') AS MACHINE, COUNT(*) AS SESSIONS"
                    + " FROM INFORMATION_SCHEMA.SESSIONS WHERE SESSION_ID <> SESSION_ID()"
                    + " GROUP BY USER_NAME, REGEXP_REPLACE(CLIENT_ADDR, ':\\d+$', '')"; // each has a port of its own
            default -> null;
        });
    }

    @Override
    protected String schemaQuery() {
        return "SELECT 1 FROM INFORMATION_SCHEMA.SCHEMATA WHERE SCHEMA_NAME = ?";
    }

    @Override
    protected String columnsQuery() {
        return "SELECT COLUMN_NAME, IS_NULLABLE AS NULLABLE, DATA_TYPE, CHARACTER_MAXIMUM_LENGTH, NUMERIC_PRECISION,"
                + " NUMERIC_SCALE, DATETIME_PRECISION, INTERVAL_PRECISION FROM INFORMATION_SCHEMA.COLUMNS"
                + " WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ? ORDER BY ORDINAL_POSITION";
    }

    @Override
    protected String keyQuery() {
        return "SELECT K.COLUMN_NAME FROM INFORMATION_SCHEMA.TABLE_CONSTRAINTS C"
                + " JOIN INFORMATION_SCHEMA.KEY_COLUMN_USAGE K ON K.CONSTRAINT_SCHEMA = C.CONSTRAINT_SCHEMA"
                + " AND K.CONSTRAINT_NAME = C.CONSTRAINT_NAME WHERE C.CONSTRAINT_TYPE = 'PRIMARY KEY'"
                + " AND C.TABLE_SCHEMA = ? AND C.TABLE_NAME = ? ORDER BY K.ORDINAL_POSITION";
    }

    @Override
    protected String columnType(ResultSet row) throws SQLException {
        String type = row.getString("DATA_TYPE");
        String fraction = "(" + row.getInt("DATETIME_PRECISION") + ")";
        int scale = row.getInt("NUMERIC_SCALE");
        return switch (type) {
            case "NUMERIC" -> "NUMBER(" + row.getInt("NUMERIC_PRECISION") + (scale == 0 ? "" : "," + scale) + ")";
            case "DECFLOAT" -> "NUMBER";
            case "REAL" -> "BINARY_FLOAT";
            case "DOUBLE PRECISION" -> "BINARY_DOUBLE";
            case "CHARACTER VARYING" -> "VARCHAR2(" + row.getLong("CHARACTER_MAXIMUM_LENGTH") + " CHAR)";
            case "CHARACTER" -> "CHAR(" + row.getLong("CHARACTER_MAXIMUM_LENGTH") + " CHAR)";
            case "CHARACTER LARGE OBJECT" -> "CLOB";
            case "BINARY VARYING" -> "RAW(" + row.getLong("CHARACTER_MAXIMUM_LENGTH") + ")";
            case "BINARY LARGE OBJECT" -> "BLOB";
            case "TIMESTAMP" -> "TIMESTAMP" + fraction;
            case "TIMESTAMP WITH TIME ZONE" -> "TIMESTAMP" + fraction + " WITH TIME ZONE";
            case "INTERVAL" -> "INTERVAL DAY(" + row.getInt("INTERVAL_PRECISION") + ") TO SECOND" + fraction;
            default -> type;
        };
    }
}
