package sluice.assess;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import sluice.schema.ResultRows;

/**
 * The MySQL server as it tells about itself: read once, for all checks.
 *
 * <p>Only {@code SHOW} statements whose privilege the user has are sent, in the words of the server's version: a refused one
 * answers with a syntax error on newer servers, which would say nothing.
 */
public final class SourceServer {

    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)\\.(\\d+).*");

    private final Statement statement;
    private final Map<String, String> variables = new HashMap<>();
    private final Grants grants;
    private final String account;

    private SourceServer(Statement statement) throws SQLException {
        this.statement = statement;
        for (Map<String, String> row : rows("SHOW GLOBAL VARIABLES WHERE Variable_name NOT IN ('gtid_executed', 'gtid_purged')")) {
            variables.put(row.get("VARIABLE_NAME"), row.get("VALUE"));
        }
        Map<String, String> session = rows("SELECT CURRENT_USER() AS ACCOUNT, CURRENT_ROLE() AS ROLES").get(0);
        account = quotedAccount(session.get("ACCOUNT"));
        // Without USING, what a role grants is left out.
        String using = session.get("ROLES").equals("NONE") ? "" : " USING " + session.get("ROLES");
        grants = new Grants(rows("SHOW GRANTS FOR CURRENT_USER()" + using).stream()
                .map(row -> row.values().iterator().next()).toList());
    }

    /** Asks the server; the connection stays open for what the checks ask later. */
    public static SourceServer read(Connection connection) throws SQLException {
        return new SourceServer(connection.createStatement());
    }

    /** A global variable; empty where the server has none of that name. */
    public String variable(String name) {
        return variables.getOrDefault(name, "");
    }

    public boolean has(String variable) {
        return variables.containsKey(variable);
    }

    public Grants grants() {
        return grants;
    }

    /** The account that we are, as a GRANT names it: {@code 'sluice'@'%'}. */
    public String account() {
        return account;
    }

    public String version() {
        return variable("version");
    }

    /** The version is this or newer. */
    public boolean isFrom(int major, int minor, int patch) {
        Matcher parts = VERSION.matcher(version());
        if (!parts.matches()) {
            return false;
        }
        int[] actual = {Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)), Integer.parseInt(parts.group(3))};
        int[] wanted = {major, minor, patch};
        for (int i = 0; i < wanted.length; i++) {
            if (actual[i] != wanted[i]) {
                return actual[i] > wanted[i];
            }
        }
        return true;
    }

    /** File, Position, Binlog_Do_DB and Binlog_Ignore_DB in upper case; no row where there is no binlog or no privilege. */
    public List<Map<String, String>> binlogStatus() throws SQLException {
        return mayAskForReplication() ? rows(isFrom(8, 2, 0) ? "SHOW BINARY LOG STATUS" : "SHOW MASTER STATUS") : List.of();
    }

    /** A row for each channel by which this server is a replica. */
    public List<Map<String, String>> replicaStatus() throws SQLException {
        return mayAskForReplication() ? rows(isFrom(8, 0, 22) ? "SHOW REPLICA STATUS" : "SHOW SLAVE STATUS") : List.of();
    }

    /** A row for each replica that is connected and has told who it is; readers like Debezium do not. */
    public List<Map<String, String>> replicas() throws SQLException {
        return grants.onServer("REPLICATION SLAVE")
                ? rows(isFrom(8, 0, 22) ? "SHOW REPLICAS" : "SHOW SLAVE HOSTS") : List.of();
    }

    /** Log_name and File_size of each binlog, in upper case. */
    public List<Map<String, String>> binlogs() throws SQLException {
        return mayAskForReplication() && variable("log_bin").equals("ON") ? rows("SHOW BINARY LOGS") : List.of();
    }

    private boolean mayAskForReplication() {
        return grants.onServer("REPLICATION CLIENT", "SUPER");
    }

    /** The rows of a query, by the labels of its columns in upper case; NULL is left out. */
    public List<Map<String, String>> rows(String query) throws SQLException {
        try (ResultSet result = statement.executeQuery(query)) {
            return ResultRows.of(result);
        }
    }

    /** Where the checks ask; it stays the caller's who opened it. */
    Connection connection() throws SQLException {
        return statement.getConnection();
    }

    /** Runs a statement that gives no rows. */
    void execute(String sql) throws SQLException {
        statement.execute(sql);
    }

    private static String quotedAccount(String account) {
        int at = account.lastIndexOf('@');
        return "'" + account.substring(0, at).replace("'", "''") + "'@'" + account.substring(at + 1) + "'";
    }

    /** For lists in messages. */
    static String sorted(Iterable<String> names) {
        TreeSet<String> sorted = new TreeSet<>();
        names.forEach(sorted::add);
        return String.join(", ", sorted);
    }
}
