package sluice.sandbox;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A column of a result set, which gives its values as text that is the same for MySQL, H2 and Oracle if and only if the value is
 * the same. Numbers lose their trailing zeros; dates and times are UTC to the microsecond, a date is its midnight (Oracle's DATE
 * has a time); a span of time is its microseconds; empty text is NULL, as in Oracle. It knows nothing of Sluice's own types.
 */
final class CanonicalColumn {
    private static final String NULL = "NULL";
    private static final Pattern TIME = Pattern.compile("(-?)(\\d+):(\\d+):(\\d+)(?:\\.(\\d{1,6}))?\\d*");
    // Oracle's own numbers for types that JDBC does not have
    private static final int ORACLE_TIMESTAMP_TZ = -101;
    private static final int ORACLE_TIMESTAMP_LTZ = -102;
    private static final int ORACLE_BINARY_FLOAT = 100;
    private static final int ORACLE_BINARY_DOUBLE = 101;

    private final int position;
    private final int type;
    private final boolean interval;
    private final boolean singleBit;

    private CanonicalColumn(int position, int type, boolean interval, boolean singleBit) {
        this.position = position;
        this.type = type;
        this.interval = interval;
        this.singleBit = singleBit;
    }

    /** The columns of these names, in this order, whatever their case. */
    static List<CanonicalColumn> of(ResultSetMetaData meta, List<String> names) throws SQLException {
        Map<String, Integer> positions = new HashMap<>();
        for (int i = 1; i <= meta.getColumnCount(); i++) {
            positions.put(meta.getColumnLabel(i).toUpperCase(Locale.ROOT), i);
        }
        List<CanonicalColumn> columns = new ArrayList<>();
        for (String name : names) {
            int position = positions.getOrDefault(name.toUpperCase(Locale.ROOT), 0);
            columns.add(position == 0 ? new CanonicalColumn(0, Types.NULL, false, false) : of(meta, position));
        }
        return columns;
    }

    private static CanonicalColumn of(ResultSetMetaData meta, int position) throws SQLException {
        int type = meta.getColumnType(position);
        return new CanonicalColumn(position, type, meta.getColumnTypeName(position).startsWith("INTERVAL"),
                type == Types.BIT && meta.getPrecision(position) == 1);
    }

    String value(ResultSet row) throws SQLException {
        if (position == 0) {
            return "<no such column>";
        }
        if (interval) {
            Duration span = row.getObject(position, Duration.class);
            return span == null ? NULL : micros(span);
        }
        if (singleBit) {
            return number(row.getBigDecimal(position));
        }
        return switch (type) {
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT, Types.DECIMAL, Types.NUMERIC, Types.BOOLEAN ->
                    number(row.getBigDecimal(position));
            case Types.REAL, ORACLE_BINARY_FLOAT -> number(decimal(row, Float.toString(row.getFloat(position))));
            case Types.FLOAT, Types.DOUBLE, ORACLE_BINARY_DOUBLE ->
                    number(decimal(row, Double.toString(row.getDouble(position))));
            case Types.DATE -> moment(midnight(row));
            case Types.TIMESTAMP -> moment(row.getObject(position, LocalDateTime.class));
            case Types.TIMESTAMP_WITH_TIMEZONE, ORACLE_TIMESTAMP_TZ, ORACLE_TIMESTAMP_LTZ -> moment(utc(row));
            case Types.TIME -> span(time(row));
            case Types.BIT, Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> bytes(row.getBytes(position));
            default -> text(row.getString(position));
        };
    }

    /** MySQL's driver drops the sign of -00:10:46 in getString (Connector/J 9.5); what the server sent has it. */
    private String time(ResultSet row) throws SQLException {
        if (!row.isWrapperFor(com.mysql.cj.jdbc.result.ResultSetImpl.class)) {
            return row.getString(position);
        }
        byte[] sent = row.getBytes(position);
        return sent == null ? null : new String(sent, StandardCharsets.US_ASCII);
    }

    private static String number(BigDecimal number) {
        return number == null ? NULL : number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    private static BigDecimal decimal(ResultSet row, String text) throws SQLException {
        return row.wasNull() ? null : new BigDecimal(text);
    }

    private LocalDateTime midnight(ResultSet row) throws SQLException {
        LocalDate date = row.getObject(position, LocalDate.class);
        return date == null ? null : date.atStartOfDay();
    }

    private LocalDateTime utc(ResultSet row) throws SQLException {
        OffsetDateTime moment = row.getObject(position, OffsetDateTime.class);
        return moment == null ? null : moment.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime();
    }

    private static String moment(LocalDateTime moment) {
        return moment == null ? NULL : moment.truncatedTo(ChronoUnit.MICROS).toString();
    }

    private static String micros(Duration span) {
        return Long.toString(span.toNanos() / 1_000);
    }

    /** MySQL's TIME reaches from -838:59:59 to 838:59:59, which no time of day holds. */
    private static String span(String time) {
        if (time == null) {
            return NULL;
        }
        Matcher parts = TIME.matcher(time);
        if (!parts.matches()) {
            return text(time);
        }
        String fraction = parts.group(5) == null ? "" : parts.group(5);
        Duration span = Duration.ofHours(Long.parseLong(parts.group(2))).plusMinutes(Long.parseLong(parts.group(3)))
                .plusSeconds(Long.parseLong(parts.group(4)))
                .plusNanos(Long.parseLong((fraction + "000000").substring(0, 6)) * 1_000);
        return micros(parts.group(1).isEmpty() ? span : span.negated());
    }

    private static String bytes(byte[] bytes) {
        return bytes == null || bytes.length == 0 ? NULL : "0x" + HexFormat.of().formatHex(bytes);
    }

    private static String text(String text) {
        return text == null || text.isEmpty() ? NULL : '\'' + text.replace("'", "''") + '\'';
    }
}
