package sluice.assess;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Whether the server leaves one of our databases out of its binlog (the options binlog-do-db and binlog-ignore-db).
 *
 * <p>They are no variables: only the binlog's status tells them.
 */
final class BinlogFilters implements Check {

    private final SourceServer server;
    private final List<String> databases;

    BinlogFilters(SourceServer server, List<String> databases) {
        this.server = server;
        this.databases = databases;
    }

    @Override
    public void look(Findings findings) throws SQLException {
        for (Map<String, String> status : server.binlogStatus()) {
            List<String> only = names(status.get("BINLOG_DO_DB"));
            List<String> ignored = names(status.get("BINLOG_IGNORE_DB"));
            for (String database : databases) {
                if (!only.isEmpty() && !only.contains(database)) {
                    error(findings, database, "binlog-do-db names " + String.join(", ", only) + " only",
                            "-- binlog-do-db=" + database);
                } else if (ignored.contains(database)) {
                    error(findings, database, "binlog-ignore-db names it", "-- take binlog-ignore-db=" + database + " out");
                }
            }
        }
    }

    private static void error(Findings findings, String database, String option, String remedy) {
        findings.error(FindingId.BINLOG_FILTER, database, option + ": changes of this database are not logged",
                "-- in the server's configuration, then restart it:", remedy);
    }

    private static List<String> names(String list) {
        return list == null || list.isBlank() ? List.of() : Arrays.asList(list.split(","));
    }
}
