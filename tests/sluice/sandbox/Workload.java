package sluice.sandbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.awaitility.Awaitility;

/**
 * A service that keeps writing to the source: inserts, updates of hot keys, deletes, deleted keys that come back, transactions of
 * many rows, transactions that are rolled back, changed primary keys, and a table that is truncated and filled again.
 * Seeded: the same seed, rows and threads write the same transactions, in the same order for each thread.
 */
public final class Workload implements AutoCloseable {
    private static final String[] DATABASES = {"ordersdb", "usersdb"};
    private static final long SENTINEL = 9_000_000_000L;

    private final Login app;
    private final long seed;
    private final int threads;
    private final int changesPerSecond;
    private final List<WorkPlan> plans = new ArrayList<>();
    private final List<Writer> writers = new ArrayList<>();
    private FilledRows filled = FilledRows.of(0);
    private boolean truncating = true;
    private WorkloadCounts before = WorkloadCounts.NONE;
    private long sentinels;

    /** Two threads, 2,000 changes per second. */
    public Workload(Login app, long seed) {
        this(app, seed, 2, 2_000);
    }

    public Workload(Login app, long seed, int threads, int changesPerSecond) {
        this.app = app;
        this.seed = seed;
        this.threads = threads;
        this.changesPerSecond = changesPerSecond;
    }

    /** The databases that it writes to: the value of {@code source.databases}. */
    public static String[] databases() {
        return DATABASES.clone();
    }

    /** Creates the databases and tables. */
    public void create() throws SQLException {
        app.execute(SampleRows.TABLES);
    }

    /** Fills the tables with this many rows in all. */
    public void fill(long rows) throws SQLException {
        filled = FilledRows.of(rows);
        try (Connection connection = app.connect()) {
            filled.insert(connection, seed);
        }
    }

    /**
     * Whether tables may be truncated from now on; allowed by default. MySQL itself fails a snapshot that reads a table which was
     * truncated after the snapshot's begin (error 1412), so a service that is being copied does not do so.
     */
    public synchronized void allowTruncate(boolean allowed) {
        truncating = allowed;
        writers.forEach(writer -> writer.allowTruncate(allowed));
    }

    /** Starts to write, or goes on where the last {@link #stop()} interrupted it. */
    public synchronized void start() {
        if (!writers.isEmpty()) {
            throw new IllegalStateException("The workload is writing already");
        }
        for (int i = 0; i < threads; i++) {
            if (plans.size() == i) {
                plans.add(new WorkPlan(seed, i, threads, filled));
            }
            Writer writer = new Writer(app, plans.get(i), (double) changesPerSecond / threads, "workload-" + i);
            writer.allowTruncate(truncating);
            writers.add(writer);
        }
        writers.forEach(Writer::start);
    }

    /** Stops to write, and returns when the last transaction is done. */
    public synchronized WorkloadCounts stop() {
        writers.forEach(Writer::signalStop);
        writers.forEach(Writer::awaitEnd);
        before = counts();
        List<Writer> ended = List.copyOf(writers);
        writers.clear();
        ended.forEach(Writer::throwFailure);
        return before;
    }

    /** What has been committed so far. */
    public synchronized WorkloadCounts counts() {
        return writers.stream().map(Writer::counts).reduce(before, WorkloadCounts::plus);
    }

    /** Waits until this many changes are committed. */
    public void awaitChanges(long changes, Duration limit) {
        Awaitility.await(changes + " changes").atMost(limit).pollInterval(Duration.ofMillis(50)).until(() -> {
            throwFailure();
            return counts().changes() >= changes;
        });
    }

    private synchronized void throwFailure() {
        writers.forEach(Writer::throwFailure);
    }

    /** Writes one last row into each table; call it when all writers have stopped. */
    public synchronized void writeSentinels() throws SQLException {
        long id = SENTINEL + ++sentinels;
        SampleRows rows = new SampleRows(new Random(seed + id));
        try (Connection connection = app.connect()) {
            connection.setAutoCommit(false);
            new WorkTransaction()
                    .add(WorkTransaction.Kind.INSERT, SampleRows.INSERT_ORDER, rows.order(id))
                    .add(WorkTransaction.Kind.INSERT, SampleRows.INSERT_PAYMENT, rows.payment(id, 1))
                    .add(WorkTransaction.Kind.INSERT, SampleRows.INSERT_CART, rows.cart(id))
                    .add(WorkTransaction.Kind.INSERT, SampleRows.INSERT_PROFILE, rows.profile(FilledRows.email(id)))
                    .execute(connection);
        }
    }

    /**
     * Whether the last sentinels are in the target. It proves nothing for other partitions of the same table.
     *
     * @param schema the one schema where all tables are, or null for one schema a database
     */
    public synchronized boolean sentinelsArrived(Login target, String schema) throws SQLException {
        long id = SENTINEL + sentinels;
        return arrived(target, schema, "ordersdb", "ORDERS", "ID = " + id)
                && arrived(target, schema, "ordersdb", "PAYMENTS", "ORDER_ID = " + id)
                && arrived(target, schema, "ordersdb", "CARTS", "ID = " + id)
                && arrived(target, schema, "usersdb", "USER_PROFILES", "EMAIL = '" + FilledRows.email(id) + "'");
    }

    private static boolean arrived(Login target, String schema, String database, String table, String where) throws SQLException {
        String owner = schema == null ? database.toUpperCase(Locale.ROOT) : schema;
        return target.number("SELECT COUNT(*) FROM \"" + owner + "\".\"" + table + "\" WHERE " + where) == 1;
    }

    @Override
    public void close() {
        stop();
    }
}
