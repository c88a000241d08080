package sluice.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The target that is given to the tests in the place of their own: {@code -Doracle.url}, {@code -Doracle.user}, and the password in
 * {@code ORACLE_PASSWORD} or {@code -Doracle.password}, as it is or as {@code file:PATH}.
 *
 * <p>It is one schema, the user's own, and every test begins by dropping what stands there. So a schema is only taken that was empty when
 * the tests first came: it gets a table that says so, and without it nothing is dropped.
 */
public final class GivenTarget {
    private static final String URL = System.getProperty("oracle.url", "");
    private static final String MARK = "SLUICE_TESTS";

    private GivenTarget() {
    }

    public static boolean isGiven() {
        return !URL.isBlank();
    }

    /** Whether it is an Oracle; a stand-in may be given to try this very switch. */
    public static boolean isOracle() {
        return URL.startsWith("jdbc:oracle:");
    }

    public static Login login() {
        String password = System.getProperty("oracle.password", System.getenv().getOrDefault("ORACLE_PASSWORD", ""));
        return new Login(URL, System.getProperty("oracle.user", ""), password.startsWith("file:") ? read(Path.of(password.substring("file:".length()))) : password);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the tables of a source database are, in the target that the tests have: its own schema, or the only one of the given target. */
    public static String schema(String database) {
        return isGiven() ? schemaOf(login()) : database.toUpperCase(Locale.ROOT);
    }

    /** The one schema where all tables are, as the setting {@code target.schema} takes it; null for the tests' own target, where each database has its own. */
    public static String onlySchema() {
        return isGiven() ? schemaOf(login()) : null;
    }

    private static String schemaOf(Login login) {
        try (Connection connection = login.connect()) {
            return connection.getSchema();
        } catch (SQLException e) {
            throw new IllegalStateException("-Doracle.url=" + login.url() + " cannot be reached as " + login.user() + ": " + e.getMessage(), e);
        }
    }

    /** Empties the schema; refuses one in which something stands that is not the tests'. */
    static Login emptied(Login login) {
        try (Connection connection = login.connect(); Statement statement = connection.createStatement()) {
            boolean oracle = login.url().startsWith("jdbc:oracle:");
            List<String> tables = tables(connection);
            if (!tables.remove(MARK)) {
                if (!tables.isEmpty()) {
                    throw new IllegalStateException("The tests drop all tables of their target, and the schema " + connection.getSchema() + " holds some that are not theirs: "
                            + tables + ". Give them a user of their own");
                }
                statement.execute("CREATE TABLE " + MARK + " (ONCE NUMBER(1))");
            }
            if (oracle) {
                statement.execute("ALTER SESSION SET DDL_LOCK_TIMEOUT = 60"); // a process that was killed may hold locks for a while
            }
            for (String table : tables) {
                statement.execute("DROP TABLE \"" + connection.getSchema() + "\".\"" + table.replace("\"", "\"\"") + "\" CASCADE CONSTRAINTS" + (oracle ? " PURGE" : ""));
            }
            return login;
        } catch (SQLException e) {
            throw new IllegalStateException("The schema of " + login.user() + " cannot be emptied: " + e.getMessage(), e);
        }
    }

    private static List<String> tables(Connection connection) throws SQLException {
        List<String> names = new ArrayList<>();
        try (ResultSet found = connection.getMetaData().getTables(null, connection.getSchema(), "%", null)) {
            while (found.next()) {
                if (found.getString("TABLE_TYPE").endsWith("TABLE") && !found.getString("TABLE_NAME").startsWith("BIN$")) {
                    names.add(found.getString("TABLE_NAME"));
                }
            }
        }
        return names;
    }
}
