package sluice.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static sluice.capture.CaptureFixture.creates;
import static sluice.capture.CaptureFixture.inserted;
import static sluice.capture.CaptureFixture.within;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.sandbox.MySqlServer;
import sluice.sandbox.Project;
import sluice.sandbox.Servers;
import sluice.sandbox.SharedServers;

/**
 * Another server takes over the source's address under a running capture. With GTIDs it is read on if it has all that was
 * captured; in every other case capture stops and says what is missing (P1).
 */
@Tag("crash")
class FailoverIT {

    private static final String[] NO_GTIDS = {"--gtid-mode=OFF", "--enforce-gtid-consistency=OFF"};

    @TempDir
    private Path directory;
    private final int address = Project.freePort();
    private MySqlServer old;
    private MySqlServer standby;
    private CaptureFixture sluice;

    @AfterEach
    void stop() {
        if (sluice != null) {
            sluice.close();
        }
        old.close();
        standby.close();
    }

    @Test
    void aReplicaThatHasAllTakesOverAndIsReadOn() throws Exception {
        startReplicated("taken");
        old.app().execute("INSERT INTO taken.t VALUES " + inserted(1, 5));
        sluice.awaitChanges(creates(1, 5));
        awaitReplicated();
        failOver("--server-id=81");
        standby.app().execute("INSERT INTO taken.t VALUES " + inserted(6, 9));
        sluice.awaitChanges(creates(1, 9));
        sluice.awaitState("streaming");
        assertEquals(standby.app().value("SELECT @@server_uuid"), recordedServer("taken"));
    }

    @Test
    void aReplicaThatLacksWhatIsCapturedIsRefusedWithTheTransactions() throws Exception {
        startReplicated("lacking");
        awaitReplicated();
        standby.app().execute("STOP REPLICA");
        old.app().execute("INSERT INTO lacking.t VALUES (1)");
        String lost = old.app().value("SELECT @@server_uuid") + ":" + old.app().value("SELECT @@gtid_executed").replaceAll(".*[:-]", "");
        sluice.awaitChanges(creates(1, 1));
        failOver("--server-id=81");
        sluice.awaitState("stopped");
        assertReason("has never had the transactions " + lost, "it took over without them");
        assertEquals(creates(1, 1), sluice.changes());
    }

    /** The file names and positions of the two are alike. An offset of an earlier version, which names no server, is taken as this server's. */
    @Test
    void withoutGtidsAnotherServerIsRefused() throws Exception {
        old = new MySqlServer(directory.resolve("old"), MySqlServer.wantedVersion(), address, NO_GTIDS);
        standby = new MySqlServer(directory.resolve("standby"), MySqlServer.wantedVersion(), Project.freePort(), NO_GTIDS);
        Servers.start(old, standby);
        for (MySqlServer server : new MySqlServer[] {old, standby}) {
            server.app().execute("CREATE DATABASE plain", "CREATE TABLE plain.t (id BIGINT PRIMARY KEY)");
        }
        sluice = new CaptureFixture("plain", 1, old).start();
        within(60).until(old::isFollowed);
        old.app().execute("INSERT INTO plain.t VALUES (1)");
        standby.app().execute("INSERT INTO plain.t VALUES (1)");
        sluice.awaitChanges(creates(1, 1));
        String uuid = old.app().value("SELECT @@server_uuid");
        failOver(NO_GTIDS);
        sluice.awaitState("stopped");
        assertReason("is another server (server_uuid " + standby.app().value("SELECT @@server_uuid") + ") than the one that was read ("
                + uuid + ")", "without GTIDs");
        namelessOffsetGoesOn();
        aResetBinlogIsRefusedByItsEnd();
    }

    private void namelessOffsetGoesOn() throws Exception {
        within(20).until(() -> sluice.routes().camel().getRouteController().getRouteStatus("capture").isStopped());
        ConsumerRecord<byte[], byte[]> last = lastOffset("plain");
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(Map.of("bootstrap.servers", SharedServers.kafka().brokers()),
                new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>("plain.__offsets", last.key(), last.value())).get(20, TimeUnit.SECONDS);
        }
        sluice.routes().camel().getRouteController().startRoute("capture");
        within(60).until(standby::isFollowed);
        standby.app().execute("INSERT INTO plain.t VALUES (2)");
        sluice.awaitChanges(creates(1, 2));
        assertEquals(standby.app().value("SELECT @@server_uuid"), recordedServer("plain"));
    }

    private void aResetBinlogIsRefusedByItsEnd() throws SQLException {
        standby.forgetBinlog();
        sluice.awaitState("stopped");
        assertReason("has no such place in its binlog, which ends at binlog.000001:", "RESET MASTER", "restored from an older backup");
        assertEquals(creates(1, 2), sluice.changes());
    }

    private void startReplicated(String name) throws SQLException {
        old = new MySqlServer(directory.resolve("old"), MySqlServer.wantedVersion(), address);
        standby = new MySqlServer(directory.resolve("standby"), MySqlServer.wantedVersion(), Project.freePort(), "--server-id=81");
        Servers.start(old, standby);
        standby.app().execute("CHANGE REPLICATION SOURCE TO SOURCE_HOST='127.0.0.1', SOURCE_PORT=" + address
                + ", SOURCE_USER='app', SOURCE_PASSWORD='app-pw', SOURCE_AUTO_POSITION=1, GET_SOURCE_PUBLIC_KEY=1", "START REPLICA");
        old.app().execute("CREATE DATABASE " + name, "CREATE TABLE " + name + ".t (id BIGINT PRIMARY KEY)");
        sluice = new CaptureFixture(name, 1, old).start();
        // the replica follows too: both have to
        within(60).until(() -> old.app().number("SELECT COUNT(*) FROM performance_schema.processlist WHERE command LIKE 'Binlog Dump%'") == 2);
    }

    private void awaitReplicated() throws SQLException {
        assertEquals("0", standby.app().value("SELECT WAIT_FOR_EXECUTED_GTID_SET('" + old.app().value("SELECT @@gtid_executed")
                + "', 20)"));
    }

    /** The old server dies, and the standby comes up at its address, with its own data and its own uuid. */
    private void failOver(String... options) {
        old.kill();
        standby.stop();
        standby = new MySqlServer(directory.resolve("standby"), MySqlServer.wantedVersion(), address, options);
        standby.start();
    }

    private static ConsumerRecord<byte[], byte[]> lastOffset(String name) {
        var offsets = CaptureFixture.read(name + ".__offsets", 0, true);
        return offsets.get(offsets.size() - 1);
    }

    private static String recordedServer(String name) {
        return new String(lastOffset(name).headers().lastHeader(SourceOffsetLog.SERVER_HEADER).value(), StandardCharsets.UTF_8);
    }

    private void assertReason(String... parts) {
        for (String part : parts) {
            assertTrue(sluice.status().reason().contains(part), sluice.status()::reason);
        }
    }
}
