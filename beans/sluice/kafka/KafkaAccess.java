package sluice.kafka;

import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.config.ConfigDef;
import sluice.control.Settings;

/**
 * How Kafka is reached: where, by which protocol, as whom. Every client of Sluice's is made with one of these, so that none can be left
 * out when a cluster asks for TLS or a password.
 *
 * <p>{@link #toString} tells the names of the settings only: some values are secrets.
 *
 * @param brokers {@code host:port}, separated by commas
 * @param client  settings of Kafka's clients by their own names, such as {@code security.protocol}; empty for plain text
 */
public record KafkaAccess(String brokers, Map<String, String> client) {

    private static final String BROKERS = CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG;

    public KafkaAccess {
        client = Map.copyOf(client);
    }

    /** Without TLS and without a user. */
    public static KafkaAccess plain(String brokers) {
        return new KafkaAccess(brokers, Map.of());
    }

    /** As the settings have it: {@code kafka.brokers} and {@code kafka.client.*}. */
    public static KafkaAccess of(Settings settings) {
        return settings.kafka();
    }

    /** What {@link #prefixed} made. */
    public static KafkaAccess of(Map<String, String> properties, String prefix) {
        Map<String, String> client = new HashMap<>();
        properties.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                client.put(key.substring(prefix.length()), value);
            }
        });
        return new KafkaAccess(client.remove(BROKERS), client);
    }

    /** The settings of a client that has some of its own, which win. */
    public Map<String, Object> with(Map<String, ?> own) {
        Map<String, Object> all = new HashMap<>(client);
        all.put(BROKERS, brokers);
        all.putAll(own);
        return all;
    }

    /** Adds to the settings of a client, and wins: of Camel's, which has a default of its own for each. */
    public Properties over(Properties settings) {
        settings.putAll(client);
        settings.put(BROKERS, brokers);
        return settings;
    }

    /** All of it, brokers too, with something before each name, for whoever hands the settings of his clients on. */
    public Map<String, String> prefixed(String prefix) {
        Map<String, String> all = new TreeMap<>();
        client.forEach((name, value) -> all.put(prefix + name, value));
        all.put(prefix + BROKERS, brokers);
        return all;
    }

    /** Whether Kafka takes the value of this setting of its clients for a password: JAAS entries, passwords, private keys. */
    public static boolean isSecret(String name) {
        ConfigDef.ConfigKey known = AdminClientConfig.configDef().configKeys().get(name);
        return known != null && known.type() == ConfigDef.Type.PASSWORD;
    }

    @Override
    public String toString() {
        return brokers + " with " + client.keySet();
    }
}
