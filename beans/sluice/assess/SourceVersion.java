package sluice.assess;

import java.util.Locale;

/** Whether the server is one that Sluice was made for, and how it runs: the zone, and the case of names. */
final class SourceVersion implements Check {

    private final SourceServer server;

    SourceVersion(SourceServer server) {
        this.server = server;
    }

    @Override
    public void look(Findings findings) {
        version(findings);
        String zone = server.variable("time_zone").equals("SYSTEM") ? server.variable("system_time_zone")
                : server.variable("time_zone");
        if (!zone.equals("UTC") && !zone.equals("+00:00")) {
            findings.note(FindingId.TIME_ZONE, "source", "the server runs in " + zone + ": a TIMESTAMP is moved as the instant that"
                    + " it is and arrives in UTC; a DATETIME has no zone and arrives as it reads");
        }
        if (!server.variable("lower_case_table_names").equals("0")) {
            findings.note(FindingId.TABLE_NAME_CASE, "source", "lower_case_table_names=" + server.variable("lower_case_table_names")
                    + ": names of databases and tables are the same in upper and lower case; write them in the settings as"
                    + " INFORMATION_SCHEMA.TABLES does");
        }
    }

    private void version(Findings findings) {
        String text = server.version() + " " + server.variable("version_comment");
        if (text.toLowerCase(Locale.ROOT).contains("mariadb")) {
            findings.error(FindingId.MYSQL_VERSION, "source", text + ": MariaDB writes another binlog, which is read wrong",
                    "-- only MySQL 8.0 to 9.7 can be moved");
        } else if (!server.isFrom(8, 0, 0)) {
            findings.error(FindingId.MYSQL_VERSION, "source", text + " is older than MySQL 8.0, which is the oldest that is read",
                    "-- upgrade it, or move from a replica that runs 8.0");
        } else if (server.isFrom(9, 8, 0)) {
            findings.warning(FindingId.MYSQL_VERSION, "source", text + " is newer than 9.7, the newest that was tried",
                    "-- try the move with a copy first");
        }
    }
}
