package sluice.connect;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;
import sluice.capture.CapturedTables;
import sluice.capture.SnapshotSelects;
import sluice.control.Settings;
import sluice.kafka.KafkaAccess;
import sluice.kafka.Topics;
import sluice.schema.source.SourceTable;

/**
 * Debezium's MySQL connector as a Kafka Connect cluster has to run it in the place of capture, so that lanes read what they read from
 * capture: the same topics, keys, tables and values.
 *
 * <p>The source's password is not in it, nor are Kafka's. Whoever may read a connector's configuration, by Connect's REST interface, would read it.
 */
public final class ConnectorConfig {

    /** What the source's password stands for in the configuration, unless somebody says otherwise: Connect's FileConfigProvider reads it. */
    public static final String PASSWORD = "${file:/etc/kafka-connect/sluice.properties:source.password}";

    private static final String SOURCE_PASSWORD = "source.password";
    private static final String JSON_CONVERTER = "org.apache.kafka.connect.json.JsonConverter";
    private static final Pattern QUOTED = Pattern.compile("\\\\Q([\\w.]+)\\\\E");

    private final Settings settings;
    private final CapturedTables captured;
    private final List<SourceTable> tables;

    /** @param tables as the source's catalog has them now */
    public ConnectorConfig(Settings settings, CapturedTables captured, List<SourceTable> tables) {
        this.settings = settings;
        this.captured = captured;
        this.tables = tables;
    }

    /**
     * The properties, in the order in which people read them.
     *
     * @param password   what stands for the source's password, such as a reference to a config provider
     * @param converters whether the workers have Sluice's jar beside the connector, whose converters keep zero dates, JSON and BIT keys
     */
    public Map<String, String> properties(String password, boolean converters) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("connector.class", "io.debezium.connector.mysql.MySqlConnector");
        all.put("tasks.max", "1");
        all.put("exactly.once.support", "required");
        source(all, password);
        values(all, converters);
        topics(all);
        return all;
    }

    private void source(Map<String, String> all, String password) {
        all.put("database.hostname", settings.get("source.hostname"));
        all.put("database.port", settings.get("source.port"));
        all.put("database.user", settings.get("source.user"));
        all.put("database.password", password);
        all.put("database.ssl.mode", settings.get("source.ssl.mode"));
        all.put("database.server.id", settings.get("source.server.id"));
        all.put("database.connectionTimeZone", "UTC");
        all.put("database.allowPublicKeyRetrieval", "true");
        all.put("driver.connectionTimeZone", "UTC");
        all.put("driver.forceConnectionTimeZoneToSession", "true");
        all.put("driver.characterSetResults", "utf8");
        all.put("driver.allowPublicKeyRetrieval", "true");
        all.put("database.include.list", readable(captured.databaseIncludeList()));
        if (captured.tableIncludeList() != null) {
            all.put("table.include.list", readable(captured.tableIncludeList()));
        }
        settings.optional("message.key.columns").ifPresent(keys -> all.put("message.key.columns", keys));
        all.put("snapshot.mode", settings.get("snapshot.mode"));
        Properties selects = new Properties();
        SnapshotSelects.add(selects, tables);
        new TreeMap<>(selects).forEach((key, value) -> all.put((String) key, (String) value));
        all.put("include.schema.changes", "false");
        all.put("schema.history.internal.kafka.bootstrap.servers", settings.get("kafka.brokers"));
        all.put("schema.history.internal.kafka.topic", settings.get("topics.prefix") + ".__connect-history");
        settings.kafka().client().forEach((name, value) -> {
            String told = KafkaAccess.isSecret(name) ? reference(password, "kafka.client." + name) : value;
            all.put("schema.history.internal.consumer." + name, told);
            all.put("schema.history.internal.producer." + name, told);
        });
        // a quiet source shall be known to be read to its end within a second: a cut-over waits for it in the freeze
        all.put("heartbeat.interval.ms", "500");
        all.put("connect.keep.alive.interval.ms", "1000"); // the server's own heartbeats come at 0.8 of it: without one the connector sees nothing to tell of
    }

    /** Another secret where the source's password is, if that is known by the name that it has in Sluice's settings; else in the usual file. */
    private static String reference(String password, String key) {
        return (password.endsWith(SOURCE_PASSWORD + "}") ? password : PASSWORD).replace(SOURCE_PASSWORD, key);
    }

    private static void values(Map<String, String> all, boolean converters) {
        all.put("skipped.operations", "none");
        all.put("tombstones.on.delete", "false");
        all.put("decimal.handling.mode", "string");
        all.put("bigint.unsigned.handling.mode", "precise");
        all.put("time.precision.mode", "adaptive_time_microseconds");
        all.put("enable.time.adjuster", "false");
        all.put("datatype.propagate.source.type", ".*");
        all.put("event.converting.failure.handling.mode", "fail");
        if (converters) {
            all.put("converters", "zeroDates,documents,bits");
            all.put("zeroDates.type", "sluice.capture.ZeroDateConverter");
            all.put("documents.type", "sluice.capture.DocumentConverter");
            all.put("bits.type", "sluice.capture.BitConverter");
        }
        for (String side : List.of("key.converter", "value.converter")) {
            all.put(side, JSON_CONVERTER);
            all.put(side + ".schemas.enable", "true");
            all.put(side + ".replace.null.with.default", "false");
        }
    }

    private void topics(Map<String, String> all) {
        String bytes = settings.get("capture.row.max.bytes");
        all.put("topic.prefix", settings.get("topics.prefix"));
        all.put("offsets.storage.topic", settings.get("topics.prefix") + Topics.CONNECT_OFFSETS);
        all.put("topic.naming.strategy", "io.debezium.schema.DefaultTopicNamingStrategy");
        all.put("topic.creation.default.partitions", settings.get("topics.partitions"));
        all.put("topic.creation.default.replication.factor", settings.get("topics.replication.factor"));
        all.put("topic.creation.default.cleanup.policy", "delete");
        all.put("topic.creation.default.retention.ms", "-1");
        all.put("topic.creation.default.retention.bytes", "-1");
        all.put("topic.creation.default.max.message.bytes", bytes);
        all.put("producer.override.max.request.size", bytes);
        all.put("producer.override.buffer.memory", Integer.toString(Math.max(32 << 20, Integer.parseInt(bytes))));
        all.put("producer.override.compression.type", "lz4");
    }

    /** A regular expression that is no longer than it has to be: people look at this one. */
    private static String readable(String expression) {
        return QUOTED.matcher(expression).replaceAll(name -> name.group(1).replace(".", "\\\\."));
    }
}
