package sluice.verify;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import sluice.event.JsonText;
import sluice.schema.ColumnType;
import sluice.schema.TargetColumn;

/**
 * How the target's cells are read: each as the value of the source's kind that it stands for, by the column's type.
 *
 * <p>A cell that is no such value (a text without digits where a number is due) comes as it is: it is equal to nothing, and is shown.
 */
final class TargetCells {

    /** A NUMBER of so many digits is a long. */
    private static final int DIGITS_OF_A_LONG = 18;
    private static final BigDecimal PER_SECOND = BigDecimal.valueOf(1_000_000);

    private TargetCells() {
    }

    /** A text as a value of the kind; a NumberFormatException or another RuntimeException where it is none. */
    private interface Reading {
        Object of(String text);
    }

    static Cell of(Kind kind, TargetColumn column) {
        ColumnType type = ColumnType.of(column.type());
        boolean text = type.is("VARCHAR2") || type.is("CLOB") || type.is("JSON") || type.is("VECTOR") || type.is("CHAR");
        return switch (kind) {
            case INTEGER, BITS -> text ? parsed(value -> Values.whole(new BigDecimal(value))) : whole(type);
            case DECIMAL -> text ? parsed(BigDecimal::new) : type.is("NUMBER") ? ResultSet::getBigDecimal : twofold();
            case SINGLE -> text ? parsed(Approximate::single) : single(type);
            case TWOFOLD -> text ? parsed(Approximate::twofold) : type.is("BINARY_FLOAT") ? single(type) : type.is("NUMBER")
                    ? (row, index) -> Approximate.twofold(row.getBigDecimal(index)) : twofold();
            case TEXT -> type.is("NUMBER") ? ResultSet::getBigDecimal : ResultSet::getString;
            case DOCUMENT -> (row, index) -> document(row.getString(index));
            case BYTES -> ResultSet::getBytes;
            case DATE, DATETIME, INSTANT -> text ? parsed(value -> moment(kind, value)) : moment(type);
            case SPAN -> text ? parsed(value -> MomentText.span(ascii(value))) : span(type);
            case VECTOR -> parsed(TargetCells::vector);
        };
    }

    private static Cell parsed(Reading reading) {
        return (row, index) -> {
            String text = row.getString(index);
            try {
                return text == null ? null : reading.of(text);
            } catch (RuntimeException noSuchValue) {
                return text;
            }
        };
    }

    private static Cell whole(ColumnType type) {
        boolean isLong = type.is("NUMBER") && !type.sizes().isEmpty() && type.sizes().get(0) <= DIGITS_OF_A_LONG
                && (type.sizes().size() == 1 || type.sizes().get(1) == 0);
        if (isLong) {
            return (row, index) -> {
                long value = row.getLong(index);
                return value == 0 && row.wasNull() ? null : (Object) value;
            };
        }
        return switch (type.family()) {
            case "BOOLEAN" -> (row, index) -> {
                boolean value = row.getBoolean(index);
                return row.wasNull() ? null : (Object) (value ? 1L : 0L);
            };
            case "RAW" -> (row, index) -> {
                byte[] bytes = row.getBytes(index);
                return bytes == null ? null : Values.whole(new BigInteger(1, bytes));
            };
            default -> (row, index) -> {
                BigDecimal value = row.getBigDecimal(index);
                return value == null ? null : Values.whole(value);
            };
        };
    }

    private static Cell single(ColumnType type) {
        return switch (type.family()) {
            case "BINARY_FLOAT" -> (row, index) -> {
                float value = row.getFloat(index);
                return row.wasNull() ? null : (Object) Approximate.unsigned(value);
            };
            case "NUMBER" -> (row, index) -> Approximate.single(row.getBigDecimal(index));
            default -> (row, index) -> {
                double value = row.getDouble(index);
                return row.wasNull() ? null : Approximate.single(Approximate.unsigned(value));
            };
        };
    }

    private static Cell twofold() {
        return (row, index) -> {
            double value = row.getDouble(index);
            return row.wasNull() ? null : (Object) Approximate.unsigned(value);
        };
    }

    /** What is no JSON is shown as it is. */
    static String document(String text) {
        try {
            return text == null ? null : JsonText.canonical(text);
        } catch (IOException noDocument) {
            return text;
        }
    }

    private static Cell moment(ColumnType type) {
        if (type.family().endsWith("TIME ZONE")) {
            return (row, index) -> {
                OffsetDateTime instant = row.getObject(index, OffsetDateTime.class);
                return instant == null ? null : MomentText.micros(instant.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime());
            };
        }
        return (row, index) -> {
            LocalDateTime moment = row.getObject(index, LocalDateTime.class);
            return moment == null ? null : MomentText.micros(moment);
        };
    }

    /** An instant has a Z at its end, which says that it is in UTC. */
    private static Object moment(Kind kind, String text) {
        boolean instant = kind == Kind.INSTANT;
        if (instant != text.endsWith("Z")) {
            return text;
        }
        return MomentText.moment(ascii(instant ? text.substring(0, text.length() - 1) : text));
    }

    /** As a NUMBER it is seconds. */
    private static Cell span(ColumnType type) {
        if (type.is("NUMBER")) {
            return (row, index) -> {
                BigDecimal seconds = row.getBigDecimal(index);
                return seconds == null ? null : Values.whole(seconds.multiply(PER_SECOND));
            };
        }
        return (row, index) -> {
            Duration span = row.getObject(index, Duration.class);
            return span == null ? null : MomentText.micros(span);
        };
    }

    private static Object vector(String text) {
        String inner = text.strip().substring(1, text.strip().length() - 1);
        if (inner.isBlank()) {
            return new float[0];
        }
        String[] parts = inner.split(",");
        float[] elements = new float[parts.length];
        for (int i = 0; i < parts.length; i++) {
            elements[i] = Float.parseFloat(parts[i].strip());
        }
        return elements;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
