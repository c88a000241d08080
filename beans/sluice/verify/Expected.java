package sluice.verify;

import java.math.BigDecimal;
import java.time.LocalDate;
import sluice.schema.ColumnType;
import sluice.schema.TargetColumn;
import sluice.schema.ValuePolicies;
import sluice.schema.ValuePolicies.EmptyNotNull;

/**
 * What the target's cell has to be read as, for a value of the source: the value itself, but for what no Oracle has (docs/types.md).
 *
 * <p>A value that lanes refuse is expected as it is: its row is parked, and verify says that it is missing or different.
 */
@FunctionalInterface
interface Expected {

    Object of(Object source);

    static Expected of(Kind kind, TargetColumn column, ValuePolicies policies) {
        ColumnType type = ColumnType.of(column.type());
        boolean oneZero = type.is("BINARY_FLOAT") || type.is("BINARY_DOUBLE") || type.is("NUMBER");
        return switch (kind) {
            case TEXT -> type.is("NUMBER") ? Expected::number : text(column, policies);
            case BYTES -> value -> value instanceof byte[] bytes && bytes.length == 0 && column.nullable() ? null : value;
            case DOCUMENT -> value -> TargetCells.document((String) value);
            case DECIMAL -> type.is("BINARY_DOUBLE") ? value -> value == null ? null : ((BigDecimal) value).doubleValue() : value -> value;
            case SINGLE -> oneZero ? value -> value == null ? null : (Object) Approximate.unsigned((Float) value) : value -> value;
            case TWOFOLD -> twofold(type, oneZero);
            case DATE, DATETIME, INSTANT -> moment(policies.zeroDate().date(), column);
            default -> value -> value;
        };
    }

    private static Expected twofold(ColumnType type, boolean oneZero) {
        if (type.is("BINARY_FLOAT")) {
            return value -> value == null ? null : Approximate.single(Approximate.unsigned((Double) value));
        }
        return oneZero ? value -> value == null ? null : (Object) Approximate.unsigned((Double) value) : value -> value;
    }

    /** Of a column that allows NULL a zero date may be two things, so it stays what it is ({@link ZeroDatesHere}). */
    private static Expected moment(LocalDate zero, TargetColumn column) {
        return zero == null || column.nullable() ? value -> value : value -> value instanceof ZeroMoment ? MomentText.micros(zero) : value;
    }

    private static Expected text(TargetColumn column, ValuePolicies policies) {
        String blank = policies.emptyNotNull() == EmptyNotNull.SPACE ? " " : "";
        String empty = column.nullable() ? null : blank;
        return value -> value instanceof String text && text.isEmpty() ? empty : value;
    }

    private static Object number(Object value) {
        try {
            return value == null ? null : new BigDecimal((String) value);
        } catch (NumberFormatException noNumber) {
            return value;
        }
    }
}
