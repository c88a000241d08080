package sluice.verify;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection that only reads, and is made anew when it is lost: what it reads is asked for by keys, so a question that was cut off can be
 * asked again. Not thread-safe.
 */
final class Session implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Session.class);
    private static final int ATTEMPTS = 4;
    private static final int VALID_SECONDS = 5;

    private final String name;
    private final Opening opening;
    private Connection connection;

    /** Makes a connection. */
    @FunctionalInterface
    interface Opening {
        Connection open() throws SQLException;
    }

    /** A question to the database. */
    @FunctionalInterface
    interface Question<T> {
        T ask(Connection connection) throws SQLException;
    }

    /** @param name for the log: source or target */
    Session(String name, Opening opening) {
        this.name = name;
        this.opening = opening;
    }

    /** @throws SQLException if the question fails on a connection that is well, or none can be made after some attempts */
    <T> T ask(Question<T> question) throws SQLException {
        for (int attempt = 1;; attempt++) {
            try {
                if (connection == null) {
                    connection = opening.open();
                }
                return question.ask(connection);
            } catch (SQLException e) {
                if (attempt == ATTEMPTS || isWell()) {
                    throw e;
                }
                LOG.warn("The {} is asked again: {}", name, e.getMessage());
                forget();
                pause(attempt);
            }
        }
    }

    private boolean isWell() throws SQLException {
        return connection != null && !connection.isClosed() && connection.isValid(VALID_SECONDS);
    }

    private static void pause(int attempt) throws SQLException {
        try {
            TimeUnit.SECONDS.sleep(1L << attempt);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted", e);
        }
    }

    private void forget() {
        try {
            close();
        } catch (SQLException lost) {
            LOG.debug("the lost connection cannot be closed", lost);
        }
    }

    @Override
    public void close() throws SQLException {
        Connection before = connection;
        connection = null;
        if (before != null) {
            before.close();
        }
    }
}
