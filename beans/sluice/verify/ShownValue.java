package sluice.verify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import sluice.schema.TableId;

/**
 * Values as reports show them: shortened, texts in quotes, and as {@code ***} where {@code verify.mask} says so. A masked value never leaves this
 * class, also not as its length or a hash: of a column with few values both tell it.
 */
final class ShownValue {

    private static final int LONGEST = 60;
    private static final int LONGEST_BYTES = 24;

    private final List<Pattern> masked;

    /** @param masks {@code database.table.column}, with * for any characters */
    ShownValue(List<String> masks) {
        masked = masks.stream().map(mask -> Pattern.compile(Arrays.stream(mask.split("\\*", -1)).map(Pattern::quote)
                .reduce((left, right) -> left + ".*" + right).orElse(""), Pattern.CASE_INSENSITIVE)).toList();
    }

    boolean isMasked(TableId table, ComparedColumn column) {
        return masked.stream().anyMatch(mask -> mask.matcher(table + "." + column.name()).matches());
    }

    String of(TableId table, ComparedColumn column, Object value) {
        return isMasked(table, column) ? "***" : text(column.kind(), value);
    }

    /** {@code ID=4711, CODE='x'}. */
    String key(ComparedTable table, Object[] key) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < table.keys(); i++) {
            parts.add(table.columns().get(i).name() + "=" + of(table.id(), table.columns().get(i), key[i]));
        }
        return String.join(", ", parts);
    }

    /** Two texts that are the same for so long are shown from a little before the place where they part. */
    String[] pair(TableId table, ComparedColumn column, Object wanted, Object found) {
        if (!isMasked(table, column) && wanted instanceof String left && found instanceof String right) {
            int from = Math.max(0, parting(left, right) - LONGEST / 4);
            return new String[] {text(left, from), text(right, from)};
        }
        return new String[] {of(table, column, wanted), of(table, column, found)};
    }

    private static int parting(String left, String right) {
        int place = 0;
        while (place < Math.min(left.length(), right.length()) && left.charAt(place) == right.charAt(place)) {
            place++;
        }
        return place;
    }

    private static String text(Kind kind, Object value) {
        if (value instanceof String text) {
            return text(text, 0);
        } else if (value instanceof byte[] bytes) {
            return "0x" + HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, LONGEST_BYTES))
                    + (bytes.length > LONGEST_BYTES ? "... (" + bytes.length + " bytes)" : "");
        } else if (value instanceof Long micros && (kind.isMoment() || kind == Kind.SPAN)) {
            return MomentText.text(kind, micros);
        } else if (value instanceof ZeroMoment zero) {
            return zero.text();
        } else if (value instanceof float[] elements) {
            return text(Arrays.toString(elements), 0);
        }
        return value == null ? "NULL" : value.toString();
    }

    private static String text(String text, int from) {
        int begin = text.length() <= LONGEST ? 0 : from;
        int end = Math.min(text.length(), begin + LONGEST);
        boolean whole = begin == 0 && end == text.length();
        return "'" + (begin > 0 ? "..." : "") + text.substring(begin, end).replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t")
                + (end < text.length() ? "..." : "") + "'" + (whole ? "" : " (" + text.length() + " characters)");
    }
}
