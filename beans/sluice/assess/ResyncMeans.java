package sluice.assess;

import java.sql.SQLException;
import sluice.capture.resync.ResyncNeeds;
import sluice.schema.TableId;

/** Whether single tables can be read once more beside their changes ({@code sluice resync}). Nothing else of a migration needs it. */
final class ResyncMeans implements Check {

    private final SourceServer server;
    private final TableId marks;

    /** @param marks {@code resync.signal.table}; null if it is empty */
    ResyncMeans(SourceServer server, TableId marks) {
        this.server = server;
        this.marks = marks;
    }

    @Override
    public void look(Findings findings) throws SQLException {
        String problem = ResyncNeeds.problem(server.connection(), marks);
        if (problem != null) {
            String table = marks == null ? "sluice_marks.marks" : marks.toString();
            findings.warning(FindingId.RESYNC, "source", "no table can be read once more with './sluice resync': the server " + problem,
                    "-- GTIDs (see gtid-mode), or:",
                    "CREATE TABLE " + table + " (id VARCHAR(64) PRIMARY KEY, type VARCHAR(64) NOT NULL, data VARCHAR(2048));",
                    "GRANT SELECT, INSERT ON " + table + " TO " + server.account() + ";",
                    "-- and in application.properties: resync.signal.table=" + table);
        }
    }
}
