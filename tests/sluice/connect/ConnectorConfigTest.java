package sluice.connect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import sluice.capture.CapturedTables;
import sluice.control.Settings;
import sluice.sandbox.Project;
import sluice.sandbox.RoutesUnderTest;
import sluice.schema.TableId;
import sluice.schema.source.SourceColumn;
import sluice.schema.source.SourceTable;

/** The connector's configuration is capture's, in Connect's words. */
class ConnectorConfigTest {

    /** What decides the form of topics, keys and values. What only a process of Sluice's has is not among it. */
    private static final Set<String> SHARED = Set.of("topicNamingStrategy", "decimalHandlingMode", "bigintUnsignedHandlingMode", "timePrecisionMode",
            "enableTimeAdjuster", "event.converting.failure.handling.mode", "datatypePropagateSourceType", "skippedOperations", "tombstonesOnDelete",
            "zeroDates.type", "documents.type", "bits.type", "database.connectionTimeZone", "driver.connectionTimeZone",
            "driver.forceConnectionTimeZoneToSession", "driver.characterSetResults", "driver.allowPublicKeyRetrieval", "database.allowPublicKeyRetrieval");

    private final RoutesUnderTest migration = new RoutesUnderTest("connector").set("source.hostname", "db").set("source.user", "sluice")
            .set("source.password", "hidden-7").set("source.databases", "shop,my-crm").set("kafka.brokers", "k1:9092").set("topics.prefix", "mig")
            .set("topics.partitions", "3").set("target.url", "jdbc:h2:mem:none;MODE=Oracle").set("target.user", "sa").set("target.password", "hidden-8");

    /** A setting that capture gets and the connector does not makes the lanes read other values. */
    @Test
    void valuesAndTopicsAreThoseOfTheCaptureRoute() throws IOException {
        Map<String, String> config = config();
        Set<String> compared = new HashSet<>();
        String route = Files.readString(Project.home().resolve("routes/capture.camel.yaml"));
        for (MatchResult line : Pattern.compile("(?m)^ {8}(?:additionalProperties\\.)?([\\w.]+): (.+)$").matcher(route).results().toList()) {
            if (SHARED.contains(line.group(1))) {
                compared.add(line.group(1));
                assertEquals(line.group(2), config.get(connects(line.group(1))), line.group(1));
            }
        }
        assertEquals(SHARED, compared);
    }

    /** Camel writes {@code decimalHandlingMode} where Debezium has {@code decimal.handling.mode}. */
    private static String connects(String name) {
        return name.contains(".") ? name : name.replaceAll("([A-Z])", ".$1").toLowerCase(Locale.ROOT);
    }

    @Test
    void settingsBecomeTheConnectors() throws IOException {
        migration.set("source.tables", "shop.orders,shop.item_*").set("capture.row.max.bytes", "50000000").set("message.key.columns", "shop.log:id");
        Map<String, String> config = config();
        assertEquals("mig", config.get("topic.prefix"));
        assertEquals("3", config.get("topic.creation.default.partitions"));
        assertEquals("-1", config.get("topic.creation.default.retention.ms"));
        assertEquals("shop,\\Qmy-crm\\E", config.get("database.include.list"));
        assertEquals("shop\\.orders,shop\\.item_.*", config.get("table.include.list"));
        assertEquals("shop.log:id", config.get("message.key.columns"));
        assertEquals("50000000", config.get("producer.override.max.request.size"));
        assertEquals("50000000", config.get("topic.creation.default.max.message.bytes"));
        assertEquals("SELECT `f` + 0E0 AS `f` FROM `shop`.`orders`", config.get("snapshot.select.statement.overrides.shop.orders"));
        assertTrue(config.keySet().stream().noneMatch(key -> key.startsWith("transforms")), "flattened events are refused");
    }

    @Test
    void thePasswordIsNotInIt() throws IOException {
        Map<String, String> config = config();
        assertEquals(ConnectorConfig.PASSWORD, config.get("database.password"));
        assertFalse(config.toString().contains("hidden-"), "the settings' passwords");
    }

    @Test
    void kafkasSettingsAreTheHistorysAndTheirSecretsReferences() throws IOException {
        migration.set("kafka.client.security.protocol", "SSL").set("kafka.client.ssl.truststore.location", "/t").set("kafka.client.ssl.truststore.password", "hidden-9");
        Map<String, String> config = config();
        assertEquals("SSL", config.get("schema.history.internal.producer.security.protocol"));
        assertEquals("/t", config.get("schema.history.internal.consumer.ssl.truststore.location"));
        assertEquals("${file:/etc/kafka-connect/sluice.properties:kafka.client.ssl.truststore.password}",
                config.get("schema.history.internal.consumer.ssl.truststore.password"));
        assertFalse(config.toString().contains("hidden-"), config::toString);
    }

    @Test
    void withoutSluicesJarOnTheWorkersItAsksForNoClassOfIt() throws IOException {
        Map<String, String> config = config(false);
        assertNull(config.get("converters"));
        assertTrue(config.values().stream().noneMatch(value -> value.startsWith("sluice.")), config::toString);
    }

    @Test
    void adviceFollowsFromTheSettings() throws IOException {
        Settings settings = migration.settings();
        String many = String.join("\n", new ConnectorAdvice(settings, tables()).lines(ConnectorConfig.PASSWORD, false));
        assertTrue(many.contains("a TRUNCATE stands in one of the 3 partitions"), many);
        assertTrue(many.contains("here it is true"), many);
        assertTrue(many.contains("FileConfigProvider"), many);
        assertTrue(many.contains("1 table with FLOAT or YEAR"), many);
        migration.set("topics.partitions", "1").set("capture.enabled", "false");
        String one = String.join("\n", new ConnectorAdvice(migration.settings(), List.of()).lines("${env:SECRET}", true));
        assertFalse(one.contains("TRUNCATE"), one);
        assertFalse(one.contains("FileConfigProvider"), one);
        assertTrue(one.contains("here it is so"), one);
    }

    private Map<String, String> config() throws IOException {
        return config(true);
    }

    private Map<String, String> config(boolean converters) throws IOException {
        Settings settings = migration.settings();
        return new ConnectorConfig(settings, new CapturedTables(settings), tables()).properties(ConnectorConfig.PASSWORD, converters);
    }

    private static List<SourceTable> tables() {
        return List.of(new SourceTable(new TableId("shop", "orders"), List.of(new SourceColumn("f", "float", "float", null, null, null, true)), List.of(), 0));
    }
}
