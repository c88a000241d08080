package sluice.verify;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import sluice.schema.OracleDialect;
import sluice.schema.OwnTables;
import sluice.schema.TableId;
import sluice.schema.VerifyTable;

/**
 * SLUICE_VERIFY: how far each table is. Thread-safe; each statement is a transaction of its own.
 *
 * <p>A run that was cut off left tables that wait or run: the next command goes on with it, and takes over what was done. Every change names its run, so
 * of two commands at once the one that began first stops at its next word, instead of mixing its places with the other's.
 */
final class Ledger implements AutoCloseable {

    private final Session target;

    /** What is known of a table. {@code progress} may be null; {@code equalAt} is where it was when it was last found equal, null if it never was. */
    record Entry(String run, String state, String verdict, String progress, Watermarks equalAt) {

        boolean isDone() {
            return state.equals("done");
        }
    }

    Ledger(Session.Opening target) {
        this.target = new Session("target", target);
    }

    /** Makes the table where an earlier version, or nobody, has prepared the target. */
    void create() throws SQLException {
        target.ask(connection -> {
            try (Statement statement = connection.createStatement()) {
                if (!exists(statement)) {
                    statement.execute(OwnTables.CREATE.get("SLUICE_VERIFY"));
                }
                return true;
            }
        });
    }

    private static boolean exists(Statement statement) {
        try (ResultSet rows = statement.executeQuery("SELECT 1 FROM SLUICE_VERIFY WHERE 1 = 0")) {
            return !rows.next();
        } catch (SQLException missing) {
            return false;
        }
    }

    /**
     * The run that these tables are compared in: the one that was cut off, if it was of these tables, else a new one.
     *
     * @param anew whether what was begun is forgotten
     */
    String run(List<TableId> tables, boolean anew) throws SQLException {
        String unfinished = null;
        for (TableId table : tables) {
            Optional<Entry> entry = read(table);
            unfinished = entry.isPresent() && !entry.get().isDone() ? entry.get().run() : unfinished;
        }
        String run = anew || unfinished == null ? UUID.randomUUID().toString() : unfinished;
        for (TableId table : tables) {
            Optional<Entry> entry = read(table);
            if (entry.isEmpty()) {
                execute(VerifyTable.CREATE_ROW, table.database(), table.table(), run);
            } else if (!entry.get().run().equals(run)) {
                execute(VerifyTable.BEGIN_ANEW, run, table.database(), table.table());
            }
        }
        return run;
    }

    synchronized Optional<Entry> read(TableId table) throws SQLException {
        return target.ask(connection -> read(connection, table));
    }

    private static Optional<Entry> read(Connection connection, TableId table) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(VerifyTable.READ)) {
            query.setString(1, table.database());
            query.setString(2, table.table());
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.of(new Entry(row.getString("RUN_ID"), row.getString("STATE"), row.getString("VERDICT"),
                        row.getString("PROGRESS"), Watermarks.of(row.getString("EQUAL_OFFSETS")))) : Optional.empty();
            }
        }
    }

    /** Where the lanes were when tables were last found equal. */
    synchronized Map<TableId, Watermarks> equalAt() throws SQLException {
        return target.ask(connection -> {
            Map<TableId, Watermarks> at = new HashMap<>();
            try (PreparedStatement query = connection.prepareStatement(VerifyTable.EQUAL_OFFSETS); ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    at.put(new TableId(rows.getString(1), rows.getString(2)), Watermarks.of(rows.getString(3)));
                }
            }
            return at;
        });
    }

    /** The comparison of a table begins; what changes at the source behind the place has to be looked at again some day. */
    void start(TableId table, String run, String place, Watermarks at) throws SQLException {
        expect(run, execute(VerifyTable.START, place, at.json(), table.database(), table.table(), run));
    }

    /** All rows that have changed since it was found equal were looked at, and are equal. */
    void equalAgain(TableId table, String place, Watermarks at) throws SQLException {
        execute(VerifyTable.FOUND_EQUAL_AGAIN, place, at.json(), table.database(), table.table());
    }

    void advance(TableId table, String run, Progress progress) throws SQLException {
        expect(run, execute(VerifyTable.ADVANCE, progress.json(), table.database(), table.table(), run));
    }

    void end(TableId table, String run, String verdict, Progress progress) throws SQLException {
        expect(run, execute(VerifyTable.END, verdict, progress.json(), table.database(), table.table(), run));
        if (verdict.equals(TableResult.EQUAL)) {
            execute(VerifyTable.FOUND_EQUAL, table.database(), table.table(), run);
        }
    }

    private static void expect(String run, int changed) {
        if (changed != 1) {
            throw new UnverifiableException("another command has begun to compare it anew (run " + run + " is over)");
        }
    }

    private synchronized int execute(String statement, String... parameters) throws SQLException {
        return target.ask(connection -> {
            try (PreparedStatement change = connection.prepareStatement(statement)) {
                List<String> values = Arrays.asList(parameters);
                for (int i = 0; i < values.size(); i++) {
                    OracleDialect.set(change, i + 1, values.get(i), Types.VARCHAR);
                }
                return change.executeUpdate();
            }
        });
    }

    @Override
    public synchronized void close() throws SQLException {
        target.close();
    }
}
