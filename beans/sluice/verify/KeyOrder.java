package sluice.verify;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import sluice.schema.ColumnType;

/**
 * The order of keys that both databases have for themselves: of numbers, bytes, dates and spans of time. Texts have none: MySQL sorts them by
 * their collation, Oracle by their bytes, H2 by halves of characters.
 */
final class KeyOrder implements Comparator<Object[]> {

    private final int columns;

    /** @param columns the key's, the first ones of each row */
    KeyOrder(int columns) {
        this.columns = columns;
    }

    /** Whether both sides give the rows of a table in one order. */
    static boolean isShared(List<ComparedColumn> key) {
        return key.stream().allMatch(KeyOrder::isShared);
    }

    private static boolean isShared(ComparedColumn column) {
        ColumnType type = ColumnType.of(column.target().type());
        return switch (column.kind()) {
            case INTEGER, DECIMAL, BITS -> type.is("NUMBER");
            case SINGLE -> type.is("BINARY_FLOAT");
            case TWOFOLD -> type.is("BINARY_DOUBLE");
            case BYTES -> type.is("RAW");
            case DATE, DATETIME, INSTANT -> type.is("DATE") || type.family().startsWith("TIMESTAMP");
            case SPAN -> type.is("INTERVAL DAY TO SECOND");
            default -> false;
        };
    }

    @Override
    public int compare(Object[] a, Object[] b) {
        for (int i = 0; i < columns; i++) {
            int order = compared(a[i], b[i]);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    /** @throws NoSharedOrderException for values that the two sides sort differently */
    private static int compared(Object a, Object b) {
        if (a instanceof Long one && b instanceof Long other) {
            return Long.compare(one, other);
        } else if (a instanceof byte[] one && b instanceof byte[] other) {
            return Arrays.compareUnsigned(one, other);
        } else if (a instanceof Float one && b instanceof Float other) {
            return Float.compare(one, other);
        } else if (a instanceof Double one && b instanceof Double other) {
            return Double.compare(one, other);
        } else if (a instanceof Number one && b instanceof Number other) {
            return new BigDecimal(one.toString()).compareTo(new BigDecimal(other.toString()));
        }
        throw new NoSharedOrderException("a key has the values " + a + " and " + b + ", which have no order");
    }
}
