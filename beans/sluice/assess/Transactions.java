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
        long prepared = Long.parseLong(server.rows("SHOW GLOBAL STATUS LIKE 'Com_xa_prepare'").get(0).get("VALUE"));
        if (prepared > 0) {
            findings.warning(FindingId.XA_TRANSACTIONS, "source", prepared + " XA transactions were prepared since the server's"
                    + " start: their rows are in the binlog from XA PREPARE on, so that one which is rolled back later is applied"
                    + " nevertheless", "-- no XA transaction may be open at the cut-over; see which are:", "XA RECOVER;");
        }
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
}
