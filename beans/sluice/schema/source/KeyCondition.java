package sluice.schema.source;

import static java.util.stream.Collectors.joining;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A condition in MySQL's SQL that is true of the rows of some keys, for what takes no parameters (a resync's condition).
 *
 * <p>Texts and bytes are written in hexadecimal digits, numbers and times as digits alone: no value can end the literal it stands in.
 */
public final class KeyCondition {

    private final List<SourceColumn> key;

    public KeyCondition(List<SourceColumn> key) {
        this.key = key;
    }

    /**
     * @param keys each with a value a column: a number, a text, bytes, or digits of a moment as {@link Digits}
     * @throws IllegalArgumentException for any other value
     */
    public String of(List<Object[]> keys) {
        if (key.size() == 1) {
            return quoted(0) + " IN (" + keys.stream().map(values -> literal(values[0])).collect(joining(", ")) + ")";
        }
        return keys.stream().map(values -> "(" + IntStream.range(0, key.size()).mapToObj(i -> quoted(i) + " = " + literal(values[i]))
                .collect(joining(" AND ")) + ")").collect(joining(" OR "));
    }

    /** A date, moment or span as MySQL writes it. */
    public record Digits(String text) {

        public Digits {
            if (!text.matches("-?[0-9:. -]+")) {
                throw new IllegalArgumentException("no moment: " + text);
            }
        }
    }

    private String quoted(int column) {
        return "`" + key.get(column).name().replace("`", "``") + "`";
    }

    private static String literal(Object value) {
        if (value instanceof Number) {
            return value.toString();
        } else if (value instanceof Digits digits) {
            return "'" + digits.text() + "'";
        } else if (value instanceof String text) {
            // a literal with an introducer is compared by the column's own collation
            return text.isEmpty() ? "''" : "_utf8mb4 0x" + HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
        } else if (value instanceof byte[] bytes) {
            return bytes.length == 0 ? "''" : "0x" + HexFormat.of().formatHex(bytes);
        }
        throw new IllegalArgumentException("no value of a key: " + value);
    }
}
