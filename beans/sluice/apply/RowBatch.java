package sluice.apply;

import java.util.ArrayList;
import java.util.List;

/**
 * Rows that one statement writes, as one JDBC batch.
 *
 * @param operation by which the route chooses the endpoint
 * @param sql       the statement, with a parameter for each value
 * @param sqlTypes  {@link java.sql.Types} of the parameters
 * @param rows      the values of each row, in the order of the parameters
 * @param changes   where each row comes from, in the order of the rows
 */
public record RowBatch(Kind operation, String sql, int[] sqlTypes, List<Object[]> rows, List<Change> changes) {

    /** What a statement does to its rows. */
    public enum Kind {
        DELETE, INSERT, MERGE
    }

    /** One without rows. */
    RowBatch(Kind operation, String sql, int[] sqlTypes) {
        this(operation, sql, sqlTypes, new ArrayList<>(), new ArrayList<>());
    }

    void add(Change change, Object[] parameters) {
        rows.add(parameters);
        changes.add(change);
    }
}
