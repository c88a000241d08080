package sluice.schema;

import java.util.Optional;

/**
 * The narrowest type of the target that holds both what a column holds now and what it is to hold.
 *
 * <p>Oracle alters a column with rows to a wider type of the same family and to nothing else (ORA-01439, ORA-01440), so a
 * wider type is never narrower in any of its parts: DECIMAL(10,2) that becomes DECIMAL(10,4) needs NUMBER(12,4).
 */
final class WiderType {

    private static final int NUMBER_DIGITS = 38;

    private WiderType() {
    }

    /** @return empty where no ALTER of a column with rows leads there */
    static Optional<String> of(ColumnType actual, ColumnType needed) {
        if (!actual.family().equals(needed.family()) || actual.sizes().isEmpty()) {
            return Optional.empty();
        }
        return switch (actual.family()) {
            case "NUMBER" -> number(actual, needed);
            case "VARCHAR2" -> Optional.of("VARCHAR2(" + longest(actual, needed, 0) + " CHAR)");
            case "RAW" -> Optional.of("RAW(" + longest(actual, needed, 0) + ")");
            case "TIMESTAMP" -> Optional.of("TIMESTAMP(" + longest(actual, needed, 0) + ")");
            case "TIMESTAMP WITH TIME ZONE" -> Optional.of("TIMESTAMP(" + longest(actual, needed, 0) + ") WITH TIME ZONE");
            case "INTERVAL DAY TO SECOND" ->
                    Optional.of("INTERVAL DAY(" + longest(actual, needed, 0) + ") TO SECOND(" + longest(actual, needed, 1) + ")");
            default -> Optional.empty();
        };
    }

    private static Optional<String> number(ColumnType actual, ColumnType needed) {
        int scale = longest(actual, needed, 1);
        int digits = scale + Math.max(size(actual, 0) - size(actual, 1), size(needed, 0) - size(needed, 1));
        if (digits > NUMBER_DIGITS) {
            return Optional.empty();
        }
        return Optional.of(scale == 0 ? "NUMBER(" + digits + ")" : "NUMBER(" + digits + "," + scale + ")");
    }

    private static int longest(ColumnType actual, ColumnType needed, int index) {
        return Math.max(size(actual, index), size(needed, index));
    }

    private static int size(ColumnType type, int index) {
        return index < type.sizes().size() ? type.sizes().get(index) : 0;
    }
}
