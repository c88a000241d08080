package sluice.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import sluice.sandbox.Login;
import sluice.sandbox.MySqlServer;
import sluice.sandbox.Project;
import sluice.sandbox.TcpProxy;

/**
 * MySQL behind two addresses that stay when another server takes over: one for Sluice, whose network can be broken, and one for
 * the service.
 */
final class Source implements AutoCloseable {
    private static final int FIRST_STANDBY = 101;
    private static final long CATCH_UP_SECONDS = 120;

    private final Path directory;
    private final TcpProxy net;
    private final TcpProxy front;
    private MySqlServer primary;
    private int failovers;

    Source(Path directory) {
        this.directory = directory;
        primary = new MySqlServer(directory);
        net = new TcpProxy(primary.port());
        front = new TcpProxy(primary.port());
    }

    /** The server that is the source now. */
    MySqlServer primary() {
        return primary;
    }

    TcpProxy net() {
        return net;
    }

    /** For those who write, and for the judge. */
    Login service() {
        return primary.app().at(front.port());
    }

    /** A new replica that has followed from the first transaction on. */
    MySqlServer standby() {
        failovers++;
        MySqlServer standby = new MySqlServer(directory.resolveSibling("mysql-" + failovers), MySqlServer.wantedVersion(),
                Project.freePort(), "--server-id=" + (FIRST_STANDBY + failovers));
        standby.start();
        try {
            standby.app().execute("CHANGE REPLICATION SOURCE TO SOURCE_HOST='127.0.0.1', SOURCE_PORT=" + primary.port()
                    + ", SOURCE_USER='app', SOURCE_PASSWORD='app-pw', SOURCE_AUTO_POSITION=1,"
                    + " GET_SOURCE_PUBLIC_KEY=1", "START REPLICA");
            awaitAll(standby);
        } catch (SQLException e) {
            throw new IllegalStateException("the standby cannot follow: " + e.getMessage(), e);
        }
        return standby;
    }

    /** The primary takes no more writes, the standby gets its last ones and takes its addresses over, and the primary dies. */
    void failOver(MySqlServer standby) {
        try {
            primary.app().execute("SET GLOBAL super_read_only = ON");
            awaitAll(standby);
            primary.kill();
            standby.app().execute("STOP REPLICA", "RESET REPLICA ALL");
        } catch (SQLException e) {
            throw new IllegalStateException("the standby cannot take over: " + e.getMessage(), e);
        }
        net.lead(standby.port());
        front.lead(standby.port());
        primary = standby;
    }

    private void awaitAll(MySqlServer standby) throws SQLException {
        String all = primary.app().value("SELECT @@gtid_executed");
        if (standby.app().number("SELECT WAIT_FOR_EXECUTED_GTID_SET('" + all + "', " + CATCH_UP_SECONDS + ")") != 0) {
            throw new SQLException("it does not get " + all + " within " + CATCH_UP_SECONDS + " s");
        }
    }

    @Override
    public void close() throws IOException {
        primary.kill();
        net.close();
        front.close();
    }
}
