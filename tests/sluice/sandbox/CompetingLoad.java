package sluice.sandbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Other sessions of the target that work without a pause, as a service or a report would beside a migration. Each of them computes a sum, and then
 * updates a part of a table of its own, in one transaction.
 *
 * <p>The work is the server's: the threads that ask for it wait for their answers, and no session waits for another's lock.
 */
public final class CompetingLoad implements AutoCloseable {
    private static final int TABLE_ROWS = 5_000;
    private static final int ROWS = 500;
    private static final String SUM = "SELECT SUM(MOD(X * 7919, 10007)) FROM SYSTEM_RANGE(1, 30000)";

    private final Login target;
    private final int sessions;
    private final ExecutorService threads;
    private final List<Future<Void>> working = new ArrayList<>();
    private final AtomicLong transactions = new AtomicLong();
    private volatile boolean done;

    /**
     * Makes the tables, and begins.
     *
     * @param sessions 0 for a load that is none
     */
    public CompetingLoad(Login target, int sessions) throws SQLException {
        this.target = target;
        this.sessions = sessions;
        this.threads = Executors.newCachedThreadPool();
        for (int session = 0; session < sessions; session++) {
            target.execute("CREATE TABLE " + table(session) + " AS SELECT X AS ID, 0 AS N, 'a row of a service' AS NOTE FROM SYSTEM_RANGE(0, " + (TABLE_ROWS - 1) + ")",
                    "CREATE UNIQUE INDEX " + table(session) + "_ID ON " + table(session) + " (ID)");
        }
        for (int session = 0; session < sessions; session++) {
            String table = table(session);
            working.add(threads.submit(() -> {
                work(table);
                return null;
            }));
        }
    }

    private static String table(int session) {
        return "COMPETITOR_" + session;
    }

    private void work(String table) throws SQLException {
        try (Connection connection = target.connect();
                PreparedStatement sum = connection.prepareStatement(SUM);
                PreparedStatement update = connection.prepareStatement("UPDATE " + table + " SET N = N + 1 WHERE ID BETWEEN ? AND ?")) {
            connection.setAutoCommit(false);
            for (int from = 0; !done; from = (from + ROWS) % TABLE_ROWS) {
                sum.executeQuery().close();
                update.setInt(1, from);
                update.setInt(2, from + ROWS - 1);
                update.executeUpdate();
                connection.commit();
                transactions.incrementAndGet();
            }
        }
    }

    /** Transactions of all sessions so far. */
    public long transactions() {
        return transactions.get();
    }

    /**
     * Ends when what is under way has ended, and takes the tables away.
     *
     * @throws IllegalStateException if a session has failed: then there was less of a load than was wanted
     */
    @Override
    public void close() throws SQLException {
        done = true;
        try {
            for (Future<Void> session : working) {
                session.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("A competing session has failed: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            threads.shutdownNow();
        }
        for (int session = 0; session < sessions; session++) {
            target.execute("DROP TABLE " + table(session));
        }
    }
}
