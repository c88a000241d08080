package sluice.apply;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.camel.Exchange;
import org.apache.camel.component.sql.SqlPrepareStatementStrategy;
import sluice.schema.OracleDialect;

/**
 * Binds the rows of a {@link RowBatch} to camel-sql's statements by index: the values are ready for the driver, the
 * statement has no names to be looked up, and a null is told its type.
 */
public final class RowStatements implements SqlPrepareStatementStrategy {

    /** The exchange property that holds the row batch while its statement runs. */
    public static final String ROWS = "rows";

    @Override
    public String prepareQuery(String query, boolean allowNamedParameters, Exchange exchange) {
        return query;
    }

    @Override
    public Iterator<?> createPopulateIterator(String query, String preparedQuery, int expectedParams, Exchange exchange,
                                              Object value) {
        return new Row((Object[]) value, exchange.getProperty(ROWS, RowBatch.class).sqlTypes());
    }

    @Override
    public void populateStatement(PreparedStatement statement, Iterator<?> iterator, int expectedParams) throws SQLException {
        Row row = (Row) iterator;
        for (int i = 0; i < row.values.length; i++) {
            OracleDialect.set(statement, i + 1, row.values[i], row.types[i]);
        }
    }

    /** One row on its way from {@link #createPopulateIterator} to {@link #populateStatement}. */
    private static final class Row implements Iterator<Object> {

        private final Object[] values;
        private final int[] types;
        private int next;

        Row(Object[] values, int[] types) {
            this.values = values;
            this.types = types;
        }

        @Override
        public boolean hasNext() {
            return next < values.length;
        }

        @Override
        public Object next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return values[next++];
        }
    }
}
