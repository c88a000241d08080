package sluice.schema;

import sluice.schema.source.SourceColumn;

/**
 * A column of the source that has no exact counterpart in the target yet.
 *
 * <p>It is raised while planning, never while applying: what cannot be migrated exactly is named before the start.
 */
public final class UnsupportedColumn extends RuntimeException {

    private final transient TableId table;
    private final transient SourceColumn column;

    /** @param reason why not, as the end of a sentence that begins with the column; none is null */
    public UnsupportedColumn(TableId table, SourceColumn column, String reason) {
        super("%s, column %s: %s %s; leave the table out with source.tables"
                .formatted(table, column.name(), column.columnType(), reason));
        this.table = table;
        this.column = column;
    }

    /** The table at the source; never null. */
    public TableId table() {
        return table;
    }

    /** The column as the source has it; never null. */
    public SourceColumn column() {
        return column;
    }
}
