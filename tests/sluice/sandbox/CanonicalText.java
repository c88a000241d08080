package sluice.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Values as text that is the same if and only if the values are the same. Null gives {@link #NULL}.
 * A long one is its begin, its length and its digest, so that rows with large values can be kept and printed.
 */
final class CanonicalText {
    static final String NULL = "NULL";
    private static final int LONG = 400;
    private static final int SHOWN = 60;
    private static final Pattern TIME = Pattern.compile("(-?)(\\d+):(\\d+):(\\d+)(?:\\.(\\d{1,6}))?\\d*");
    private static final Pattern MOMENT =
            Pattern.compile("(\\d{4})-(\\d\\d)-(\\d\\d)(?:[ T](\\d\\d):(\\d\\d):(\\d\\d)(?:\\.(\\d{1,6})0*)?)?Z?");
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private CanonicalText() {
    }

    static String number(BigDecimal number) {
        return number == null ? NULL : shortened(number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString());
    }

    /** A span in {@code -838:59:59.123456}; another text is given as it is. */
    static String span(String time) {
        if (time == null) {
            return NULL;
        }
        Matcher parts = TIME.matcher(time);
        if (!parts.matches()) {
            return text(time);
        }
        Duration span = Duration.ofHours(Long.parseLong(parts.group(2))).plusMinutes(Long.parseLong(parts.group(3)))
                .plusSeconds(Long.parseLong(parts.group(4))).plusNanos(nanos(parts.group(5)));
        return span(parts.group(1).isEmpty() ? span : span.negated());
    }

    static String span(Duration span) {
        return span == null ? NULL : Long.toString(span.toNanos() / 1_000);
    }

    /** A date or a date with a time; one that no calendar has, as MySQL's zero dates, is given as it is. */
    static String moment(String moment) {
        if (moment == null) {
            return NULL;
        }
        Matcher parts = MOMENT.matcher(moment);
        if (!parts.matches()) {
            return text(moment);
        }
        try {
            return moment(LocalDateTime.of(integer(parts, 1), integer(parts, 2), integer(parts, 3), integer(parts, 4), integer(parts, 5),
                    integer(parts, 6), nanos(parts.group(7))));
        } catch (DateTimeException zero) {
            return text(moment);
        }
    }

    static String moment(LocalDateTime moment) {
        return moment == null ? NULL : moment.truncatedTo(ChronoUnit.MICROS).toString();
    }

    private static int integer(Matcher parts, int group) {
        return parts.group(group) == null ? 0 : Integer.parseInt(parts.group(group));
    }

    private static int nanos(String fraction) {
        return fraction == null ? 0 : Integer.parseInt((fraction + "000000").substring(0, 6)) * 1_000;
    }

    static String bytes(byte[] bytes) {
        return bytes == null || bytes.length == 0 ? NULL : shortened("0x" + HexFormat.of().formatHex(bytes));
    }

    static String text(String text) {
        return text == null || text.isEmpty() ? NULL : shortened('\'' + text.replace("'", "''") + '\'');
    }

    /** The value that a JSON text stands for: names sorted, numbers by value, no blanks. What is no JSON is given as it is. */
    static String document(String text) {
        if (text == null) {
            return NULL;
        }
        try {
            return shortened(document(JSON.readTree(text)));
        } catch (JsonProcessingException e) {
            return "no JSON: " + text(text);
        }
    }

    private static String document(JsonNode node) {
        if (node.isNumber()) {
            return number(node.decimalValue());
        }
        if (node.isArray()) {
            StringJoiner items = new StringJoiner(",", "[", "]");
            node.forEach(item -> items.add(document(item)));
            return items.toString();
        }
        if (node.isObject()) {
            SortedMap<String, String> fields = new TreeMap<>();
            node.fields().forEachRemaining(field -> fields.put(field.getKey(), document(field.getValue())));
            StringJoiner items = new StringJoiner(",", "{", "}");
            fields.forEach((name, value) -> items.add(JSON.getNodeFactory().textNode(name) + ":" + value));
            return items.toString();
        }
        return node.toString();
    }

    /** MySQL's VECTOR: four bytes a number, the lowest first. */
    static String vector(byte[] bytes) {
        if (bytes == null) {
            return NULL;
        }
        StringJoiner numbers = new StringJoiner(",", "[", "]");
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.remaining() >= Float.BYTES) {
            numbers.add(Float.toString(buffer.getFloat()));
        }
        return shortened(numbers.toString());
    }

    /** {@code [1.0,2.5E3]} */
    static String vector(String text) {
        if (text == null) {
            return NULL;
        }
        StringJoiner numbers = new StringJoiner(",", "[", "]");
        for (String number : text.strip().replaceAll("^\\[|]$", "").split(",")) {
            numbers.add(Float.toString(Float.parseFloat(number)));
        }
        return shortened(numbers.toString());
    }

    private static String shortened(String text) {
        if (text.length() <= LONG) {
            return text;
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return text.substring(0, SHOWN) + "... (" + text.length() + " characters, " + HexFormat.of().formatHex(digest, 0, 16) + ")";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
