package sluice.schema;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import sluice.schema.ValuePolicies.EmptyNotNull;

/**
 * Values of VARCHAR2 and CLOB, and of JSON and VECTOR, which take their texts. Other values get the text that MySQL shows.
 *
 * <p>A text that is too long is refused here: Oracle would refuse it too, but H2's CAST cuts it without an error, and only here
 * the message can say how long it is. Lengths are counted as Oracle does, in code points or bytes.
 */
final class TextBinder implements ValueBinder {

    private static final int BYTES_PER_CHARACTER = 3; // of a char of Java: a pair of them has four bytes
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
    private static final DateTimeFormatter FINE_MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS");

    private final TargetColumn column;
    private final ValuePolicies policies;
    private final int characters;
    private final int bytes;

    TextBinder(TargetColumn column, ValuePolicies policies, TargetFeatures target) {
        ColumnType type = ColumnType.of(column.type());
        int size = type.is("VARCHAR2") ? type.sizes().get(0) : Integer.MAX_VALUE;
        this.column = column;
        this.policies = policies;
        this.characters = type.bytes() ? Integer.MAX_VALUE : size;
        this.bytes = !type.is("VARCHAR2") ? Integer.MAX_VALUE : type.bytes() ? size : target.stringBytes();
    }

    @Override
    public Object bind(Object value) {
        if (value == ZeroDate.VALUE) {
            LocalDate instead = MomentBinder.zeroDate(column, policies.zeroDate());
            return instead == null ? OracleBinding.Empty.VALUE : instead.toString();
        }
        String text = text(value);
        if (text == null) {
            return null;
        }
        return text.isEmpty() ? empty() : checked(text);
    }

    /** Oracle has no empty text: it is NULL. */
    private Object empty() {
        if (column.nullable()) {
            return OracleBinding.Empty.VALUE;
        }
        if (policies.emptyNotNull() == EmptyNotNull.SPACE) {
            return " ";
        }
        throw new UnbindableValue(column, "'' , which is NULL in Oracle, because it is NOT NULL; allow NULL, or set"
                + " values.empty.not.null=space");
    }

    private String checked(String text) {
        if (text.length() > characters && text.codePointCount(0, text.length()) > characters) {
            throw new UnbindableValue(column, "a text of " + text.codePointCount(0, text.length())
                    + " characters; make it longer, or CLOB");
        }
        if (text.length() > bytes / BYTES_PER_CHARACTER && text.getBytes(StandardCharsets.UTF_8).length > bytes) {
            throw new UnbindableValue(column, "a text of " + text.getBytes(StandardCharsets.UTF_8).length + " bytes where "
                    + bytes + " is the limit; make it CLOB (types.mapping)");
        }
        return text;
    }

    private String text(Object value) {
        if (value instanceof String text) {
            return text;
        }
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        if (value instanceof Number) {
            return value.toString();
        }
        if (value instanceof Boolean truth) {
            return truth ? "1" : "0";
        }
        if (value instanceof float[] vector) {
            return vector(vector);
        }
        return moment(value);
    }

    private static String moment(Object value) {
        if (value instanceof LocalDate) {
            return value.toString();
        }
        if (value instanceof LocalDateTime moment) {
            return (moment.getNano() == 0 ? MOMENT : FINE_MOMENT).format(moment);
        }
        if (value instanceof OffsetDateTime instant) {
            return moment(instant.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime()) + "Z";
        }
        return value instanceof Duration span ? span(span) : null;
    }

    private static String span(Duration span) {
        Duration size = span.abs();
        String text = "%s%02d:%02d:%02d".formatted(span.isNegative() ? "-" : "", size.toHours(), size.toMinutesPart(),
                size.toSecondsPart());
        return size.toNanosPart() == 0 ? text : text + ".%06d".formatted(size.toNanosPart() / 1000);
    }

    private String vector(float[] elements) {
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < elements.length; i++) {
            if (!Float.isFinite(elements[i])) {
                throw new UnbindableValue(column, "a vector with an element that is no number; no text of vectors has one");
            }
            text.append(i == 0 ? "" : ",").append(elements[i]);
        }
        return text.append(']').toString();
    }
}
