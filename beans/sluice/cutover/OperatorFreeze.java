package sluice.cutover;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import sluice.capture.CaptureReach;

/**
 * The operator ends the writes by his own means, where Sluice may not: the service is stopped, a managed source is set to read only. He is believed that
 * he has; that it is so is looked at in the binlog, once he says it and once more before the switch.
 */
public final class OperatorFreeze implements Freezing {

    private static final int LOOKS = 10;

    private final SourceWrites source;
    private final Consumer<String> told;
    private final Confirmation confirmation;

    /** Waits for the operator's word. */
    @FunctionalInterface
    public interface Confirmation {

        /** @throws CutoverFailure if he gives it up */
        void await() throws InterruptedException;
    }

    /** @param told takes a line for the operator */
    public OperatorFreeze(SourceWrites source, Consumer<String> told, Confirmation confirmation) {
        this.source = source;
        this.told = told;
        this.confirmation = confirmation;
    }

    @Override
    public List<String> obstacles() throws SQLException {
        return source.otherWriters();
    }

    @Override
    public Freezer freezer() throws SQLException {
        return new ByHand(source.connect());
    }

    private final class ByHand implements Freezer {

        private final Connection connection;

        ByHand(Connection connection) {
            this.connection = connection;
        }

        @Override
        public long id() {
            return 0;
        }

        @Override
        public CaptureReach.Place freeze() throws SQLException, InterruptedException {
            told.accept("End all writes to the source now.");
            confirmation.await();
            return SourceWrites.still(connection, LOOKS);
        }

        @Override
        public CaptureReach.Place place() throws SQLException {
            return CaptureReach.now(connection);
        }

        @Override
        public void free() throws SQLException {
            close();
            told.accept("You have ended the writes to the source: let them go on");
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }
}
