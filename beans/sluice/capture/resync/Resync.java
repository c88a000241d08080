package sluice.capture.resync;

import sluice.schema.TableId;

/**
 * A table whose rows are to be read from the source once more.
 *
 * @param where what rows, as a condition in MySQL's SQL; empty for all of them. Then the table is emptied in the target first:
 *              a row that is there only would stay for ever otherwise
 */
public record Resync(TableId table, String where) {

    public Resync {
        where = where == null ? "" : where;
    }

    /** Whether the target's table is emptied before the rows come. */
    public boolean empties() {
        return where.isEmpty();
    }
}
