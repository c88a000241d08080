package sluice.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import sluice.schema.source.SourceColumn;
import sluice.schema.source.TypeLabels;

/**
 * What MySQL does to the values that are there when a column's definition changes. It rewrites them without an event in
 * the binlog, so only a change that leaves each of them as it is may be followed by altering the target.
 *
 * <p>A wrong WIDENED would leave values in the target that the source has not any more; a wrong OTHER holds the table until
 * an operator has looked.
 */
enum ColumnChange {

    /** The same for the rows. */
    SAME,
    /** Every value of the old definition is the same value in the new one. */
    WIDENED,
    /** Values may have been changed: a retyped, narrowed or NOT NULL column. */
    OTHER;

    private static final Map<String, Integer> INTEGER_BITS = Map.of("tinyint", 8, "smallint", 16, "mediumint", 24, "int", 32, "bigint", 64);
    private static final List<String> TEXTS = List.of("tinytext", "text", "mediumtext", "longtext");
    private static final List<String> BLOBS = List.of("tinyblob", "blob", "mediumblob", "longblob");
    /** Types of which each definition is as good as any other: the part in parentheses only says how they are shown. */
    private static final Set<String> WITHOUT_SIZE = Set.of("date", "year", "json", "float", "double");

    /** @param after the column of the same name behind the change; none is null */
    static ColumnChange of(SourceColumn before, SourceColumn after) {
        if (before.nullable() && !after.nullable()) {
            return OTHER; // a server that is not strict makes 0 and '' of NULL
        }
        if (before.columnType().equals(after.columnType())) {
            return before.nullable() == after.nullable() ? SAME : WIDENED;
        }
        return keeps(before, after) ? WIDENED : OTHER;
    }

    private static boolean keeps(SourceColumn before, SourceColumn after) {
        if (INTEGER_BITS.containsKey(before.dataType()) && INTEGER_BITS.containsKey(after.dataType())) {
            return integers(before, after);
        }
        return switch (before.dataType()) {
            case "decimal" -> after.dataType().equals("decimal") && decimals(before, after);
            case "char" -> Set.of("char", "varchar").contains(after.dataType()) && longer(before, after)
                    || TEXTS.contains(after.dataType());
            case "varchar" -> after.dataType().equals("varchar") && longer(before, after) || TEXTS.contains(after.dataType());
            case "tinytext", "text", "mediumtext" -> TEXTS.indexOf(after.dataType()) > TEXTS.indexOf(before.dataType());
            // BINARY is padded with zeros to its new length
            case "varbinary" -> after.dataType().equals("varbinary") && longer(before, after) || BLOBS.contains(after.dataType());
            case "tinyblob", "blob", "mediumblob" -> BLOBS.indexOf(after.dataType()) > BLOBS.indexOf(before.dataType());
            case "datetime", "timestamp", "time", "bit" ->
                    after.dataType().equals(before.dataType()) && size(after.precision()) >= size(before.precision());
            case "enum" -> after.dataType().equals("enum") && labels(after).containsAll(labels(before));
            case "set" -> after.dataType().equals("set") && keepsOrder(before, after);
            default -> after.dataType().equals(before.dataType()) && WITHOUT_SIZE.contains(after.dataType())
                    && before.unsigned() == after.unsigned() && scale(before) == scale(after);
        };
    }

    private static boolean integers(SourceColumn before, SourceColumn after) {
        int bits = INTEGER_BITS.get(after.dataType()) - INTEGER_BITS.get(before.dataType());
        if (before.unsigned() == after.unsigned()) {
            return bits >= 0;
        }
        return before.unsigned() && bits > 0; // a signed column may hold what an unsigned one cannot
    }

    /**
     * More digits behind the point are never rounded. That there may be fewer before it is the server's to check: where a value
     * does not fit it refuses the statement (sql_mode is strict unless somebody changed it).
     */
    private static boolean decimals(SourceColumn before, SourceColumn after) {
        return scale(after) >= scale(before) && size(after.precision()) >= size(before.precision())
                && (before.unsigned() || !after.unsigned());
    }

    private static boolean longer(SourceColumn before, SourceColumn after) {
        return after.length() != null && before.length() != null && after.length() >= before.length();
    }

    /** A SET is shown in the order of its definition: in another order the same row has another text. */
    private static boolean keepsOrder(SourceColumn before, SourceColumn after) {
        List<String> kept = new ArrayList<>(labels(after));
        kept.retainAll(labels(before));
        return kept.equals(labels(before));
    }

    private static List<String> labels(SourceColumn column) {
        return TypeLabels.of(column.columnType());
    }

    private static int scale(SourceColumn column) {
        return size(column.scale());
    }

    private static int size(Integer size) {
        return size == null ? 0 : size;
    }
}
