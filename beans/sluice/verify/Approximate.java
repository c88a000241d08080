package sluice.verify;

import java.math.BigDecimal;

/**
 * FLOAT and DOUBLE in columns of other types. A decimal stands for the double or float that it names; one with other digits than the float has
 * is another number.
 *
 * <p>Oracle and H2 have one zero only in BINARY_FLOAT, BINARY_DOUBLE and NUMBER: there the sign of a zero is no difference. In a text it is.
 */
final class Approximate {

    private Approximate() {
    }

    static float unsigned(float value) {
        return value == 0 ? 0f : value;
    }

    static double unsigned(double value) {
        return value == 0 ? 0d : value;
    }

    static Object single(String text) {
        float nearest = Float.parseFloat(text);
        return nearest == 0 && text.startsWith("-") ? (Object) (-0f) : single(new BigDecimal(text));
    }

    /** The float that the number names, by its digits or exactly; else the number. */
    static Object single(BigDecimal number) {
        if (number == null) {
            return null;
        }
        float nearest = number.floatValue();
        boolean names = Float.isFinite(nearest) && (number.compareTo(new BigDecimal(Float.toString(nearest))) == 0
                || number.compareTo(new BigDecimal(nearest)) == 0);
        return names ? (Object) nearest : number;
    }

    static Object single(double value) {
        return (double) (float) value == value || Float.toString((float) value).equals(Double.toString(value)) ? (Object) (float) value
                : (Object) value;
    }

    static Object twofold(String text) {
        return Double.parseDouble(text);
    }

    static Object twofold(BigDecimal number) {
        return number == null ? null : (Object) unsigned(number.doubleValue());
    }
}
