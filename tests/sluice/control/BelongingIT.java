package sluice.control;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import sluice.event.BarrierCodec;
import sluice.kafka.KafkaAccess;
import sluice.kafka.Topics;
import sluice.sandbox.Login;
import sluice.sandbox.MySqlServer;
import sluice.sandbox.RoutesUnderTest;
import sluice.sandbox.SharedServers;
import sluice.schema.OwnTables;
import sluice.schema.TableId;
import sluice.schema.source.SourceTable;

/** Offsets, topics and watermarks of two migrations, or of two times of one: refused before the start, exit code 3 (P1). */
class BelongingIT {

    private static final String STRANGER = "00000000-1111-2222-3333-444444444444";

    private final MySqlServer mysql = SharedServers.mysql();

    @Test
    void aTargetThatHasTheWatermarksOfAnotherMigrationIsRefused() throws Exception {
        Login target = target("mixed");
        assertDoesNotThrow(() -> belonging("mixed", target).check());
        target.execute("INSERT INTO SLUICE_WATERMARK (TOPIC, PARTITION_NO, NEXT_OFFSET, TOPIC_ID) VALUES ('older.shop.orders', 0, 5, 'x')");
        assertRefused("mixed", target, "is of another migration: it has the topics older.shop.orders, and topics.prefix is mixed");
    }

    @Test
    void watermarksOfATopicThatIsGoneOrWasMadeAnewAreRefused() throws Exception {
        Login target = target("gone");
        try (Topics topics = topics("gone")) {
            topics.createChanges(List.of("gone.shop.a"));
            target.execute("INSERT INTO SLUICE_WATERMARK (TOPIC, PARTITION_NO, NEXT_OFFSET, TOPIC_ID) VALUES ('gone.shop.a', 0, 5, '"
                    + topics.identity("gone.shop.a").id() + "')");
            assertDoesNotThrow(() -> belonging("gone", target).check());
            target.execute("UPDATE SLUICE_WATERMARK SET TOPIC_ID = 'another'",
                    "INSERT INTO SLUICE_WATERMARK (TOPIC, PARTITION_NO, NEXT_OFFSET, TOPIC_ID) VALUES ('gone.shop.b', 0, 5, 'x')");
            PreflightException refused = assertRefused("gone", target, "the topic gone.shop.a, of which the target has watermarks, was made anew",
                    "the topic gone.shop.b, of which the target has watermarks, is gone");
            assertEquals(2, refused.failures().size(), "all is told in one go");
        }
    }

    /** The offset of another source under the same prefix. */
    @Test
    void anOffsetOfAnotherServerIsRefused() throws Exception {
        Login target = target("stranger");
        try (Topics topics = topics("stranger")) {
            topics.createOwn();
            record("stranger.__history", "x");
            record("stranger.__offsets", "{\"file\":\"binlog.000001\",\"pos\":4,\"gtids\":\"" + STRANGER + ":1-5\"}");
            assertRefused("stranger", target, "cannot go on from binlog.000001:4", "has never had the transactions " + STRANGER + ":1-5");
        }
    }

    /** A topic of changes is made anew by the next event; without this nobody would miss what was in it. */
    @Test
    void anOffsetWithoutWhatWasWrittenUpToItIsRefused() throws Exception {
        Login target = target("torn");
        try (Topics topics = topics("torn")) {
            topics.createOwn();
            record("torn.__offsets", "{\"file\":\"" + mysql.lastBinlog() + "\",\"pos\":4,\"gtids\":\""
                    + mysql.app().value("SELECT @@gtid_executed").replace("\n", "") + "\"}");
            assertRefused("torn", target, "the topic torn.__history is empty or gone");
            record("torn.__history", "x");
            assertDoesNotThrow(() -> belonging("torn", target).check());
            record("torn.__schemas", "x");
            assertRefused("torn", target, "the topic torn.__tables is empty or gone");
            TableId table = new TableId("torn", "t");
            record("torn.__tables", BarrierCodec.encode(new SourceTable(table, List.of(), List.of(), 0), false));
            assertRefused("torn", target, "the topic torn.torn.t is gone, and with it the changes of torn.t that were in it");
            topics.createChanges(List.of("torn.torn.t"));
            assertDoesNotThrow(() -> belonging("torn", target).check());
        }
    }

    private static Login target(String name) throws SQLException {
        Login target = SharedServers.database("belonging" + name);
        target.execute(OwnTables.CREATE.values().toArray(String[]::new));
        return target;
    }

    private static Topics topics(String prefix) {
        return new Topics(KafkaAccess.plain(SharedServers.kafka().brokers()), prefix, 1, 1);
    }

    private Belonging belonging(String prefix, Login target) throws Exception {
        RoutesUnderTest settings = new RoutesUnderTest(prefix);
        Map.ofEntries(Map.entry("source.hostname", mysql.host()), Map.entry("source.port", Integer.toString(mysql.port())),
                Map.entry("source.user", mysql.sluice().user()), Map.entry("source.password", mysql.sluice().password()),
                Map.entry("source.databases", prefix), Map.entry("topics.prefix", prefix), Map.entry("kafka.brokers", SharedServers.kafka().brokers()),
                Map.entry("target.url", target.url()), Map.entry("target.user", target.user()), Map.entry("target.password", target.password()))
                .forEach(settings::set);
        return new Belonging(settings.settings());
    }

    private PreflightException assertRefused(String prefix, Login target, String... parts) throws Exception {
        PreflightException refused = assertThrows(PreflightException.class, belonging(prefix, target)::check);
        for (String part : parts) {
            assertTrue(refused.getMessage().contains(part), refused::getMessage);
        }
        assertEquals(ExitCode.SERVER, ExitCode.of(refused));
        return refused;
    }

    private static void record(String topic, String value) throws Exception {
        record(topic, value.getBytes(StandardCharsets.UTF_8));
    }

    private static void record(String topic, byte[] value) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(Map.of("bootstrap.servers", SharedServers.kafka().brokers()),
                new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, "key".getBytes(StandardCharsets.UTF_8), value)).get(20, TimeUnit.SECONDS);
        }
    }
}
