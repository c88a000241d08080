package sluice.schema;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import sluice.schema.ValuePolicies.ZeroDates;

/**
 * Values of DATE and the TIMESTAMPs. Oracle rounds fractions that are too fine without an error, so these are checked here.
 * An instant in a column without a zone is in UTC.
 */
final class MomentBinder implements ValueBinder {

    private static final int[] NANOS = {1_000_000_000, 100_000_000, 10_000_000, 1_000_000, 100_000, 10_000, 1_000, 100, 10, 1};

    private final TargetColumn column;
    private final ZeroDates zeroDates;
    private final boolean date;
    private final boolean zoned;
    private final int fraction;

    MomentBinder(TargetColumn column, ValuePolicies policies) {
        ColumnType type = ColumnType.of(column.type());
        this.column = column;
        this.zeroDates = policies.zeroDate();
        this.date = type.is("DATE");
        this.zoned = type.family().endsWith("TIME ZONE");
        this.fraction = type.sizes().isEmpty() ? 0 : type.sizes().get(0);
    }

    @Override
    public Object bind(Object value) {
        if (value == ZeroDate.VALUE) {
            LocalDate instead = zeroDate(column, zeroDates);
            return instead == null ? OracleBinding.Empty.VALUE : bind(instead);
        }
        if (value instanceof OffsetDateTime instant) {
            checkFraction(column, fraction, instant.getNano());
            return zoned ? instant : instant.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime();
        }
        if (value instanceof LocalDate day && !zoned) {
            return date ? day : day.atStartOfDay();
        }
        if (value instanceof LocalDate day) {
            return day.atStartOfDay().atOffset(ZoneOffset.UTC);
        }
        if (value instanceof LocalDateTime moment && !zoned) {
            checkFraction(column, fraction, moment.getNano());
            return moment;
        }
        return null;
    }

    /** The date that stands for a zero date, null for NULL; an UnbindableValue where the settings refuse it. */
    static LocalDate zeroDate(TargetColumn column, ZeroDates policy) {
        if (policy.date() == null && !(policy.isNull() && column.nullable())) {
            throw new UnbindableValue(column, "a zero date (0000-00-00), which Oracle does not have; correct it at the source, or"
                    + " set values.zero.date to null or a date" + (policy.isNull() ? " and allow NULL in the column" : ""));
        }
        return policy.date();
    }

    /** Refuses a fraction that has more digits than the column. */
    static void checkFraction(TargetColumn column, int digits, int nanos) {
        if (nanos % NANOS[digits] != 0) {
            throw new UnbindableValue(column, "a fraction of a second with more than " + digits + " digits without rounding it;"
                    + " give the column more");
        }
    }
}
