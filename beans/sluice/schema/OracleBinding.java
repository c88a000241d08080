package sluice.schema;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Types;
import java.time.Duration;
import oracle.jdbc.OracleTypes;

/**
 * What Oracle's driver is given for the values of a column.
 *
 * <p>The parameter gets the column's own type: Oracle converts the column instead where the two differ, and a look-up by
 * key becomes a full scan. Dates and times stay java.time objects, which the driver writes field by field; by way of
 * java.sql types they would pass through the JVM's time zone, whose gaps move values by an hour.
 */
final class OracleBinding {

    /** Longest text in bytes that can be bound as VARCHAR2 inside {@code SELECT ? FROM DUAL} (ORA-01461 beyond). */
    private static final int VARCHAR2_BYTES = 4000;

    /** Longest bytes that can be bound as RAW there. */
    private static final int RAW_BYTES = 2000;

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
            case "BOOLEAN" -> Types.BOOLEAN;
            // CLOB too: short texts are bound as VARCHAR2; INTERVAL, JSON and VECTOR are texts inside of a function
            default -> Types.VARCHAR;
        };
    }

    static ValueBinder binder(TargetColumn column, ValuePolicies policies, TargetFeatures target) {
        ColumnType type = ColumnType.of(column.type());
        ValueBinder binder = switch (type.family()) {
            case "NUMBER" -> new NumberBinder(column);
            // A plain double is bound as NUMBER, which ends at 1e126.
            case "BINARY_FLOAT" -> value -> value instanceof Number n ? new oracle.sql.BINARY_FLOAT(single(column, n)) : null;
            case "BINARY_DOUBLE" -> value -> value instanceof Number n ? new oracle.sql.BINARY_DOUBLE(twofold(column, n)) : null;
            case "VARCHAR2", "CLOB", "JSON", "VECTOR" -> new TextBinder(column, policies, target);
            case "DATE", "TIMESTAMP", "TIMESTAMP WITH TIME ZONE", "TIMESTAMP WITH LOCAL TIME ZONE" ->
                    new MomentBinder(column, policies);
            case "INTERVAL DAY TO SECOND" -> value -> value instanceof Duration span ? interval(column, type, span) : null;
            case "RAW", "BLOB" -> new BytesBinder(column);
            case "BOOLEAN" -> value -> truth(column, value);
            default -> value -> null;
        };
        return value -> value == null ? null : made(column, value, binder);
    }

    private static Object made(TargetColumn column, Object value, ValueBinder binder) {
        if (value instanceof UntoldValue untold) {
            throw new UnbindableValue(column, untold.reason());
        }
        Object result;
        try {
            result = binder.bind(value);
        } catch (NumberFormatException e) {
            throw new UnbindableValue(column, value, e);
        }
        if (result == null) {
            throw new UnbindableValue(column, value, null);
        }
        return result == Empty.VALUE ? null : result;
    }

    /** What a binder gives for a value that is NULL in the target: null says that it has no conversion. */
    enum Empty {
        VALUE
    }

    private static float single(TargetColumn column, Number value) {
        float result = value.floatValue();
        if (value instanceof Double d && Double.compare(result, d) != 0 && !Float.toString(result).equals(d.toString())) {
            throw new UnbindableValue(column, "a number that has more digits than it keeps; make it BINARY_DOUBLE");
        }
        return result;
    }

    private static double twofold(TargetColumn column, Number value) {
        double result = value.doubleValue();
        boolean exact = value instanceof Double || value instanceof Float
                || new BigDecimal(result).compareTo(new BigDecimal(value.toString())) == 0
                || BigDecimal.valueOf(result).compareTo(new BigDecimal(value.toString())) == 0;
        if (!exact) {
            throw new UnbindableValue(column, "a number that has more digits than it keeps; make it NUMBER");
        }
        return result;
    }

    private static Object truth(TargetColumn column, Object value) {
        if (value instanceof Boolean) {
            return value;
        }
        if (value instanceof Number number && (number.doubleValue() == 0 || number.doubleValue() == 1)) {
            return number.doubleValue() == 1;
        }
        throw new UnbindableValue(column, "a number other than 0 and 1; make it NUMBER(3)");
    }

    /** {@code +DD HH:MI:SS.FFFFFF}: one sign for the whole, microseconds as MySQL has them. */
    private static String interval(TargetColumn column, ColumnType type, Duration value) {
        Duration size = value.abs();
        MomentBinder.checkFraction(column, type.sizes().get(1), size.toNanosPart());
        return "%s%02d %02d:%02d:%02d.%06d".formatted(value.isNegative() ? "-" : "+", size.toDaysPart(),
                size.toHoursPart(), size.toMinutesPart(), size.toSecondsPart(), size.toNanosPart() / 1000);
    }

    /**
     * Whether a text has to be bound as a temporary CLOB. The driver would bind it as LONG, and Oracle takes a LONG only as a
     * column's direct value: inside MERGE's SELECT it is ORA-01461.
     */
    static boolean asClob(Object value) {
        return value instanceof String text && text.length() > VARCHAR2_BYTES / 4
                && text.getBytes(StandardCharsets.UTF_8).length > VARCHAR2_BYTES;
    }

    /** Whether bytes have to be bound as a temporary BLOB: the driver would bind them as LONG RAW, with the same end. */
    static boolean asBlob(Object value) {
        return value instanceof byte[] bytes && bytes.length > RAW_BYTES;
    }
}
