package sluice.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreflightTest {

    private static final String UNKNOWN_HOST = "no-such-host.invalid";

    @TempDir
    private Path directory;

    @Test
    void aClosedPortIsToldForEachServerInOneAttempt() throws IOException {
        int port = SluiceTest.closedPort();

        PreflightException failure = assertThrows(PreflightException.class,
                () -> new Preflight(settings("127.0.0.1", port)).check());

        assertEquals(3, failure.failures().size());
        failure.failures().forEach(message -> assertTrue(message.contains("refused"), message));
        assertTrue(failure.failures().get(0).contains("MySQL at 127.0.0.1:" + port), failure.getMessage());
        assertTrue(failure.failures().get(1).contains("kafka.brokers"), failure.getMessage());
        assertTrue(failure.failures().get(2).contains("target.url"), failure.getMessage());
    }

    @Test
    void anUnknownHostIsToldForEachServer() throws IOException {
        Settings settings = settings(UNKNOWN_HOST, 3306);

        PreflightException failure = assertThrows(PreflightException.class, () -> new Preflight(settings).check());

        failure.failures().forEach(message -> assertTrue(message.contains("host name is unknown"), message));
    }

    @Test
    void aPortThatSpeaksNoKafkaIsToldWithinTheTimeLimit() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Settings settings = settings("127.0.0.1", silent.getLocalPort());

            PreflightException failure = assertTimeoutPreemptively(Duration.ofSeconds(20),
                    () -> assertThrows(PreflightException.class, new KafkaPreflight(settings)::check));

            assertTrue(failure.getMessage().contains("does not answer like a Kafka broker"), failure.getMessage());
        }
    }

    @Test
    void aTrustStoreForKafkaThatCannotBeOpenedIsTold() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Properties kafka = new Properties();
            kafka.setProperty("kafka.client.security.protocol", "SSL");
            kafka.setProperty("kafka.client.ssl.truststore.location", directory.resolve("nowhere.p12").toString());
            kafka.setProperty("kafka.client.ssl.truststore.password", "s3cret-store");
            settings("127.0.0.1", silent.getLocalPort());
            Settings settings = Settings.load(directory.resolve("test.properties"), Map.of(), kafka);

            PreflightException failure = assertThrows(PreflightException.class, new KafkaPreflight(settings)::check);

            assertTrue(failure.getMessage().startsWith("no client of Kafka's can be made with the settings kafka.client.*"), failure.getMessage());
            assertTrue(failure.getMessage().contains("nowhere.p12"), failure.getMessage());
            assertFalse(failure.getMessage().contains("s3cret"), failure.getMessage());
        }
    }

    @Test
    void aWrongPasswordOfTheTargetIsTold() throws IOException, SQLException {
        String url = "jdbc:h2:mem:preflight;MODE=Oracle";
        try (Connection owner = DriverManager.getConnection(url, "app", "right")) {
            assertFalse(owner.isClosed());

            PreflightException failure = assertThrows(PreflightException.class,
                    new TargetPreflight(settings(url, "s3cret-wrong"))::check);

            assertTrue(failure.getMessage().contains("refuses the user 'app' or its password"), failure.getMessage());
            assertFalse(failure.getMessage().contains("s3cret"), failure.getMessage());
            new TargetPreflight(settings(url, "right")).check();
        }
    }

    @Test
    void anOracleListenerThatIsAwayIsTold() throws IOException {
        Settings settings = settings("jdbc:oracle:thin:@//127.0.0.1:" + SluiceTest.closedPort() + "/FREEPDB1", "s3cret");

        PreflightException failure = assertThrows(PreflightException.class, new TargetPreflight(settings)::check);

        assertTrue(failure.getMessage().contains("no listener on that port (ORA-12541)"), failure.getMessage());
        assertFalse(failure.getMessage().contains("s3cret"), failure.getMessage());
    }

    private Settings settings(String host, int port) throws IOException {
        return settings(host, port, "jdbc:h2:tcp://" + host + ":" + port + "/mem:x", "s3cret");
    }

    private Settings settings(String url, String password) throws IOException {
        return settings("127.0.0.1", 3306, url, password);
    }

    private Settings settings(String host, int port, String url, String password) throws IOException {
        String text = """
            source.hostname=%1$s
            source.port=%2$d
            source.user=reader
            source.password=s3cret
            source.databases=ordersdb
            kafka.brokers=%1$s:%2$d
            target.url=%3$s
            target.user=app
            target.password=%4$s
            """.formatted(host, port, url, password);
        return Settings.load(Files.writeString(directory.resolve("test.properties"), text), Map.of(), new Properties());
    }
}
