package sluice.capture.resync;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import sluice.schema.TableId;

/**
 * What a source must have so that its tables can be read once more beside their changes: GTIDs, or a table for the marks between which a chunk
 * is read. Without either nobody could tell whether a row of a chunk is older than a change (P2).
 */
public final class ResyncNeeds {

    private ResyncNeeds() {
    }

    /**
     * What is missing, with the remedy; null if nothing is. The marks' table is tried: a row is written to it and rolled back.
     *
     * @param connection as the user that captures; it is left with autocommit on
     * @param marks      {@code resync.signal.table}; null if it is empty
     * @throws SQLException if the server cannot be asked
     */
    public static String problem(Connection connection, TableId marks) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            String mode = mode(statement);
            if (mode.equals("ON")) {
                return null;
            }
            String without = "has gtid_mode=" + mode + ", so a resync needs a table for its marks: ";
            return marks == null ? without + "switch GTIDs on, or create one and name it in resync.signal.table (docs/resync.md)"
                    : tried(connection, statement, marks, without);
        }
    }

    private static String mode(Statement statement) throws SQLException {
        try (ResultSet mode = statement.executeQuery("SELECT @@GLOBAL.gtid_mode")) {
            mode.next();
            return mode.getString(1);
        }
    }

    private static String tried(Connection connection, Statement statement, TableId marks, String without) throws SQLException {
        String table = "`" + marks.database().replace("`", "``") + "`.`" + marks.table().replace("`", "``") + "`";
        connection.setAutoCommit(false);
        try {
            statement.executeUpdate("INSERT INTO " + table + " VALUES ('sluice-try', 'sluice-try', 'a row that is rolled back')");
            return null;
        } catch (SQLException e) {
            return without + "source.user cannot write three texts into " + marks + " (" + e.getMessage() + "). CREATE TABLE " + table
                    + " (id VARCHAR(64) PRIMARY KEY, type VARCHAR(64) NOT NULL, data VARCHAR(2048)), and GRANT SELECT, INSERT ON it";
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }
}
