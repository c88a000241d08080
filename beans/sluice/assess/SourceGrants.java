package sluice.assess;

import java.util.List;

/** Whether source.user may do what capture needs; each privilege that it lacks is a finding of its own. */
final class SourceGrants implements Check {

    private final SourceServer server;
    private final List<String> databases;
    private final boolean captures;
    private final boolean snapshot;

    /**
     * @param captures whether this process reads the binlog
     * @param snapshot whether it may have to copy the tables
     */
    SourceGrants(SourceServer server, List<String> databases, boolean captures, boolean snapshot) {
        this.server = server;
        this.databases = databases;
        this.captures = captures;
        this.snapshot = snapshot;
    }

    @Override
    public void look(Findings findings) {
        Grants grants = server.grants();
        if (captures) {
            onServer(findings, "REPLICATION SLAVE", "to read the binlog");
            onServer(findings, "REPLICATION CLIENT", "to ask where the binlog is");
            if (snapshot && !grants.onServer("RELOAD", "FLUSH_TABLES")) {
                missing(findings, "RELOAD", "*.*", "to hold the tables still for a moment at the begin of the copy");
            }
        }
        for (String database : databases) {
            if (!grants.onDatabase("SELECT", database)) {
                missing(findings, "SELECT", "`" + database.replace("`", "``") + "`.*", "to copy the rows");
            }
        }
    }

    private void onServer(Findings findings, String privilege, String purpose) {
        if (!server.grants().onServer(privilege)) {
            missing(findings, privilege, "*.*", purpose);
        }
    }

    private void missing(Findings findings, String privilege, String object, String purpose) {
        findings.error(FindingId.GRANT, privilege + " ON " + object, "source.user " + server.account() + " lacks " + privilege
                + ", which it needs " + purpose, "GRANT " + privilege + " ON " + object + " TO " + server.account() + ";");
    }
}
