package sluice.sandbox;

import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;

/**
 * What a value is, whatever the types of the two sides are called: a number is the same number in a NUMBER, a RAW or a text.
 * The source's type decides; the target's column is then read as that.
 */
enum ValueKind {
    /** Integers, decimals, bits, years, truth values: by value, however many digits. */
    NUMBER,
    /** FLOAT: by its bits. */
    SINGLE,
    /** DOUBLE: by its bits. */
    TWOFOLD,
    /** Characters, exactly; {@code ''} is NULL, as in Oracle. */
    TEXT,
    /** Bytes, exactly; none of them is NULL. Geometry too, with its SRID. */
    BYTES,
    /** A date, a date with a time, or an instant in UTC, to the microsecond. A date is its midnight: Oracle's DATE has a time. */
    MOMENT,
    /** A span of time, in microseconds. */
    SPAN,
    /** JSON: by value, whatever the blanks and the order of the names. */
    DOCUMENT,
    /** Single-precision numbers in their order. */
    VECTOR;

    // Oracle's own numbers for types that JDBC does not have
    static final int ORACLE_TIMESTAMP_TZ = -101;
    static final int ORACLE_TIMESTAMP_LTZ = -102;
    static final int ORACLE_BINARY_FLOAT = 100;
    static final int ORACLE_BINARY_DOUBLE = 101;
    private static final int ORACLE_JSON = 2016;
    private static final int ORACLE_INTERVAL = -104;

    /** @param dataType as in MySQL's INFORMATION_SCHEMA */
    static ValueKind ofMySql(String dataType) {
        return switch (dataType) {
            case "tinyint", "smallint", "mediumint", "int", "bigint", "decimal", "bit", "year" -> NUMBER;
            case "float" -> SINGLE;
            case "double" -> TWOFOLD;
            case "char", "varchar", "tinytext", "text", "mediumtext", "longtext", "enum", "set" -> TEXT;
            case "date", "datetime", "timestamp" -> MOMENT;
            case "time" -> SPAN;
            case "json" -> DOCUMENT;
            case "vector" -> VECTOR;
            case "binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob", "geometry", "point", "linestring", "polygon",
                    "multipoint", "multilinestring", "multipolygon", "geomcollection" -> BYTES;
            default -> throw new IllegalArgumentException("MySQL's type " + dataType + " is not known to the comparison");
        };
    }

    /** By the column's own type, where no other side says more. */
    static ValueKind of(ResultSetMetaData meta, int position) throws SQLException {
        int type = meta.getColumnType(position);
        if (meta.getColumnTypeName(position).startsWith("INTERVAL")) {
            return SPAN;
        }
        return switch (type) {
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT, Types.DECIMAL, Types.NUMERIC, Types.BOOLEAN, Types.BIT ->
                    NUMBER;
            case Types.REAL, ORACLE_BINARY_FLOAT -> SINGLE;
            case Types.FLOAT, Types.DOUBLE, ORACLE_BINARY_DOUBLE -> TWOFOLD;
            case Types.DATE, Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE, ORACLE_TIMESTAMP_TZ, ORACLE_TIMESTAMP_LTZ -> MOMENT;
            case Types.TIME, ORACLE_INTERVAL -> SPAN;
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> BYTES;
            case ORACLE_JSON -> DOCUMENT;
            default -> TEXT;
        };
    }
}
