package sluice.apply;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The key of a row as SLUICE_PARKED holds it: the same for the same row, in every process and after an upgrade, or a
 * later change would not supersede the parked one (P2).
 *
 * @param hash of the source table and the key's values
 * @param text for people, cut where it is too long
 */
record ParkedKey(String hash, String text) {

    private static final int LONGEST_TEXT = 1000;

    /** @param key as {@link RowPlan#keyOf} or {@link RowPlan#rawKeyOf} gives it */
    static ParkedKey of(RowPlan plan, Object key) {
        List<?> values = key instanceof List<?> list ? list : Collections.singletonList(key);
        List<String> texts = values.stream().map(ParkedKey::canonical).toList();
        List<String> names = plan.table().key();
        String text = IntStream.range(0, texts.size()).mapToObj(i -> names.get(i) + "=" + texts.get(i))
                .collect(Collectors.joining(", "));
        return new ParkedKey(hash(plan.source() + "\n" + String.join("\n", texts)), cut(text, LONGEST_TEXT));
    }

    /** 1, 1.0 and 1.00 are one key, and so are an instant's two spellings; a text is quoted, so that no two lists of values are one text. */
    static String canonical(Object value) {
        if (value == null) {
            return "null";
        } else if (value instanceof Double || value instanceof Float) {
            return value.toString();
        } else if (value instanceof Number number) {
            return new BigDecimal(number.toString()).stripTrailingZeros().toPlainString();
        } else if (value instanceof OffsetDateTime instant) {
            return instant.toInstant().toString();
        } else if (value instanceof oracle.sql.Datum datum) {
            return "0x" + HexFormat.of().formatHex(datum.getBytes());
        } else if (value instanceof ByteBuffer bytes) {
            return "0x" + HexFormat.of().formatHex(bytes.array());
        } else if (value instanceof String text) {
            return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
        }
        return value.toString();
    }

    private static String hash(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** At most so many characters; a character of two halves is not cut apart. */
    static String cut(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
        return text.substring(0, end);
    }
}
