package sluice.assess;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/**
 * Asks the source whether it writes the cascades of foreign keys to its binlog, by doing one.
 *
 * <p>It writes to the database {@code sluice_probe} alone, and only where the operator has made that database for it: two small
 * tables, one row each, a DELETE, and the binlog of that moment. InnoDB does cascades below the binlog; from 9.6 on they are done
 * above it, unless the server was started with innodb_native_foreign_keys. So the version says little, and a wrong yes loses rows.
 */
class CascadeProbe {

    static final String DATABASE = "sluice_probe";
    private static final List<String> PRIVILEGES = List.of("SELECT", "INSERT", "DELETE", "CREATE", "DROP", "REFERENCES");

    private final SourceServer server;

    CascadeProbe(SourceServer server) {
        this.server = server;
    }

    /** @param remedy what makes the answer certain; empty where it is */
    record Answer(Severity severity, String reason, String[] remedy) {
    }

    Answer ask() throws SQLException {
        if (!server.replicaStatus().isEmpty()) {
            return known("the source is a replica, and what cascades on its primary cannot be tried here",
                    "-- see what the primary does: run ./sluice assess against it");
        }
        if (!mayTry()) {
            return known("it could not be tried, since source.user has no database " + DATABASE + " to write to",
                    "-- to have it tried, once and in a place of its own:", "CREATE DATABASE " + DATABASE + ";",
                    "GRANT " + String.join(", ", PRIVILEGES) + " ON " + DATABASE + ".* TO " + server.account() + ";");
        }
        return tryIt() ? new Answer(Severity.NOTE, "tried on this server: the changes of the children are in its binlog", new String[0])
                : new Answer(Severity.ERROR, "tried on this server: the changes of the children are not in its binlog, so they would"
                        + " stay in the target for ever", new String[0]);
    }

    /** Where nothing can be tried, the worse is assumed unless the server says that it cascades above the binlog. */
    private Answer known(String why, String... remedy) {
        boolean logged = server.variable("innodb_native_foreign_keys").equals("OFF");
        return logged
                ? new Answer(Severity.WARNING, "a server with innodb_native_foreign_keys=OFF writes the children's changes to its"
                        + " binlog, but " + why, remedy)
                : new Answer(Severity.ERROR, "a server like this one does not write the children's changes to its binlog, so they would stay in"
                        + " the target for ever; " + why, remedy);
    }

    private boolean mayTry() throws SQLException {
        Grants grants = server.grants();
        return PRIVILEGES.stream().allMatch(privilege -> grants.onDatabase(privilege, DATABASE))
                && grants.onServer("REPLICATION SLAVE") && server.variable("read_only").equals("OFF")
                && !server.rows("SELECT 1 FROM INFORMATION_SCHEMA.SCHEMATA WHERE SCHEMA_NAME = '" + DATABASE + "'").isEmpty();
    }

    private boolean tryIt() throws SQLException {
        List<Map<String, String>> status = server.binlogStatus();
        if (status.isEmpty()) {
            return false;
        }
        clean();
        server.execute("CREATE TABLE " + DATABASE + ".parent (id INT PRIMARY KEY) ENGINE = InnoDB");
        server.execute("CREATE TABLE " + DATABASE + ".child (id INT PRIMARY KEY, parent INT, FOREIGN KEY (parent) REFERENCES "
                + DATABASE + ".parent (id) ON DELETE CASCADE) ENGINE = InnoDB");
        try {
            server.execute("INSERT INTO " + DATABASE + ".parent VALUES (1)");
            server.execute("INSERT INTO " + DATABASE + ".child VALUES (1, 1)");
            Map<String, String> before = server.binlogStatus().get(0);
            server.execute("DELETE FROM " + DATABASE + ".parent");
            return server.rows("SHOW BINLOG EVENTS IN '" + before.get("FILE") + "' FROM " + before.get("POSITION")).stream()
                    .anyMatch(event -> event.getOrDefault("INFO", "").contains("(" + DATABASE + ".child)"));
        } finally {
            clean();
        }
    }

    private void clean() throws SQLException {
        server.execute("DROP TABLE IF EXISTS " + DATABASE + ".child, " + DATABASE + ".parent");
    }
}
