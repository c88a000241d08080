package sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sluice.control.Preflight;
import sluice.control.PreflightException;
import sluice.control.Settings;
import sluice.sandbox.KafkaBroker;
import sluice.sandbox.Project;
import sluice.sandbox.SluiceProcess;
import sluice.sandbox.TlsStores;

/** Kafka behind TLS and a password: every client of Sluice's gets in, who does not is told why, and nobody is told a password. */
class SecuredKafkaIT {
    private static final TestBed BED = TestBed.of(SecuredKafkaIT.class);
    private static final long SEED = Long.getLong("seed", new Random().nextInt(1_000_000));
    private static final String PASSWORD = "kafka-pa55word";
    private static final String STORES = "stores-pa55word";
    private static final String PAGE = "page-pa55word";
    private static final List<String> SECRETS = List.of(PASSWORD, STORES, PAGE, BED.mysql().sluice().password(), BED.h2().login().password());
    private static Migration migration;
    private static KafkaBroker kafka;

    @BeforeAll
    static void startBroker() throws Exception {
        System.out.println("SecuredKafkaIT: -Dseed=" + SEED);
        migration = BED.migration("secured", SEED, 200);
        TlsStores stores = TlsStores.make(migration.directory().resolve("stores"), STORES);
        kafka = new KafkaBroker(migration.directory().resolve("kafka"));
        kafka.secure(stores, "sluice", PASSWORD);
        kafka.start();
        Path jaas = Files.writeString(migration.directory().resolve("jaas"), jaas(PASSWORD) + "\n");
        Files.writeString(migration.settings(), """
                kafka.brokers=%s
                kafka.client.security.protocol=SASL_SSL
                kafka.client.ssl.truststore.location=%s
                kafka.client.ssl.truststore.password=%s
                kafka.client.sasl.mechanism=SCRAM-SHA-512
                kafka.client.sasl.jaas.config=file:%s
                parking.topic=secured.parked
                page.port=%d
                page.password=%s
                """.formatted(kafka.securedBrokers(), stores.trust(), STORES, jaas, Project.freePort(), PAGE), StandardOpenOption.APPEND);
    }

    @AfterAll
    static void end() {
        migration.close();
        kafka.kill();
    }

    /** Capture, its history and its turn, lanes, copies of parked rows, and what commands ask: there is no other way to this broker. */
    @Test
    @Timeout(300)
    void aMigrationGoesThroughIt() throws Exception {
        int port = Project.freePort();
        SluiceProcess sluice = migration.sluice("one", "-Dmonitoring.port=" + port);
        migration.startLoad();
        sluice.start();
        migration.awaitFollowing(sluice);
        System.out.println("SecuredKafkaIT: " + migration.awaitEqual());
        CommandLine verified = CommandLine.run("verify", "usersdb.user_profiles", "--config", migration.settings().toString());
        assertEquals(0, verified.exitCode(), verified::output);
        Told told = Told.by(sluice, migration.settings(), port);
        assertTrue(told.size() > 1_000, "that many attributes are expected, not " + told.size());
        told.assertNone(SECRETS);
    }

    /** All servers refuse a password here, and the failures are shown with all that is in them. */
    @Test
    void aWrongPasswordIsRefusedWithTheRemedyAndNotPrinted() throws Exception {
        CommandLine run = CommandLine.run(Map.of("SOURCE_PASSWORD", "wr0ng-source", "TARGET_PASSWORD", "wr0ng-target", "KAFKA_CLIENT_SASL_JAAS_CONFIG",
                jaas("wr0ng-kafka")), "run", "--stacktrace", "--config", migration.settings().toString());
        assertEquals(3, run.exitCode(), run::output);
        for (String part : List.of("\tat ", "refuses the user 'sluice' or its password", "refuses the user 'sa' or its password",
                "Kafka at " + kafka.securedBrokers() + " refuses the user or the password", "correct kafka.client.sasl.jaas.config")) {
            assertTrue(run.output().contains(part), run::output);
        }
        assertFalse(run.output().contains("wr0ng") || SECRETS.stream().anyMatch(run.output()::contains), run::output);
    }

    @Test
    void aCertificateThatNobodyTrustsIsRefusedWithTheRemedy() {
        Path cacerts = Path.of(System.getProperty("java.home"), "lib", "security", "cacerts");
        Settings settings = Settings.load(migration.settings(), Map.of("KAFKA_CLIENT_SSL_TRUSTSTORE_LOCATION", cacerts.toString(),
                "KAFKA_CLIENT_SSL_TRUSTSTORE_PASSWORD", "changeit"), new Properties());
        String refusal = assertThrows(PreflightException.class, new Preflight(settings)::check).getMessage();
        assertTrue(refusal.startsWith("no TLS with Kafka at " + kafka.securedBrokers()), refusal);
        assertTrue(refusal.contains("see that kafka.client.ssl.truststore.location trusts its certificate"), refusal);
    }

    private static String jaas(String password) {
        return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"sluice\" password=\"" + password + "\";";
    }
}
