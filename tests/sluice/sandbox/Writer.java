package sluice.sandbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;

/**
 * One thread of the workload: carries out its plan, not faster than its rate, until it is told to stop.
 * It lives through an outage of the server: what was under way is given up (its fate is unknown, and its keys are not used again),
 * the rest goes on over a new connection. Any other error ends it, and is thrown by {@link #throwFailure()}.
 */
final class Writer {
    private static final Duration OUTAGE_LIMIT = Duration.ofMinutes(2);
    private static final int LOCK_WAIT_TIMEOUT = 1205;
    private static final int DEADLOCK = 1213;
    private static final int DUPLICATE_KEY = 1062;
    private static final int READ_ONLY = 1290;
    private static final Set<Integer> REFUSED = Set.of(LOCK_WAIT_TIMEOUT, DEADLOCK, DUPLICATE_KEY, READ_ONLY);

    private final Login login;
    private final WorkPlan plan;
    private final double nanosPerChange;
    private final Thread thread;
    private volatile boolean stopping;
    private volatile boolean truncating;
    private volatile WorkloadCounts counts = WorkloadCounts.NONE;
    private volatile Exception failure;
    private Connection connection;
    private long due = System.nanoTime();

    Writer(Login login, WorkPlan plan, double changesPerSecond, String name) {
        this.login = login;
        this.plan = plan;
        this.nanosPerChange = 1e9 / changesPerSecond;
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    void allowTruncate(boolean allowed) {
        truncating = allowed;
    }

    WorkloadCounts counts() {
        return counts;
    }

    void signalStop() {
        stopping = true;
    }

    /** Returns when the last transaction is done. */
    void awaitEnd() {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void throwFailure() {
        if (failure != null) {
            throw new IllegalStateException("The workload failed: " + failure.getMessage(), failure);
        }
    }

    private void run() {
        try {
            connect();
            while (!stopping) {
                step(plan.next(truncating));
            }
            connection.close();
        } catch (Exception e) {
            failure = e;
        }
    }

    private void step(WorkTransaction work) throws SQLException {
        if (work.isEmpty()) {
            return;
        }
        WorkloadCounts done;
        try {
            done = work.execute(connection);
        } catch (SQLException e) {
            recover(e);
            done = new WorkloadCounts(0, 0, 0, 0, 0, 0, 0, 0, 1);
        }
        counts = counts.plus(done);
        pace(done.changes());
    }

    private void recover(SQLException e) throws SQLException {
        if (REFUSED.contains(e.getErrorCode())) {
            connection.rollback();
        } else if (e.getSQLState() != null && (e.getSQLState().startsWith("08") || !connection.isValid(2))) {
            Awaitility.await("the source is back").atMost(OUTAGE_LIMIT).pollInterval(Duration.ofMillis(200))
                    .until(() -> stopping || reconnected());
        } else {
            throw e;
        }
    }

    private boolean reconnected() {
        try {
            connect();
            return true;
        } catch (SQLException away) {
            return false;
        }
    }

    private void connect() throws SQLException {
        connection = login.connect();
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        try (var statement = connection.createStatement()) {
            // a TRUNCATE waits for everyone who reads the table (a snapshot), and everyone else then waits for it: give up soon
            statement.execute("SET SESSION lock_wait_timeout = 1");
        }
        connection.setAutoCommit(false);
    }

    /** Holds the rate; after a pause (an outage, a lock) it does not catch up by a burst. */
    private void pace(long changes) {
        long now = System.nanoTime();
        due = Math.max(due, now - TimeUnit.SECONDS.toNanos(1)) + (long) (changes * nanosPerChange);
        while (!stopping && due - System.nanoTime() > 0) {
            LockSupport.parkNanos(this, Math.min(due - System.nanoTime(), TimeUnit.MILLISECONDS.toNanos(100)));
        }
    }
}
