package sluice.assess;

import java.sql.SQLException;
import java.util.Map;

/** Kinds of transactions that the binlog shows otherwise than the tables do, or that need room. */
final class Transactions implements Check {

    private static final long LARGE = 1L << 30;

    private final SourceServer server;

    Transactions(SourceServer server) {
        this.server = server;
    }

    @Override
    public void look(Findings findings) throws SQLException {
        xa(findings);
        long limit = Long.parseLong(server.variable("max_binlog_size"));
        for (Map<String, String> file : server.binlogs()) {
            long beyond = Long.parseLong(file.get("FILE_SIZE")) - limit;
            if (beyond > LARGE) {
                findings.warning(FindingId.LARGE_TRANSACTION, file.get("LOG_NAME"), "this binlog ends " + Volume.size(beyond)
                        + " beyond max_binlog_size, so it holds a transaction of about that size at least: it takes its time in"
                        + " one piece, and Kafka and the target need room for it",
                        "-- have such jobs commit in smaller portions, or keep them away from the migration");
            }
        }
    }

    /** The counter is the server's own, which forgets at its restart; a transaction that was prepared before it is listed still. */
    private void xa(Findings findings) throws SQLException {
        boolean prepared = Long.parseLong(server.rows("SHOW GLOBAL STATUS LIKE 'Com_xa_prepare'").get(0).get("VALUE")) > 0;
        if (server.grants().onServer("XA_RECOVER_ADMIN")) {
            prepared |= !server.rows("XA RECOVER").isEmpty();
        } else if (!prepared) {
            findings.note(FindingId.NOT_LOOKED_AT, "XA RECOVER", "whether XA transactions are prepared since before the server's start"
                    + " cannot be seen: source.user may not list them", "GRANT XA_RECOVER_ADMIN ON *.* TO " + server.account() + ";");
        }
        if (prepared) {
            findings.error(FindingId.XA_TRANSACTIONS, "source", "XA transactions are prepared at this server: their rows are in the"
                    + " binlog from XA PREPARE on, and what is rolled back after that arrives nevertheless",
                    "-- see which are open now:", "XA RECOVER;",
                    "-- where none is ever rolled back after XA PREPARE, or such rows are compared before the cut-over, in the settings:",
                    "assess.accept=xa-transactions");
        }
    }
}
