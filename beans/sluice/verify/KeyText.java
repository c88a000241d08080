package sluice.verify;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** The values of a key as texts that can be read back, for the progress in the target: a letter for the type, and the value. */
final class KeyText {

    private KeyText() {
    }

    /** One text a value; {@code key} may be null, which is the empty list. */
    static List<String> of(Object[] key) {
        List<String> texts = new ArrayList<>();
        for (Object value : key == null ? new Object[0] : key) {
            texts.add(text(value));
        }
        return texts;
    }

    private static String text(Object value) {
        if (value instanceof Long) {
            return "l" + value;
        } else if (value instanceof BigInteger) {
            return "i" + value;
        } else if (value instanceof BigDecimal) {
            return "d" + value;
        } else if (value instanceof Float single) {
            return "f" + Float.floatToIntBits(single);
        } else if (value instanceof Double twofold) {
            return "g" + Double.doubleToLongBits(twofold);
        } else if (value instanceof byte[] bytes) {
            return "b" + HexFormat.of().formatHex(bytes);
        } else if (value instanceof ZeroMoment zero) {
            return "z" + zero.text();
        } else if (value instanceof String) {
            return "s" + value;
        }
        throw new IllegalArgumentException("no value of a key: " + value);
    }

    /** Null for the empty list. */
    static Object[] key(List<String> texts) {
        return texts.isEmpty() ? null : texts.stream().map(KeyText::value).toArray();
    }

    private static Object value(String text) {
        String rest = text.substring(1);
        return switch (text.charAt(0)) {
            case 'l' -> Long.valueOf(rest);
            case 'i' -> new BigInteger(rest);
            case 'd' -> new BigDecimal(rest);
            case 'f' -> Float.intBitsToFloat(Integer.parseInt(rest));
            case 'g' -> Double.longBitsToDouble(Long.parseLong(rest));
            case 'b' -> HexFormat.of().parseHex(rest);
            case 'z' -> new ZeroMoment(rest);
            case 's' -> rest;
            default -> throw new IllegalArgumentException("no text of a key's value: " + text);
        };
    }
}
