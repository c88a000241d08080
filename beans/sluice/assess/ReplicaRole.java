package sluice.assess;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** Where the source is a replica: whether what it receives gets into its own binlog, and all of it. */
final class ReplicaRole implements Check {

    private static final List<String> FILTERS = List.of("REPLICATE_DO_DB", "REPLICATE_IGNORE_DB", "REPLICATE_DO_TABLE",
            "REPLICATE_IGNORE_TABLE", "REPLICATE_WILD_DO_TABLE", "REPLICATE_WILD_IGNORE_TABLE", "REPLICATE_REWRITE_DB");

    private final SourceServer server;

    ReplicaRole(SourceServer server) {
        this.server = server;
    }

    @Override
    public void look(Findings findings) throws SQLException {
        List<Map<String, String>> channels = server.replicaStatus();
        for (Map<String, String> channel : channels) {
            String primary = channel.getOrDefault("SOURCE_HOST", channel.getOrDefault("MASTER_HOST", "an unknown server")) + ":"
                    + channel.getOrDefault("SOURCE_PORT", channel.getOrDefault("MASTER_PORT", ""));
            findings.note(FindingId.REPLICA, "source", "it is a replica of " + primary + ", "
                    + channel.getOrDefault("SECONDS_BEHIND_SOURCE", channel.getOrDefault("SECONDS_BEHIND_MASTER", "an unknown number of"))
                    + " seconds behind: its lag adds to ours, and the freeze at the cut-over has to be made on the primary");
            filters(findings, channel, primary);
        }
        if (!channels.isEmpty() && server.variable(variable()).equals("OFF")) {
            findings.error(FindingId.LOG_REPLICA_UPDATES, "source", variable() + "=OFF: what this replica receives is not in its"
                    + " binlog", "-- in the server's configuration, then restart it:", "-- " + variable() + "=ON");
        }
    }

    private void filters(Findings findings, Map<String, String> channel, String primary) {
        List<String> set = FILTERS.stream().filter(filter -> !channel.getOrDefault(filter, "").isBlank())
                .map(filter -> filter.toLowerCase(java.util.Locale.ROOT) + "=" + channel.get(filter)).toList();
        if (!set.isEmpty()) {
            findings.warning(FindingId.REPLICATION_FILTER, "source", "this replica filters what it takes from " + primary + " ("
                    + String.join(", ", set) + "): changes that it leaves out are not migrated",
                    "-- see that no filter concerns source.databases, or take it off, for example:",
                    "CHANGE REPLICATION FILTER REPLICATE_IGNORE_DB = ();");
        }
    }

    /** It had another name before 8.0.26. */
    private String variable() {
        return server.has("log_replica_updates") ? "log_replica_updates" : "log_slave_updates";
    }
}
