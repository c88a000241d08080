package sluice.schema;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;

/**
 * Values of a NUMBER. Oracle refuses too many digits before the point, but rounds those behind it without an error, also past the
 * 38 that it keeps: so these are checked here.
 */
final class NumberBinder implements ValueBinder {

    private static final int DIGITS = 38;
    /** Numbers of at most so many bits have no more than 38 digits. */
    private static final int SURELY_FITTING_BITS = 126;
    /** Below 1E-130 Oracle stores zero. */
    private static final int SMALLEST_EXPONENT = -130;

    private final TargetColumn column;
    private final boolean bounded;
    private final int scale;

    NumberBinder(TargetColumn column) {
        this.column = column;
        var sizes = ColumnType.of(column.type()).sizes();
        this.bounded = !sizes.isEmpty();
        this.scale = sizes.size() > 1 ? sizes.get(1) : 0;
    }

    @Override
    public Object bind(Object value) {
        if (value instanceof Long || value instanceof Integer) {
            return bounded && scale < 0 ? checked(new BigDecimal(value.toString())) : value;
        }
        if (value instanceof Boolean truth) {
            return truth ? 1 : 0;
        }
        BigDecimal number = number(value);
        return number == null ? null : checked(number);
    }

    private static BigDecimal number(Object value) {
        if (value instanceof BigDecimal number) {
            return number;
        }
        if (value instanceof BigInteger integer) {
            return new BigDecimal(integer);   // ojdbc has no conversion of its own for BigInteger in every version
        }
        if (value instanceof Duration span) {
            return BigDecimal.valueOf(span.getSeconds()).add(BigDecimal.valueOf(span.getNano(), 9)).stripTrailingZeros();
        }
        return value instanceof Number || value instanceof String ? new BigDecimal(value.toString()) : null;
    }

    private BigDecimal checked(BigDecimal number) {
        boolean tooFine = bounded && number.scale() > scale && number.stripTrailingZeros().scale() > scale;
        boolean tooLong = number.unscaledValue().bitLength() > SURELY_FITTING_BITS
                && number.stripTrailingZeros().precision() > DIGITS;
        boolean tooSmall = !bounded && number.signum() != 0 && number.precision() - number.scale() <= SMALLEST_EXPONENT;
        if (tooFine || tooLong || tooSmall) {
            throw new UnbindableValue(column, "a number of %d digits, %d of them behind the point, without rounding it; give the"
                    .formatted(number.precision(), Math.max(0, number.scale())) + " column a type that keeps them (types.mapping)");
        }
        return number;
    }
}
