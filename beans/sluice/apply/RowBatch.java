package sluice.apply;

import java.util.List;

/**
 * Rows that one statement writes, as one JDBC batch.
 *
 * @param operation by which the route chooses the endpoint
 * @param sql       the statement, with a parameter for each value
 * @param sqlTypes  {@link java.sql.Types} of the parameters
 * @param rows      the values of each row, in the order of the parameters
 */
public record RowBatch(Kind operation, String sql, int[] sqlTypes, List<Object[]> rows) {

    /** What a statement does to its rows. */
    public enum Kind {
        DELETE, INSERT, MERGE
    }
}
