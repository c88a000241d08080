package sluice.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.MathContext;

/**
 * A JSON document as one text, whichever way it came: the server's own text of a snapshot has blanks and {@code 1e20}, the text
 * that Debezium makes of the binlog has none and writes that number with all of its digits.
 *
 * <p>No blanks; strings and the order of names as they are; numbers by their value. Without it a row would change its text by
 * being updated, and a comparison of both sides would find differences where there are none.
 */
public final class JsonText {

    private static final JsonFactory JSON = JsonFactory.builder().streamReadConstraints(StreamReadConstraints.builder()
            .maxNumberLength(2_000).maxStringLength(Integer.MAX_VALUE).build()).build();

    /** No integer of MySQL's JSON has more. */
    private static final int INTEGER_DIGITS = 20;

    private JsonText() {
    }

    /** @throws IOException if the text is no JSON document */
    public static String canonical(String text) throws IOException {
        StringWriter result = new StringWriter(text.length());
        try (JsonParser from = JSON.createParser(text); JsonGenerator to = JSON.createGenerator(result)) {
            while (from.nextToken() != null) {
                if (from.currentToken() == JsonToken.VALUE_NUMBER_FLOAT || from.currentToken() == JsonToken.VALUE_NUMBER_INT) {
                    to.writeNumber(number(from.getText()));
                } else {
                    to.copyCurrentEvent(from);
                }
            }
        }
        return result.toString();
    }

    /**
     * A number's text by its value. What can be a double is written with the fewest digits that name it, but as an integer with
     * all of its digits where it has no more than an integer may have: from the binlog the two cannot be told apart.
     */
    static String number(String text) {
        if (text.length() <= INTEGER_DIGITS && text.chars().allMatch(c -> c == '-' || Character.isDigit(c))) {
            return text;
        }
        BigDecimal value = new BigDecimal(text);
        double nearest = value.doubleValue();
        if (Double.isInfinite(nearest)) {
            return plain(value);
        }
        BigDecimal exact = new BigDecimal(nearest);
        BigDecimal shortest = shortest(nearest, exact);
        boolean isDouble = value.compareTo(exact) == 0 || value.compareTo(shortest) == 0
                || value.compareTo(new BigDecimal(Double.toString(nearest))) == 0;
        return plain(!isDouble ? value : isShortInteger(exact) ? exact : shortest);
    }

    /** Before Java 19 Double.toString sometimes gives a digit too many. */
    private static BigDecimal shortest(double number, BigDecimal exact) {
        BigDecimal best = new BigDecimal(Double.toString(number)).stripTrailingZeros();
        while (best.precision() > 1) {
            BigDecimal shorter = exact.round(new MathContext(best.precision() - 1)).stripTrailingZeros();
            if (shorter.doubleValue() != number) {
                break;
            }
            best = shorter;
        }
        return best;
    }

    private static boolean isShortInteger(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() <= 0 && stripped.precision() - stripped.scale() <= INTEGER_DIGITS;
    }

    private static String plain(BigDecimal value) {
        return value.signum() == 0 ? "0" : isShortInteger(value) ? value.toBigInteger().toString()
                : value.stripTrailingZeros().toString();
    }
}
