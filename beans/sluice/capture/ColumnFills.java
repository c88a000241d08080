package sluice.capture;

import io.debezium.relational.history.ConnectTableChangeSerializer;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.connect.data.Struct;
import sluice.schema.source.ColumnFill;

/**
 * What MySQL puts into a column of a new table by itself, as far as a schema change event tells it for certain.
 *
 * <p>The event has a default as text and does not say of what: {@code CURRENT_TIMESTAMP} comes as 1970-01-01, and neither expressions
 * nor quotes that were escaped can be told. A default that is in doubt is none: {@code ./sluice schema --apply} names it then.
 */
final class ColumnFills {

    private static final Set<String> NUMBERS = Set.of("tinyint", "smallint", "mediumint", "int", "bigint", "decimal", "float", "double", "year");
    private static final Set<String> TEXTS = Set.of("char", "varchar", "enum", "set");
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");
    /** Without quotes, escapes and what may have been bytes or a truth value in the statement. */
    private static final Pattern TEXT = Pattern.compile("(?!(?i:0x|true$|false$|null$))[^'\\\\\\x00]+");
    private static final Pattern DATE = Pattern.compile("(?!0000)\\d{4}-(?!00)\\d{2}-(?!00)\\d{2}");

    private ColumnFills() {
    }

    /** @param type the catalog's DATA_TYPE */
    static ColumnFill of(Struct column, String type) {
        boolean numbers = Boolean.TRUE.equals(column.getBoolean(ConnectTableChangeSerializer.AUTO_INCREMENTED_KEY));
        String constant = column.getString(ConnectTableChangeSerializer.DEFAULT_VALUE_EXPRESSION);
        return new ColumnFill(constant != null && isCertain(constant, type) ? constant : null, false, numbers, null, null, false);
    }

    private static boolean isCertain(String constant, String type) {
        return NUMBERS.contains(type) && NUMBER.matcher(constant).matches() || TEXTS.contains(type) && TEXT.matcher(constant).matches()
                || type.equals("date") && DATE.matcher(constant).matches();
    }
}
