package sluice.assess;

import java.sql.SQLException;
import java.util.Map;

/** Whether our number among the source's replicas is ours alone: of two readers with one number the server throws out one. */
final class ServerIdentity implements Check {

    private final SourceServer server;
    private final String ours;

    ServerIdentity(SourceServer server, String ours) {
        this.server = server;
        this.ours = ours;
    }

    @Override
    public void look(Findings findings) throws SQLException {
        String id = server.variable("server_id");
        if (id.equals("0")) {
            findings.error(FindingId.SERVER_ID, "source", "server_id=0: the server refuses everybody who wants to read its binlog",
                    "SET PERSIST server_id = 1;", "-- any number that no other server of its replication has");
        } else if (id.equals(ours)) {
            taken(findings, "the source itself");
        }
        for (Map<String, String> replica : server.replicas()) {
            if (ours.equals(replica.get("SERVER_ID"))) {
                taken(findings, "its replica " + replica.getOrDefault("HOST", "") + ":" + replica.get("PORT"));
            }
        }
    }

    private void taken(Findings findings, String who) {
        findings.error(FindingId.SERVER_ID, "source.server.id", ours + " is the number of " + who
                + " already: the two would throw each other out", "-- in the settings, another number than any server has:",
                "source.server.id=" + (Long.parseLong(ours) % 4_000_000_000L + 17));
    }
}
