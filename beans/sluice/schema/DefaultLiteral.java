package sluice.schema;

import java.util.Optional;
import java.util.regex.Pattern;
import sluice.schema.source.SourceColumn;

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
    static Optional<String> of(SourceColumn source, TargetColumn column, String constant) {
        if (source.dataType().equals("bit")) {
            return Optional.empty(); // b'101' and 101 look the same
        }
        return switch (ColumnType.of(column.type()).family()) {
            case "NUMBER", "BINARY_FLOAT", "BINARY_DOUBLE" -> NUMBER.matcher(constant).matches() ? Optional.of(constant) : Optional.empty();
            case "VARCHAR2" -> TEXT.matcher(constant).matches() ? Optional.of("'" + constant + "'") : Optional.empty();
            case "DATE", "TIMESTAMP" -> moment(constant);
            default -> Optional.empty();
        };
    }

    private static Optional<String> moment(String constant) {
        if (DATE.matcher(constant).matches()) {
            return Optional.of("DATE '" + constant + "'");
        }
        return DATE_TIME.matcher(constant).matches() ? Optional.of("TIMESTAMP '" + constant + "'") : Optional.empty();
    }
}
