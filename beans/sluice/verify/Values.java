package sluice.verify;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** What is equal among the values that {@link Cell}s give, and about how large they are. */
final class Values {

    private static final int BITS_OF_A_LONG = Long.SIZE - 1;
    /** Of an object without what it refers to; about. */
    private static final int HEADER_BYTES = 24;

    private Values() {
    }

    /** Numbers by their value, floating ones by all of their bits, so that +0 and -0 are two; arrays by what they hold. */
    static boolean same(Object a, Object b) {
        if (a == null || b == null) {
            return a == b;
        } else if (a instanceof byte[] bytes) {
            return b instanceof byte[] others && Arrays.equals(bytes, others);
        } else if (a instanceof BigDecimal number) {
            return b instanceof Number other && number.compareTo(decimal(other)) == 0;
        } else if (a instanceof float[] elements) {
            return b instanceof float[] others && Arrays.equals(elements, others);
        }
        return a.equals(b);
    }

    private static BigDecimal decimal(Number number) {
        return number instanceof BigDecimal decimal ? decimal : new BigDecimal(number.toString());
    }

    /** A Long where it is one. */
    static Object whole(BigInteger value) {
        return value.bitLength() <= BITS_OF_A_LONG ? (Object) value.longValue() : value;
    }

    /** The number as a Long or BigInteger where it has no fraction. */
    static Object whole(BigDecimal value) {
        if (value.signum() == 0 || value.scale() <= 0) {
            return whole(value.toBigInteger());
        }
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() <= 0 ? whole(stripped.toBigInteger()) : value;
    }

    /** The value in a form that is equal, and has the same hash, if and only if the value is the same. */
    static Object identity(Object value) {
        if (value instanceof byte[] bytes) {
            return ByteBuffer.wrap(bytes);
        }
        return value instanceof BigDecimal number ? number.stripTrailingZeros() : value;
    }

    /** Bytes that the value takes in memory, about. */
    static int bytes(Object value) {
        if (value instanceof String text) {
            return HEADER_BYTES + 2 * text.length();
        } else if (value instanceof byte[] bytes) {
            return HEADER_BYTES + bytes.length;
        }
        return HEADER_BYTES;
    }
}
