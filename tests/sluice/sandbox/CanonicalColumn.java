package sluice.sandbox;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A column of a result set, which gives its values as {@link CanonicalText}: the same for MySQL, H2 and Oracle if and only if the
 * value is the same. It knows nothing of Sluice's own types.
 */
final class CanonicalColumn {
    private static final int MICROS_PER_SECOND = 1_000_000;

    private final int position;
    private final int type;
    private final boolean interval;
    private final ValueKind kind;

    private CanonicalColumn(int position, int type, boolean interval, ValueKind kind) {
        this.position = position;
        this.type = type;
        this.interval = interval;
        this.kind = kind;
    }

    /** The columns of these names, in this order, whatever their case; each read as what it is, or as its own type says (null). */
    static List<CanonicalColumn> of(ResultSetMetaData meta, List<String> names, List<ValueKind> kinds) throws SQLException {
        Map<String, Integer> positions = new HashMap<>();
        for (int i = 1; i <= meta.getColumnCount(); i++) {
            positions.put(meta.getColumnLabel(i).toUpperCase(Locale.ROOT), i);
        }
        List<CanonicalColumn> columns = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            int position = positions.getOrDefault(names.get(i).toUpperCase(Locale.ROOT), 0);
            columns.add(position == 0 ? new CanonicalColumn(0, Types.NULL, false, ValueKind.TEXT) : of(meta, position, kinds.get(i)));
        }
        return columns;
    }

    private static CanonicalColumn of(ResultSetMetaData meta, int position, ValueKind kind) throws SQLException {
        return new CanonicalColumn(position, meta.getColumnType(position), meta.getColumnTypeName(position).startsWith("INTERVAL"),
                kind == null ? ValueKind.of(meta, position) : kind);
    }

    String value(ResultSet row) throws SQLException {
        if (position == 0) {
            return "<no such column>";
        }
        return switch (kind) {
            case NUMBER -> number(row);
            case SINGLE -> single(row);
            case TWOFOLD -> twofold(row);
            case TEXT -> CanonicalText.text(row.getString(position));
            case BYTES -> CanonicalText.bytes(row.getBytes(position));
            case MOMENT -> moment(row);
            case SPAN -> span(row);
            case DOCUMENT -> CanonicalText.document(row.getString(position));
            case VECTOR -> isBytes() ? CanonicalText.vector(row.getBytes(position)) : CanonicalText.vector(row.getString(position));
        };
    }

    private boolean isBytes() {
        return type == Types.BINARY || type == Types.VARBINARY || type == Types.LONGVARBINARY || type == Types.BLOB;
    }

    private boolean isText() {
        return type == Types.CHAR || type == Types.VARCHAR || type == Types.LONGVARCHAR || type == Types.CLOB || type == Types.NVARCHAR;
    }

    /** Bytes are the bits of a number without a sign, as MySQL's BIT. */
    private String number(ResultSet row) throws SQLException {
        if (isBytes()) {
            byte[] bytes = row.getBytes(position);
            return bytes == null ? CanonicalText.NULL : CanonicalText.number(new BigDecimal(new BigInteger(1, bytes)));
        }
        if (isText()) {
            String text = row.getString(position);
            try {
                return text == null ? CanonicalText.NULL : CanonicalText.number(new BigDecimal(text));
            } catch (NumberFormatException e) {
                return CanonicalText.text(text);
            }
        }
        return CanonicalText.number(row.getBigDecimal(position));
    }

    /** A wider type may hold more digits than the single has: then it is another number. */
    private String single(ResultSet row) throws SQLException {
        if (type == Types.NUMERIC || type == Types.DECIMAL || isText()) {
            String text = row.getString(position);
            return text == null ? CanonicalText.NULL : decimal(Float.toString(Float.parseFloat(text)));
        }
        double value = row.getDouble(position);
        if (row.wasNull()) {
            return CanonicalText.NULL;
        }
        return decimal(value == (float) value ? Float.toString((float) value) : Double.toString(value));
    }

    private String twofold(ResultSet row) throws SQLException {
        if (type == Types.NUMERIC || type == Types.DECIMAL || isText()) {
            String text = row.getString(position);
            return text == null ? CanonicalText.NULL : decimal(Double.toString(Double.parseDouble(text)));
        }
        double value = row.getDouble(position);
        return row.wasNull() ? CanonicalText.NULL : decimal(Double.toString(value));
    }

    /** Zero has no sign: Oracle has one zero only. */
    private static String decimal(String number) {
        return number.contains("N") || number.contains("I") ? number : CanonicalText.number(new BigDecimal(number));
    }

    private String moment(ResultSet row) throws SQLException {
        return switch (type) {
            case Types.DATE -> {
                LocalDate date = row.getObject(position, LocalDate.class);
                yield CanonicalText.moment(date == null ? null : date.atStartOfDay());
            }
            case Types.TIMESTAMP -> CanonicalText.moment(row.getObject(position, LocalDateTime.class));
            case Types.TIMESTAMP_WITH_TIMEZONE, ValueKind.ORACLE_TIMESTAMP_TZ, ValueKind.ORACLE_TIMESTAMP_LTZ -> {
                OffsetDateTime moment = row.getObject(position, OffsetDateTime.class);
                yield CanonicalText.moment(moment == null ? null : moment.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime());
            }
            default -> CanonicalText.moment(row.getString(position));
        };
    }

    /** As a number it is seconds. */
    private String span(ResultSet row) throws SQLException {
        if (interval) {
            return CanonicalText.span(row.getObject(position, Duration.class));
        }
        if (type == Types.NUMERIC || type == Types.DECIMAL) {
            BigDecimal seconds = row.getBigDecimal(position);
            return CanonicalText.number(seconds == null ? null : seconds.multiply(BigDecimal.valueOf(MICROS_PER_SECOND)));
        }
        return CanonicalText.span(row.getString(position));
    }
}
