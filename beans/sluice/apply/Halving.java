package sluice.apply;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import sluice.schema.OracleDialect;

/**
 * Writes statements in a transaction that is under way, and finds the rows that the target refuses: what fails is
 * rolled back to a savepoint, cut in two, and tried again, until the bad rows stand alone.
 *
 * <p>The rule: afterwards the transaction holds every row but the refused ones. A failure that is not the row's own (a
 * lost connection, a lock) is thrown, and the transaction has to be rolled back: nothing may be parked for it (P5).
 * So many rows may be refused and no more, since a statement for each row of a table that does not fit at all would
 * hold the watermarks for ever.
 */
final class Halving {

    private final Connection connection;
    private final Predicate<SQLException> refuses;
    private final int most;
    private final List<Bad> bad = new ArrayList<>();

    /**
     * @param connection in a transaction
     * @param refuses    whether a failure is the rows' own
     * @param most       rows that may be refused
     */
    Halving(Connection connection, Predicate<SQLException> refuses, int most) {
        this.connection = connection;
        this.refuses = refuses;
        this.most = most;
    }

    private record Bad(RowBatch rows, int row, SQLException failure) {
    }

    /** More rows are refused than may be. */
    static final class TooManyException extends Exception {

        private static final long serialVersionUID = 1;

        TooManyException(SQLException last) {
            super(last);
        }
    }

    /**
     * @return the refused rows
     * @throws SQLException     a failure that is not a row's own
     * @throws TooManyException if more rows are refused than may be
     */
    List<Refusal> write(List<RowBatch> statements) throws SQLException, TooManyException {
        for (RowBatch rows : statements) {
            try (PreparedStatement statement = connection.prepareStatement(rows.sql())) {
                write(statement, rows, 0, rows.rows().size());
            }
        }
        writeWhatWaitedForOthers();
        return bad.stream().map(each -> new Refusal(each.rows().changes().get(each.row()), each.failure())).toList();
    }

    private void write(PreparedStatement statement, RowBatch rows, int from, int to) throws SQLException, TooManyException {
        Savepoint before = connection.setSavepoint();
        try {
            execute(statement, rows, from, to);
        } catch (SQLException failure) {
            if (!refuses.test(failure)) {
                throw failure;
            }
            connection.rollback(before);
            if (to - from == 1) {
                refuse(new Bad(rows, from, failure));
            } else {
                int middle = (from + to) >>> 1;
                write(statement, rows, from, middle);
                write(statement, rows, middle, to);
            }
        }
    }

    private void refuse(Bad row) throws TooManyException {
        if (bad.size() >= most) {
            throw new TooManyException(row.failure());
        }
        bad.add(row);
    }

    private static void execute(PreparedStatement statement, RowBatch rows, int from, int to) throws SQLException {
        statement.clearBatch();
        for (int row = from; row < to; row++) {
            Object[] values = rows.rows().get(row);
            for (int i = 0; i < values.length; i++) {
                OracleDialect.set(statement, i + 1, values[i], rows.sqlTypes()[i]);
            }
            statement.addBatch();
        }
        statement.executeBatch();
    }

    /** A row that a unique or foreign key refused gets one more chance, when all others of the batch are written. */
    private void writeWhatWaitedForOthers() throws SQLException, TooManyException {
        List<Bad> again = bad.stream().filter(row -> Fault.betweenRows(row.failure())).toList();
        bad.removeAll(again);
        for (Bad row : again) {
            try (PreparedStatement statement = connection.prepareStatement(row.rows().sql())) {
                write(statement, row.rows(), row.row(), row.row() + 1);
            }
        }
    }
}
