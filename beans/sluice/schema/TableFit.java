package sluice.schema;

import java.util.ArrayList;
import java.util.List;
import sluice.schema.source.SourceColumn;
import sluice.schema.source.SourceTable;

/**
 * What keeps an existing table of the target from taking the rows of a source table.
 *
 * <p>It lists every difference that would lose, round or refuse a row. Wider types and extra nullable columns are no
 * difference. A NOT NULL on a text whose source is NOT NULL too is none either, though '' would be refused there: then that
 * row stops the lane.
 */
final class TableFit {

    private TableFit() {
    }

    /** One sentence a difference, with the remedy; empty when the table fits. */
    static List<String> differences(SourceTable source, TargetTable planned, TargetTable actual) {
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < planned.columns().size(); i++) {
            column(source.columns().get(i), planned.columns().get(i), actual, differences);
        }
        for (TargetColumn extra : actual.columns()) {
            if (planned.column(extra.name()) == null && !extra.nullable()) {
                differences.add("column %s is NOT NULL and the source has no such column: allow NULL".formatted(extra.name()));
            }
        }
        if (!planned.key().equals(actual.key())) {
            differences.add("its enabled primary key is %s, the source's key is %s: give it that key, or name the same columns"
                    .formatted(actual.key(), planned.key()) + " as the source's key");
        }
        return differences.stream()
                .map(difference -> "%s, which exists and is to take %s: %s".formatted(actual, source.id(), difference))
                .toList();
    }

    private static void column(SourceColumn source, TargetColumn planned, TargetTable table, List<String> differences) {
        TargetColumn actual = table.column(planned.name());
        if (actual == null) {
            differences.add("column %s is missing: add it as %s".formatted(planned.name(), planned.type()));
            return;
        }
        if (!ColumnType.of(actual.type()).holds(ColumnType.of(planned.type()))) {
            differences.add("column %s is %s and does not hold %s: make it %s"
                    .formatted(actual.name(), actual.type(), source.columnType(), planned.type()));
        }
        if (source.nullable() && !actual.nullable()) {
            differences.add("column %s is NOT NULL, the source's is not: allow NULL".formatted(actual.name()));
        }
    }
}
