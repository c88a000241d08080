package sluice.cutover;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import sluice.capture.CaptureReach;
import sluice.control.Settings;
import sluice.control.SourceDatabase;

/**
 * Whether the source takes writes, and who may change that: {@code cutover.source.user}, which needs SYSTEM_VARIABLES_ADMIN (or SUPER).
 *
 * <p>{@code super_read_only} is global and outlives every connection: whoever sets it must be sure that somebody takes it back. It waits for commits
 * that are under way, and lets nobody write any more, whatever he may; but replicas' appliers do.
 */
public final class SourceWrites implements Freezing {

    private static final int PATIENCE_SECONDS = 10;
    private static final long STILL_MILLIS = 300;
    private static final int NO_SUCH_THREAD = 1094;

    private final String url;
    private final Properties properties;

    public SourceWrites(Settings settings) {
        SourceDatabase source = new SourceDatabase(settings);
        this.url = source.url();
        this.properties = source.properties();
        if (!settings.get("cutover.source.user").isEmpty()) {
            properties.setProperty("user", settings.get("cutover.source.user"));
            properties.setProperty("password", settings.get("cutover.source.password"));
        }
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(url, properties);
    }

    @Override
    public List<String> obstacles() throws SQLException {
        List<String> obstacles = new ArrayList<>(otherWriters());
        if (!mayFreeze()) {
            obstacles.add("the user may not freeze it: GRANT SYSTEM_VARIABLES_ADMIN, or set cutover.source.user, or --freeze-by-operator");
        }
        if (isFrozen()) {
            obstacles.add("somebody has set super_read_only already; nobody would know when to take it back");
        }
        return obstacles;
    }

    private boolean isFrozen() throws SQLException {
        try (Connection source = connect()) {
            return number(source, "SELECT @@GLOBAL.super_read_only") == 1;
        }
    }

    /** What would go on writing in a freeze, or come back behind it; empty if nothing. */
    List<String> otherWriters() throws SQLException {
        List<String> obstacles = new ArrayList<>();
        try (Connection source = connect(); Statement statement = source.createStatement()) {
            try (ResultSet prepared = statement.executeQuery("XA RECOVER")) {
                if (prepared.next()) {
                    obstacles.add("an XA transaction is prepared at the source (XA RECOVER shows it): it would be committed behind the switch."
                            + " Commit it or roll it back");
                }
            } catch (SQLException e) {
                obstacles.add("prepared XA transactions cannot be looked for: grant XA_RECOVER_ADMIN to " + properties.getProperty("user")
                        + " (" + e.getMessage() + ")");
            }
            if (number(source, "SELECT COUNT(*) FROM performance_schema.replication_applier_status WHERE SERVICE_STATE = 'ON'") > 0) {
                obstacles.add("the source is a replica itself, and its applier writes in spite of super_read_only: stop it (STOP REPLICA)");
            }
        }
        return obstacles;
    }

    /** Whether the user may freeze the source, found out without doing it. */
    private boolean mayFreeze() throws SQLException {
        try (Connection source = connect(); Statement statement = source.createStatement();
                ResultSet grants = statement.executeQuery("SHOW GRANTS")) {
            while (grants.next()) {
                String grant = grants.getString(1).toUpperCase();
                if (grant.contains("SYSTEM_VARIABLES_ADMIN") || grant.contains(" SUPER") || grant.startsWith("GRANT ALL PRIVILEGES ON *.*")) {
                    return true;
                }
            }
        }
        return false;
    }

    @Override
    public Freezer freezer() throws SQLException {
        return new ReadOnly(connect());
    }

    /** The one connection that can freeze the source. */
    private final class ReadOnly implements Freezer {

        private final Connection connection;
        private final long id;

        ReadOnly(Connection connection) throws SQLException {
            this.connection = connection;
            this.id = number(connection, "SELECT CONNECTION_ID()");
        }

        @Override
        public long id() {
            return id;
        }

        /** @throws SQLException if the server refuses, or locked tables keep it from it */
        @Override
        public CaptureReach.Place freeze() throws SQLException, InterruptedException {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET SESSION lock_wait_timeout = " + PATIENCE_SECONDS);
                statement.execute("SET GLOBAL super_read_only = ON");
            }
            return still(connection, 1);
        }

        @Override
        public CaptureReach.Place place() throws SQLException {
            return CaptureReach.now(connection);
        }

        @Override
        public void free() throws SQLException {
            close();
            allow();
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }

    /**
     * Waits until the binlog stands still.
     *
     * @param looks in a row that have to find it at one place
     * @return its end
     */
    static CaptureReach.Place still(Connection source, int looks) throws SQLException, InterruptedException {
        CaptureReach.Place place = CaptureReach.now(source);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        for (int same = 0; same < looks;) {
            if (System.nanoTime() > end) {
                throw new SQLException("the binlog goes on although the source is frozen: somebody writes who is not stopped by it");
            }
            TimeUnit.MILLISECONDS.sleep(STILL_MILLIS);
            CaptureReach.Place now = CaptureReach.now(source);
            same = now.equals(place) ? same + 1 : 0;
            place = now;
        }
        return place;
    }

    /** Ends a connection by which somebody may freeze the source; one that is gone already is ended. */
    void end(long connection) throws SQLException {
        try (Connection source = connect(); Statement statement = source.createStatement()) {
            statement.execute("KILL " + connection);
        } catch (SQLException e) {
            if (e.getErrorCode() != NO_SUCH_THREAD) {
                throw e;
            }
        }
    }

    /** Lets everybody write again who might before. */
    public void allow() throws SQLException {
        try (Connection source = connect(); Statement statement = source.createStatement()) {
            statement.execute("SET GLOBAL super_read_only = OFF");
            statement.execute("SET GLOBAL read_only = OFF");
        }
    }

    private static long number(Connection source, String query) throws SQLException {
        try (Statement statement = source.createStatement(); ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }
}
