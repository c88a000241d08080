package sluice.control;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Looks whether MySQL lets us in and logs what we need.
 *
 * <p>What is refused here would lose changes silently later: another binlog format than ROW and FULL, or partial
 * JSON. Without capture only the catalog is read, so only access to the databases is asked for.
 */
final class SourcePreflight {

    private static final int NO_ACCESS_TO_DATABASE = 1044;
    private static final int WRONG_CREDENTIALS = 1045;
    private static final int UNKNOWN_DATABASE = 1049;
    private static final int HOST_NOT_ALLOWED = 1130;

    private final Settings settings;
    private final String server;
    private final String user;

    SourcePreflight(Settings settings) {
        this.settings = settings;
        this.server = "MySQL at " + settings.get("source.hostname") + ":" + settings.get("source.port");
        this.user = settings.get("source.user");
    }

    void check() {
        try (Connection connection = new SourceDatabase(settings).connect();
             Statement statement = connection.createStatement()) {
            for (String database : settings.list("source.databases")) {
                checkDatabase(statement, database);
            }
            if (settings.flag("capture.enabled")) {
                checkBinlog(statement);
            }
            checkGrants(statement);
        } catch (SQLException failure) {
            throw new PreflightException(connecting(failure), failure);
        }
    }

    private String connecting(SQLException failure) {
        return NetworkFault.in(failure)
                .map(fault -> "cannot reach " + server + ": " + fault + "; start it, or correct source.hostname and "
                        + "source.port")
                .orElseGet(() -> refusal(failure));
    }

    private String refusal(SQLException failure) {
        return switch (failure.getErrorCode()) {
            case WRONG_CREDENTIALS -> server + " refuses the user '" + user + "' or its password (error 1045); correct "
                    + "source.user and source.password, and see that the user may come from this host";
            case HOST_NOT_ALLOWED -> server + " lets nobody in from this host (error 1130); create the user '" + user
                    + "' for this host there";
            default -> server + " answers: " + RootCause.of(failure) + " (error " + failure.getErrorCode() + ")";
        };
    }

    private void checkDatabase(Statement statement, String database) throws SQLException {
        try {
            statement.execute("USE `" + database.replace("`", "``") + "`");
        } catch (SQLException failure) {
            if (failure.getErrorCode() == UNKNOWN_DATABASE) {
                throw new PreflightException(server + " has no database '" + database
                        + "' (error 1049); correct source.databases", failure);
            } else if (failure.getErrorCode() == NO_ACCESS_TO_DATABASE) {
                throw new PreflightException(server + " does not let '" + user + "' into the database '" + database
                        + "' (error 1044: it may also not exist); GRANT SELECT ON `" + database
                        + "`.* to that user, or correct source.databases", failure);
            }
            throw failure;
        }
    }

    private void checkBinlog(Statement statement) throws SQLException {
        Map<String, String> variables = new HashMap<>();
        try (ResultSet rows = statement.executeQuery("SHOW GLOBAL VARIABLES WHERE Variable_name IN ('log_bin', "
                + "'binlog_format', 'binlog_row_image', 'binlog_row_value_options')")) {
            while (rows.next()) {
                variables.put(rows.getString(1), rows.getString(2).toUpperCase(Locale.ROOT));
            }
        }
        require(variables, "log_bin", "ON", "changes are not logged; start the server with log_bin");
        require(variables, "binlog_format", "ROW", "changes are not logged row by row");
        require(variables, "binlog_row_image", "FULL", "rows are logged in parts");
        require(variables, "binlog_row_value_options", "", "changes inside JSON documents are lost");
    }

    /** A variable that the server does not have (newer ones dropped some) is one that cannot be wrong. */
    private void require(Map<String, String> variables, String name, String expected, String why) {
        String value = variables.getOrDefault(name, expected);
        if (!value.equals(expected)) {
            String remedy = name.equals("log_bin") ? "" : "; SET PERSIST " + name + " = '" + expected
                    + "' there and let the service connect anew, since open sessions keep the old value";
            throw new PreflightException(server + " has " + name + "=" + value + ": " + why + remedy, null);
        }
    }

    private void checkGrants(Statement statement) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("SHOW GRANTS")) {
            while (rows.next()) {
                lines.add(rows.getString(1));
            }
        }
        List<String> missing = missing(new Grants(lines));
        if (!missing.isEmpty()) {
            throw new PreflightException(server + ": the user '" + user + "' lacks privileges; GRANT "
                    + String.join("; GRANT ", missing), null);
        }
    }

    /** Each as the rest of the statement that grants it. */
    private List<String> missing(Grants grants) {
        List<String> missing = new ArrayList<>();
        if (settings.flag("capture.enabled")) {
            for (String privilege : List.of("REPLICATION SLAVE", "REPLICATION CLIENT")) {
                if (!grants.onServer(privilege)) {
                    missing.add(privilege + " ON *.* TO '" + user + "'");
                }
            }
            if (!settings.get("snapshot.mode").equals("never") && !grants.onServer("RELOAD", "FLUSH_TABLES")) {
                missing.add("RELOAD ON *.* TO '" + user + "'");
            }
        }
        for (String database : settings.list("source.databases")) {
            if (!grants.onDatabase("SELECT", database)) {
                missing.add("SELECT ON `" + database + "`.* TO '" + user + "'");
            }
        }
        return missing;
    }
}
