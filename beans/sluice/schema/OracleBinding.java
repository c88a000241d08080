package sluice.schema;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.Types;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import oracle.jdbc.OracleTypes;

/**
 * What Oracle's driver is given for a value.
 *
 * <p>The parameter gets the column's own type: Oracle converts the column instead where the two differ, and a look-up by
 * key becomes a full scan. Dates and times stay java.time objects, which the driver writes field by field; by way of
 * java.sql types they would pass through the JVM's time zone, whose gaps move values by an hour.
 */
final class OracleBinding {

    /** Longest text in bytes that can be bound as VARCHAR2 inside {@code SELECT ? FROM DUAL} (ORA-01461 beyond). */
    private static final int VARCHAR2_BYTES = 4000;

    private OracleBinding() {
    }

    static int sqlType(ColumnType type) {
        return switch (type.family()) {
            case "NUMBER" -> Types.NUMERIC;
            case "BINARY_FLOAT" -> OracleTypes.BINARY_FLOAT;
            case "BINARY_DOUBLE" -> OracleTypes.BINARY_DOUBLE;
            // ojdbc binds a LocalDate as TIMESTAMP; the same type for NULL, since a change of type cuts a JDBC batch in two
            case "DATE", "TIMESTAMP" -> Types.TIMESTAMP;
            case "TIMESTAMP WITH TIME ZONE", "TIMESTAMP WITH LOCAL TIME ZONE" -> Types.TIMESTAMP_WITH_TIMEZONE;
            case "RAW", "BLOB" -> Types.VARBINARY;
            // CLOB too: short texts are bound as VARCHAR2 (see bind); INTERVAL is a text inside TO_DSINTERVAL
            default -> Types.VARCHAR;
        };
    }

    /** @return null where the value's class does not go with the type */
    static Object convert(ColumnType type, Object value) {
        return switch (type.family()) {
            case "NUMBER" -> number(value);
            // A plain double is bound as NUMBER, which ends at 1e126.
            case "BINARY_FLOAT" -> value instanceof Number n ? new oracle.sql.BINARY_FLOAT(n.floatValue()) : null;
            case "BINARY_DOUBLE" -> value instanceof Number n ? new oracle.sql.BINARY_DOUBLE(n.doubleValue()) : null;
            case "VARCHAR2", "CLOB" -> value instanceof String ? value : null;
            case "DATE" -> value instanceof LocalDate ? value : timestamp(value);
            case "TIMESTAMP" -> timestamp(value);
            case "TIMESTAMP WITH TIME ZONE", "TIMESTAMP WITH LOCAL TIME ZONE" ->
                    value instanceof OffsetDateTime ? value : null;
            case "INTERVAL DAY TO SECOND" -> value instanceof Duration duration ? interval(duration) : null;
            case "RAW", "BLOB" -> value instanceof byte[] ? value : null;
            default -> null;
        };
    }

    /**
     * Whether a text has to be bound as a temporary CLOB. The driver would bind it as LONG, and Oracle takes a LONG only as a
     * column's direct value: inside MERGE's SELECT it is ORA-01461.
     */
    static boolean asClob(Object value) {
        return value instanceof String text && text.length() > VARCHAR2_BYTES / 4
                && text.getBytes(StandardCharsets.UTF_8).length > VARCHAR2_BYTES;
    }

    private static Object number(Object value) {
        if (value instanceof Boolean truth) {
            return truth ? 1 : 0;
        }
        if (value instanceof BigInteger integer) {
            return new BigDecimal(integer);   // ojdbc has no conversion of its own for BigInteger in every version
        }
        if (value instanceof Double || value instanceof Float) {
            return new BigDecimal(value.toString());
        }
        if (value instanceof String text) {
            return new BigDecimal(text);
        }
        return value instanceof Number ? value : null;
    }

    /** An instant in a plain TIMESTAMP is in UTC (key columns, see TypeMapping). */
    private static LocalDateTime timestamp(Object value) {
        if (value instanceof OffsetDateTime instant) {
            return instant.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime();
        }
        if (value instanceof LocalDate date) {
            return date.atStartOfDay();
        }
        return value instanceof LocalDateTime dateTime ? dateTime : null;
    }

    /** {@code +DD HH:MI:SS.FFFFFF}: one sign for the whole, microseconds as MySQL has them. */
    private static String interval(Duration value) {
        Duration size = value.abs();
        return "%s%02d %02d:%02d:%02d.%06d".formatted(value.isNegative() ? "-" : "+", size.toDaysPart(),
                size.toHoursPart(), size.toMinutesPart(), size.toSecondsPart(), size.toNanosPart() / 1000);
    }
}
