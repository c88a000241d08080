package sluice.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static sluice.capture.CaptureFixture.creates;
import static sluice.capture.CaptureFixture.inserted;
import static sluice.capture.CaptureFixture.within;

import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sluice.sandbox.MySqlServer;
import sluice.sandbox.SharedServers;

/**
 * A source that is away is waited for; one that cannot go on where capture has to stops it with the choices, and never leaves a
 * silent gap (P1).
 */
class SourceContinuityIT {

    private final MySqlServer mysql = SharedServers.mysql();
    private CaptureFixture sluice;

    @AfterEach
    void stop() {
        if (!mysql.isAlive()) {
            mysql.start();
        }
        sluice.close();
    }

    /** A server that dies closes its connections like one that is done: an engine that is not told would stream on from nothing. */
    @Test
    void aSourceThatIsKilledIsWaitedForAndReadOn() throws Exception {
        start("away");
        mysql.app().execute("INSERT INTO away.t VALUES " + inserted(1, 10));
        sluice.awaitChanges(creates(1, 10));
        mysql.kill();
        within(10).until(() -> sluice.status().state().equals("waiting"));
        assertTrue(sluice.status().reason().contains("tries again in"), sluice.status()::reason);
        within(30).until(() -> sluice.status().reason().contains("refused"));
        mysql.start();
        mysql.app().execute("INSERT INTO away.t VALUES " + inserted(11, 20));
        sluice.awaitChanges(creates(1, 20));
        sluice.awaitState("streaming");
    }

    @Test
    void aBinlogThatWasPurgedBeforeItWasReadStopsCapture() throws Exception {
        start("purged");
        captured("purged");
        sluice.routes().camel().getRouteController().stopRoute("capture");
        mysql.app().execute("INSERT INTO purged.t VALUES (2)", "FLUSH BINARY LOGS", "INSERT INTO purged.t VALUES (3)");
        mysql.app().execute("PURGE BINARY LOGS TO '" + mysql.lastBinlog() + "'");
        sluice.routes().camel().getRouteController().startRoute("capture");
        sluice.awaitState("stopped");
        assertReason("capture cannot go on from binlog.", "has purged the transactions ", "delete the topic purged.__offsets");
        within(20).until(() -> sluice.routes().camel().getRouteController().getRouteStatus("capture").isStopped());
        assertEquals(creates(1, 1), sluice.changes());
    }

    /** The file names begin anew and stand for other changes; the remedy that the message names copies the tables again. */
    @Test
    void aBinlogThatIsResetUnderARunningCaptureStopsItAndASnapshotBeginsAnew() throws Exception {
        start("reset");
        captured("reset");
        mysql.forgetBinlog();
        mysql.app().execute("INSERT INTO reset.t VALUES (2)");
        sluice.awaitState("stopped");
        assertReason("has never had the transactions ", "RESET MASTER", "delete the topic reset.__offsets");
        sluice.close();
        CaptureFixture.deleteTopic("reset.__offsets");
        sluice = new CaptureFixture("reset", 1, mysql);
        sluice.routes().set("snapshot.mode", "initial");
        sluice.start();
        within(60).until(() -> sluice.changes().contains("r 2"));
        mysql.app().execute("INSERT INTO reset.t VALUES (3)");
        within(60).until(() -> sluice.changes().contains("c 3"));
    }

    /** Debezium cannot parse this default: nothing behind the statement can be captured. */
    @Test
    void anEventThatCannotBeReadStopsCaptureWithItsPlace() throws Exception {
        start("poison");
        captured("poison");
        String before = mysql.lastBinlog();
        mysql.app().execute("CREATE TABLE poison.p (id INT PRIMARY KEY, d DATE DEFAULT (DATE '2020-01-01'))", "INSERT INTO poison.t VALUES (2)");
        try {
            sluice.awaitState("stopped");
            assertReason("DDL statement couldn't be parsed", "at " + before + ":", " or behind it, 3 times in a row",
                    "'./sluice route start capture' tries again");
            assertEquals(creates(1, 1), sluice.changes());
        } finally {
            mysql.app().execute("DROP DATABASE poison"); // a snapshot of any other database would parse the table too
        }
    }

    private void start(String name) throws SQLException {
        mysql.app().execute("CREATE DATABASE " + name, "CREATE TABLE " + name + ".t (id BIGINT PRIMARY KEY)");
        sluice = new CaptureFixture(name, 1, mysql).start();
        within(60).until(mysql::isFollowed);
    }

    private void captured(String name) throws SQLException {
        mysql.app().execute("INSERT INTO " + name + ".t VALUES (1)");
        sluice.awaitChanges(creates(1, 1));
    }

    private void assertReason(String... parts) {
        for (String part : parts) {
            assertTrue(sluice.status().reason().contains(part), sluice.status()::reason);
        }
    }
}
