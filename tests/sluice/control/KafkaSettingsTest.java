package sluice.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.kafka.KafkaAccess;
import sluice.sandbox.Project;

class KafkaSettingsTest {

    private static final String REQUIRED = "source.hostname=db\nsource.user=u\nsource.password=p\nsource.databases=shop\nkafka.brokers=k1:9092, k2:9092\n"
            + "target.url=jdbc:h2:mem:none;MODE=Oracle\ntarget.user=sa\ntarget.password=p\n";
    private static final String JAAS = "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"u\" password=\"s3cret {{x}}\";";
    private static final String SASL = "kafka.client.security.protocol=SASL_SSL\nkafka.client.sasl.mechanism=PLAIN\n";

    @TempDir
    private Path directory;

    private final Map<String, String> environment = new HashMap<>();

    @Test
    void theyReachTheClientsUnderKafkasOwnNames() throws IOException {
        KafkaAccess kafka = load(SASL + "kafka.client.sasl.jaas.config=" + JAAS + "\nkafka.client.ssl.endpoint.identification.algorithm=").kafka();

        assertEquals("k1:9092, k2:9092", kafka.brokers());
        assertEquals(Map.of("security.protocol", "SASL_SSL", "sasl.mechanism", "PLAIN", "sasl.jaas.config", JAAS, "ssl.endpoint.identification.algorithm", ""),
                kafka.client());
        assertEquals("none", kafka.with(Map.of("sasl.mechanism", "none")).get("sasl.mechanism"), "a client's own setting wins");
        assertEquals(kafka, KafkaAccess.of(kafka.prefixed("x."), "x."));
    }

    @Test
    void withoutAnyKafkaSpeaksPlainText() throws IOException {
        assertEquals(KafkaAccess.plain("k1:9092, k2:9092"), load("").kafka());
    }

    @Test
    void theEnvironmentAndFilesGiveThemToo() throws IOException {
        environment.put("KAFKA_CLIENT_SASL_JAAS_CONFIG", "file:" + Files.writeString(directory.resolve("jaas"), JAAS + "\n"));
        environment.put("KAFKA_CLIENT_SASL_MECHANISM", "SCRAM-SHA-256");

        Map<String, String> client = load(SASL).kafka().client();

        assertEquals(JAAS, client.get("sasl.jaas.config"));
        assertEquals("SCRAM-SHA-256", client.get("sasl.mechanism"));
    }

    @Test
    void secretsAreShownNowhereAndAreNoPlaceholders() throws IOException {
        Settings settings = load(SASL + "kafka.client.sasl.jaas.config=" + JAAS + "\nkafka.client.ssl.keystore.key=s3cret-key\nkafka.client.ssl.key.password=s3cret-too");

        assertFalse((settings.toString() + settings.all() + settings.kafka() + settings.asProperties()).contains("s3cret"), settings::toString);
        assertTrue(settings.toString().contains("kafka.client.sasl.jaas.config=****"), settings::toString);
        assertTrue(settings.toString().contains("kafka.client.sasl.mechanism=PLAIN"), settings::toString);
    }

    @Test
    void whatKafkaDoesNotKnowIsRefused() {
        assertProblem("kafka.client.sasl.mechanisms=PLAIN", "(test.properties, line 9) is no setting that all of Kafka's clients have; did you mean kafka.client.sasl.mechanism?");
        assertProblem("kafka.client.acks=all", "take it out");
        assertProblem("kafka.client.bootstrap.servers=k:1", "is kafka.brokers");
        assertProblem("kafka.client.client.id=x", "is set by Sluice itself");
        assertProblem("kafka.client.security.protocol=SASL_SLL", "kafka.client.security.protocol (test.properties, line 9): ", "SASL_SSL");
        assertProblem("kafka.client.reconnect.backoff.ms=soon", "kafka.client.reconnect.backoff.ms (", "soon");
    }

    @Test
    void aJaasEntryThatCannotBeReadIsToldWithoutItsText() {
        assertProblem(SASL + "kafka.client.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required password=my s3cret;", "is no JAAS entry");
        assertProblem(SASL + "kafka.client.sasl.jaas.config=s3cret", "is no JAAS entry");
        assertProblem(SASL + "kafka.client.sasl.jaas.config=file:/nowhere", "names the file /nowhere, which cannot be read", "with the value as its text");
    }

    @Test
    void whatTheProtocolWouldPassOverIsRefused() {
        assertProblem("kafka.client.sasl.jaas.config=" + JAAS, "has no effect with kafka.client.security.protocol=PLAINTEXT; set that to SASL_SSL");
        assertProblem("kafka.client.security.protocol=SASL_PLAINTEXT\nkafka.client.ssl.truststore.location=/t", "SSL or SASL_SSL");
    }

    /** No client works without the brokers' addresses; who takes them elsewhere would not be let in where Kafka is secured. */
    @Test
    void noClientHasTheBrokersButByKafkaAccess() throws IOException {
        Set<String> brokers = Set.of("KafkaAccess.java", "KafkaSettings.java", "CaptureEndpoint.java", "ConnectorConfig.java");
        try (Stream<Path> files = Files.walk(Project.home().resolve("beans"))) {
            assertEquals(brokers, files.filter(path -> path.toString().endsWith(".java") && mentionsBootstrap(path)).map(path -> path.getFileName().toString())
                    .collect(Collectors.toSet()));
        }
    }

    private static boolean mentionsBootstrap(Path file) {
        try {
            return Files.readString(file).matches("(?s).*(BOOTSTRAP_SERVERS_CONFIG|\"[\\w.]*bootstrap\\.servers\").*");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Settings load(String text) throws IOException {
        return Settings.load(Files.writeString(directory.resolve("test.properties"), REQUIRED + text), environment, new Properties());
    }

    private void assertProblem(String text, String... parts) {
        SettingsException failure = assertThrows(SettingsException.class, () -> load(text), text);
        assertEquals(1, failure.problems().size(), failure.getMessage());
        assertFalse(failure.getMessage().contains("s3cret"), failure.getMessage());
        Stream.of(parts).forEach(part -> assertTrue(failure.getMessage().contains(part), failure.getMessage()));
    }
}
