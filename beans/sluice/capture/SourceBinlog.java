package sluice.capture;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import sluice.control.SourceDatabase;

/**
 * What a MySQL server says of its binlog, over a connection of its own: which files it still has, and which transactions.
 *
 * <p>Sets of GTIDs are compared by the server itself: it alone knows their rules. All sets are texts on one line.
 */
public final class SourceBinlog implements AutoCloseable {

    private final Connection connection;

    /** @throws SQLException if the server cannot be reached */
    public SourceBinlog(SourceDatabase source) throws SQLException {
        connection = source.connect();
    }

    /** {@code server_uuid}: a server that took over has another one. */
    public String server() throws SQLException {
        return value("SELECT @@GLOBAL.server_uuid");
    }

    /** Whether every transaction has a GTID, as Debezium decides it. */
    public boolean hasGtids() throws SQLException {
        return value("SELECT @@GLOBAL.gtid_mode").equals("ON");
    }

    /** Names and sizes in bytes, oldest first; empty without a binlog. */
    public Map<String, Long> files() throws SQLException {
        Map<String, Long> files = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery("SHOW BINARY LOGS")) {
            while (rows.next()) {
                files.put(rows.getString(1), rows.getLong(2));
            }
        }
        return files;
    }

    /** Those of a set that the server never had; empty if it had all. */
    public String neverHad(String gtids) throws SQLException {
        return value("SELECT GTID_SUBTRACT(?, @@GLOBAL.gtid_executed)", gtids);
    }

    /** Those that the server has purged and that are not in the set: who goes on behind the set would miss them. */
    public String purgedBeyond(String gtids) throws SQLException {
        return value("SELECT GTID_SUBTRACT(@@GLOBAL.gtid_purged, ?)", gtids);
    }

    /** Whether all that stands before a file is in a set. */
    public boolean beginsWithin(String file, String gtids) throws SQLException {
        return value("SELECT GTID_SUBTRACT(?, ?)", before(file), gtids).isEmpty();
    }

    private String before(String file) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SHOW BINLOG EVENTS IN '" + file.replace("'", "''") + "' LIMIT 2");
                ResultSet events = query.executeQuery()) {
            while (events.next()) {
                if (events.getString("Event_type").equals("Previous_gtids")) {
                    return events.getString("Info");
                }
            }
        }
        return "";
    }

    private String value(String query, String... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getString(1).replace("\n", "");
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
