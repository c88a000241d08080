package sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sluice.sandbox.KafkaBroker;
import sluice.sandbox.SluiceProcess;
import sluice.sandbox.TlsStores;

/** Kafka behind TLS and a password: every client of Sluice's gets in, and who does not is told why. */
class SecuredKafkaIT {
    private static final TestBed BED = TestBed.of(SecuredKafkaIT.class);
    private static final long SEED = Long.getLong("seed", new Random().nextInt(1_000_000));
    private static final String PASSWORD = "kafka-pa55word";
    private static final String STORES = "stores-pa55word";
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
                """.formatted(kafka.securedBrokers(), stores.trust(), STORES, jaas), StandardOpenOption.APPEND);
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
        SluiceProcess sluice = migration.sluice("one");
        migration.startLoad();
        sluice.start();
        migration.awaitFollowing(sluice);
        System.out.println("SecuredKafkaIT: " + migration.awaitEqual());
        CommandLine verified = CommandLine.run("verify", "usersdb.user_profiles", "--config", migration.settings().toString());
        assertEquals(0, verified.exitCode(), verified::output);
        for (String secret : List.of(PASSWORD, STORES)) {
            assertFalse(sluice.outputContains(secret) || verified.output().contains(secret), secret);
        }
    }

    @Test
    void aWrongPasswordIsRefusedWithTheRemedyAndNotPrinted() throws Exception {
        String output = refused(Map.of("KAFKA_CLIENT_SASL_JAAS_CONFIG", jaas("wr0ng-secret")));
        assertTrue(output.contains("sluice: Kafka at " + kafka.securedBrokers() + " refuses the user or the password"), output);
        assertTrue(output.contains("correct kafka.client.sasl.jaas.config"), output);
        assertFalse(output.contains("wr0ng"), output);
    }

    @Test
    void aCertificateThatNobodyTrustsIsRefusedWithTheRemedy() throws Exception {
        Path cacerts = Path.of(System.getProperty("java.home"), "lib", "security", "cacerts");
        String output = refused(Map.of("KAFKA_CLIENT_SSL_TRUSTSTORE_LOCATION", cacerts.toString(), "KAFKA_CLIENT_SSL_TRUSTSTORE_PASSWORD", "changeit"));
        assertTrue(output.contains("sluice: no TLS with Kafka at " + kafka.securedBrokers()), output);
        assertTrue(output.contains("see that kafka.client.ssl.truststore.location trusts its certificate"), output);
    }

    @Test
    void aTrustStoreThatCannotBeOpenedIsRefusedWithTheRemedy() throws Exception {
        String output = refused(Map.of("KAFKA_CLIENT_SSL_TRUSTSTORE_PASSWORD", "wr0ng-secret"));
        assertTrue(output.contains("sluice: no client of Kafka's can be made with the settings kafka.client.*"), output);
        assertFalse(output.contains("wr0ng"), output);
    }

    private static String jaas(String password) {
        return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"sluice\" password=\"" + password + "\";";
    }

    private static String refused(Map<String, String> environment) throws Exception {
        CommandLine run = CommandLine.run(environment, "run", "--config", migration.settings().toString());
        assertEquals(3, run.exitCode(), run::output);
        assertFalse(run.output().contains("\tat "), run::output);
        assertFalse(run.output().contains(PASSWORD) || run.output().contains(STORES), run::output);
        return run.output();
    }
}
