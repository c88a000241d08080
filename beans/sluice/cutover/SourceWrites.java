package sluice.cutover;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import sluice.capture.CaptureReach;
import sluice.control.Settings;
import sluice.control.SourceDatabase;

/**
 * Whether the source takes writes, and who may change that: {@code cutover.source.user}, which needs SYSTEM_VARIABLES_ADMIN (or SUPER).
 *
 * <p>{@code super_read_only} is global and outlives every connection: whoever sets it must be sure that somebody takes it back. It waits for commits
 * that are under way, and lets nobody write any more, whatever he may; but replicas' appliers do.
 */
public final class SourceWrites {

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

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(url, properties);
    }

    /** Whether nobody can write. */
    public boolean isFrozen() throws SQLException {
        try (Connection source = connect()) {
            return number(source, "SELECT @@GLOBAL.super_read_only") == 1;
        }
    }

    /** What would go on writing in a freeze, or come back behind it; empty if nothing. */
    public List<String> obstacles() throws SQLException {
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
    public boolean mayFreeze() throws SQLException {
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

    /** Makes the connection by which the source is frozen. The caller closes it when the source is free again, or switched. */
    public Freezer freezer() throws SQLException {
        return new Freezer(connect());
    }

    /** The one connection that can freeze the source: whoever ends it knows that no freeze comes any more. */
    public static final class Freezer implements AutoCloseable {

        private final Connection source;
        private final long id;

        private Freezer(Connection source) throws SQLException {
            this.source = source;
            this.id = number(source, "SELECT CONNECTION_ID()");
        }

        /** The server's number of it. */
        public long id() {
            return id;
        }

        /**
         * Lets nobody write any more, and waits until the binlog stands still.
         *
         * @return its end
         * @throws SQLException if the server refuses, or locked tables keep it from it
         */
        public CaptureReach.Place freeze() throws SQLException, InterruptedException {
            try (Statement statement = source.createStatement()) {
                statement.execute("SET SESSION lock_wait_timeout = " + PATIENCE_SECONDS);
                statement.execute("SET GLOBAL super_read_only = ON");
            }
            CaptureReach.Place before = CaptureReach.now(source);
            for (int look = 0; look < PATIENCE_SECONDS * 1_000 / STILL_MILLIS; look++) {
                Thread.sleep(STILL_MILLIS);
                CaptureReach.Place now = CaptureReach.now(source);
                if (now.equals(before)) {
                    return now;
                }
                before = now;
            }
            throw new SQLException("the binlog goes on in spite of super_read_only: somebody writes who is not stopped by it");
        }

        @Override
        public void close() throws SQLException {
            source.close();
        }
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
