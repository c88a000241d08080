package sluice.assess;

/**
 * Whether the source logs every change, row by row and in full.
 *
 * <p>A wrong value loses changes without a word; a variable that the server does not have (newer ones dropped some) cannot be
 * wrong.
 */
final class BinlogSettings implements Check {

    private static final String SOURCE = "source";
    private static final String OLD_SESSIONS = "-- then let the service connect anew: open sessions keep the old value";

    private final SourceServer server;

    BinlogSettings(SourceServer server) {
        this.server = server;
    }

    @Override
    public void look(Findings findings) {
        require(findings, FindingId.LOG_BIN, "ON", "changes are not logged",
                "-- start the server with these lines in its configuration:", "-- log_bin=binlog", "-- server_id=1");
        require(findings, FindingId.BINLOG_FORMAT, "ROW", "changes are not logged row by row, and are not seen",
                "SET PERSIST binlog_format = 'ROW';", OLD_SESSIONS);
        require(findings, FindingId.BINLOG_ROW_IMAGE, "FULL", "rows are logged in parts, and cannot be put together again",
                "SET PERSIST binlog_row_image = 'FULL';", OLD_SESSIONS);
        require(findings, FindingId.BINLOG_ROW_VALUE_OPTIONS, "", "changes inside JSON documents are lost without a word",
                "SET PERSIST binlog_row_value_options = '';", OLD_SESSIONS);
        if (server.variable("binlog_transaction_compression").equals("ON")) {
            findings.warning(FindingId.BINLOG_COMPRESSION, SOURCE, "binlog_transaction_compression=ON: a transaction is one event"
                    + " of the binlog, which Debezium unpacks in memory as a whole (up to 1 GB)",
                    "SET PERSIST binlog_transaction_compression = 'OFF';", OLD_SESSIONS);
        }
        if (server.variable("binlog_encryption").equals("ON")) {
            findings.note(FindingId.BINLOG_ENCRYPTION, SOURCE, "binlog_encryption=ON: the binlog's files are encrypted, what"
                    + " readers are sent is not; use source.ssl.mode=required and encrypted disks for Kafka too");
        }
        gtids(findings);
    }

    private void require(Findings findings, FindingId id, String expected, String why, String... remedy) {
        String variable = id.text().replace('-', '_');
        String value = server.has(variable) ? server.variable(variable) : expected;
        if (!value.equalsIgnoreCase(expected)) {
            findings.error(id, SOURCE, variable + "=" + value + ": " + why, remedy);
        }
    }

    private void gtids(Findings findings) {
        String mode = server.variable("gtid_mode");
        if (!mode.equalsIgnoreCase("ON")) {
            findings.warning(FindingId.GTID_MODE, SOURCE, "gtid_mode=" + mode + ": after a failover of the source the place in"
                    + " its binlog cannot be found again, and the copy begins anew",
                    "SET PERSIST enforce_gtid_consistency = 'WARN';",
                    "-- look for warnings in the server's log for a day, then:",
                    "SET PERSIST enforce_gtid_consistency = 'ON';", "SET PERSIST gtid_mode = 'OFF_PERMISSIVE';",
                    "SET PERSIST gtid_mode = 'ON_PERMISSIVE';",
                    "-- when Ongoing_anonymous_transaction_count is 0 (SHOW STATUS) on all replicas:",
                    "SET PERSIST gtid_mode = 'ON';");
        }
    }
}
