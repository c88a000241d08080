package sluice.control;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Looks whether MySQL lets us in, and into the databases. What it logs and grants is a matter of the assessment. */
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
}
