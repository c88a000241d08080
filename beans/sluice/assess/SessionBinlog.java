package sluice.assess;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Sessions that log otherwise than the server says: in statements, in parts, or not at all.
 *
 * <p>Their changes are missed without a word. Only those that are connected now can be seen.
 */
final class SessionBinlog implements Check {

    private final SourceServer server;

    SessionBinlog(SourceServer server) {
        this.server = server;
    }

    @Override
    public void look(Findings findings) throws SQLException {
        if (!server.grants().onDatabase("SELECT", "performance_schema")) {
            findings.note(FindingId.NOT_LOOKED_AT, "sessions", "whether sessions log in a format of their own cannot be seen:"
                    + " source.user may not read performance_schema",
                    "GRANT SELECT ON performance_schema.* TO " + server.account() + ";");
            return;
        }
        for (Map<String, String> row : server.rows("SELECT V.VARIABLE_NAME, V.VARIABLE_VALUE,"
                + " COALESCE(T.PROCESSLIST_USER, '?') AS USER_, COUNT(*) AS SESSIONS, GROUP_CONCAT(T.PROCESSLIST_ID) AS IDS"
                + " FROM performance_schema.variables_by_thread V JOIN performance_schema.threads T ON T.THREAD_ID = V.THREAD_ID"
                + " WHERE T.TYPE = 'FOREGROUND' AND T.PROCESSLIST_ID <> CONNECTION_ID() AND ((V.VARIABLE_NAME = 'binlog_format' AND V.VARIABLE_VALUE <> 'ROW')"
                + " OR (V.VARIABLE_NAME = 'binlog_row_image' AND V.VARIABLE_VALUE <> 'FULL')"
                + " OR (V.VARIABLE_NAME = 'binlog_row_value_options' AND V.VARIABLE_VALUE <> '')"
                + " OR (V.VARIABLE_NAME = 'sql_log_bin' AND V.VARIABLE_VALUE = 'OFF'))"
                + " GROUP BY V.VARIABLE_NAME, V.VARIABLE_VALUE, USER_ ORDER BY 3, 1, 2")) {
            report(findings, row);
        }
    }

    private static void report(Findings findings, Map<String, String> row) {
        String setting = row.get("VARIABLE_NAME") + "=" + row.getOrDefault("VARIABLE_VALUE", "");
        findings.warning(FindingId.SESSION_BINLOG, row.get("USER_"), row.get("SESSIONS") + " session(s) of " + row.get("USER_")
                + " have " + setting + ": what they change is missed", remedy(row));
    }

    private static String[] remedy(Map<String, String> row) {
        List<String> lines = new ArrayList<>(List.of("-- find out who sets it, take that out, and have the sessions connect anew:"));
        for (String session : row.getOrDefault("IDS", "").split(",")) {
            lines.add("KILL " + session + ";");
        }
        return lines.toArray(String[]::new);
    }
}
