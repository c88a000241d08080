package sluice.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.shyiko.mysql.binlog.BinaryLogClient;
import com.github.shyiko.mysql.binlog.network.SSLMode;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The servers that the other tests stand on are what they say, and keep their data over a kill. */
class SandboxIT {
    @TempDir
    private static Path directory;
    private final MySqlServer mysql = SharedServers.mysql();
    private final KafkaBroker kafka = SharedServers.kafka();
    private final H2Target h2 = SharedServers.h2();

    @BeforeAll
    static void startServers() {
        SharedServers.startAll();
    }

    @Test
    void mysqlWritesRowsToItsBinlogAndHasAZoneThatDriversDoNotKnow() throws Exception {
        assertTrue(mysql.app().value("SELECT VERSION()").startsWith(mysql.version()));
        assertEquals("1 ROW FULL ON KST", mysql.sluice().value("SELECT CONCAT_WS(' ', @@log_bin, @@binlog_format, "
                + "@@binlog_row_image, @@gtid_mode, @@system_time_zone)"));
    }

    @Test
    void sluicesUserMayNotWrite() {
        SQLException denied = assertThrows(SQLException.class,
                () -> mysql.sluice().execute("CREATE DATABASE mine"));
        assertTrue(denied.getMessage().contains("denied"), denied::getMessage);
    }

    @Test
    void sluicesUserMayReadTheBinlogAndIsSeenToDoSo() throws Exception {
        BinaryLogClient reader = new BinaryLogClient(mysql.host(), mysql.port(), mysql.sluice().user(), mysql.sluice().password());
        reader.setSSLMode(SSLMode.PREFERRED);
        reader.setServerId(4711);
        Awaitility.await().atMost(20, TimeUnit.SECONDS).until(() -> !mysql.isFollowed());
        try {
            reader.connect(20_000);
            Awaitility.await().atMost(20, TimeUnit.SECONDS).until(mysql::isFollowed);
        } finally {
            reader.disconnect();
        }
    }

    @Test
    void theWorkloadDoesEachKindOfChangeAndSurvivesAKilledServer() throws Exception {
        for (String database : Workload.databases()) {
            mysql.app().execute("DROP DATABASE IF EXISTS " + database);
        }
        try (Workload workload = new Workload(mysql.app(), 42, 2, 10_000)) {
            workload.create();
            workload.fill(10_000);
            assertEquals(10_000, rows());
            workload.start();
            workload.awaitChanges(4_000, Duration.ofSeconds(30));
            mysql.kill();
            assertFalse(mysql.isAlive());
            mysql.start();
            workload.awaitChanges(workload.counts().changes() + 2_000, Duration.ofSeconds(30));
            WorkloadCounts counts = workload.stop();
            assertTrue(Stream.of(counts.inserts(), counts.updates(), counts.deletes(), counts.reinserts(), counts.keyChanges(),
                    counts.truncates(), counts.rollbacks(), counts.outages()).allMatch(count -> count > 0), counts::toString);
            long rows = rows();
            workload.writeSentinels();
            assertEquals(rows + 4, rows());
        }
    }

    private long rows() throws Exception {
        return mysql.app().number("SELECT (SELECT COUNT(*) FROM ordersdb.orders) + (SELECT COUNT(*) FROM ordersdb.payments) "
                + "+ (SELECT COUNT(*) FROM ordersdb.carts) + (SELECT COUNT(*) FROM usersdb.user_profiles)");
    }

    @Test
    void theTargetKeepsWhatItConfirmedWhenItIsKilled() throws Exception {
        h2.login().execute("CREATE TABLE KEPT (ID NUMBER(19) PRIMARY KEY)", "INSERT INTO KEPT VALUES (1)");
        h2.kill();
        h2.start();
        assertEquals(1, h2.login().number("SELECT COUNT(*) FROM KEPT"));
    }

    @Test
    void theBrokerKeepsItsTopicsAndMakesNoneByItself() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.brokers()))) {
            admin.createTopics(List.of(new NewTopic("kept", 4, (short) 1))).all().get(20, TimeUnit.SECONDS);
            kafka.stop();
            kafka.start();
            assertTrue(admin.listTopics().names().get(20, TimeUnit.SECONDS).contains("kept"));
            ConfigResource broker = new ConfigResource(ConfigResource.Type.BROKER, "1");
            assertEquals("false", admin.describeConfigs(List.of(broker)).all().get(20, TimeUnit.SECONDS).get(broker)
                    .get("auto.create.topics.enable").value());
        }
    }

    @Test
    void aFailedStartNamesTheLog() {
        OsProcess broken = new OsProcess("broken", directory.resolve("broken")) {
            @Override
            protected ProcessBuilder command() {
                return new ProcessBuilder("sh", "-c", "echo no such luck; exit 3");
            }

            @Override
            protected boolean ready() {
                return false;
            }
        };
        IllegalStateException failure = assertThrows(IllegalStateException.class, broken::start);
        assertTrue(failure.getMessage().contains("exit code 3"), failure::getMessage);
        assertTrue(failure.getMessage().contains("no such luck"), failure::getMessage);
    }

    @Test
    void aFrozenServerAnswersAgainAfterTheThaw() throws Exception {
        h2.freeze();
        var answer = CompletableFuture.supplyAsync(() -> {
            try {
                return h2.login().number("SELECT 7 FROM DUAL");
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
        assertTrue(h2.isAlive());
        assertThrows(TimeoutException.class, () -> answer.get(500, TimeUnit.MILLISECONDS));
        h2.thaw();
        assertEquals(7, answer.get(20, TimeUnit.SECONDS));
    }
}
