package sluice.schema;

import sluice.schema.source.SourceColumn;

/**
 * A column of the source that has no exact counterpart in the target yet.
 *
 * <p>It is raised while planning, never while applying: what cannot be migrated exactly is named before the start.
 */
public final class UnsupportedColumn extends RuntimeException {

    private final transient String reason;
    private final transient NoCounterpart why;

    UnsupportedColumn(TableId table, SourceColumn column, NoCounterpart why) {
        super("%s, column %s: %s %s; %s, or leave the table out with source.tables"
                .formatted(table, column.name(), column.columnType(), why.getMessage(), why.remedy()), why);
        this.reason = column.columnType() + " " + why.getMessage();
        this.why = why;
    }

    /** Why not, as a sentence about the column that does not name it; never null. */
    public String reason() {
        return reason;
    }

    /** What can be done besides leaving the table out, as a sentence; never null. */
    public String remedy() {
        return why.remedy();
    }

    /** A type that the setting {@code types.mapping} may name for the column; null where none helps. */
    public String type() {
        return why.type();
    }
}
