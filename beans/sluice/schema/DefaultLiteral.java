package sluice.schema;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The constant that an added column has in the rows that were there, as a literal of the target.
 *
 * <p>Only constants that mean the same on both sides for certain: a wrong one would put a wrong value into every row.
 */
final class DefaultLiteral {

    private static final Pattern NUMBER = Pattern.compile("[-+]?\\d+(\\.\\d+)?");
    private static final Pattern DATE = Pattern.compile("(?!0000)\\d{4}-(?!00)\\d{2}-(?!00)\\d{2}");
    private static final Pattern DATE_TIME = Pattern.compile(DATE.pattern() + " \\d{2}:\\d{2}:\\d{2}(\\.\\d{1,6})?");
    /** A quote or a backslash may be an escape: the statement's text does not say in which sql_mode it was written. */
    private static final Pattern TEXT = Pattern.compile("[^'\\\\\\x00]+");

    private DefaultLiteral() {
    }

    /** @return empty where there is no such literal */
    static Optional<String> of(TargetColumn column, String constant) {
        return switch (ColumnType.of(column.type()).family()) {
            case "NUMBER", "BINARY_FLOAT", "BINARY_DOUBLE" -> NUMBER.matcher(constant).matches() ? Optional.of(constant) : Optional.empty();
            case "VARCHAR2" -> TEXT.matcher(constant).matches() ? Optional.of("'" + constant + "'") : Optional.empty();
            case "DATE" -> DATE.matcher(constant).matches() ? Optional.of("DATE '" + constant + "'") : Optional.empty();
            case "TIMESTAMP" -> DATE_TIME.matcher(constant).matches() ? Optional.of("TIMESTAMP '" + constant + "'") : Optional.empty();
            default -> Optional.empty();
        };
    }
}
