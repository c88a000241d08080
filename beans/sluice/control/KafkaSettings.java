package sluice.control;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;
import sluice.kafka.KafkaAccess;

/**
 * The settings {@code kafka.client.*}: those of Kafka's own clients that producers, consumers and admins all have, and that Sluice does
 * not set itself. Which there are, which of them are secret and what they accept is asked of Kafka's client library.
 */
final class KafkaSettings {

    private static final String PREFIX = "kafka.client.";
    private static final String PROTOCOL = CommonClientConfigs.SECURITY_PROTOCOL_CONFIG;
    private static final String JAAS = SaslConfigs.SASL_JAAS_CONFIG;

    /** Sluice's own: a lane has to see a new topic soon, and tells its consumers apart by the id. */
    private static final Set<String> OWN = Set.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, CommonClientConfigs.CLIENT_ID_CONFIG,
            CommonClientConfigs.METADATA_MAX_AGE_CONFIG);

    private static final Set<String> KEYS = keysOfAllClients();

    private KafkaSettings() {
    }

    private static Set<String> keysOfAllClients() {
        Set<String> names = new TreeSet<>(AdminClientConfig.configNames());
        names.retainAll(ConsumerConfig.configNames());
        names.retainAll(ProducerConfig.configNames());
        names.removeAll(OWN);
        return names.stream().map(PREFIX::concat).collect(toSet());
    }

    static Set<String> keys() {
        return KEYS;
    }

    /** Whether the key is meant to be one of these, if only by its beginning. */
    static boolean covers(String key) {
        return key.startsWith(PREFIX);
    }

    static boolean isSecret(String key) {
        return covers(key) && KafkaAccess.isSecret(name(key));
    }

    private static String name(String key) {
        return key.substring(PREFIX.length());
    }

    /** The settings by the names that Kafka has for them. */
    static Map<String, String> client(Map<String, Setting> settings) {
        return settings.values().stream().filter(setting -> covers(setting.key()))
                .collect(toMap(setting -> name(setting.key()), Setting::value, (one, other) -> other, TreeMap::new));
    }

    /** Why a key of the file is none. */
    static String unknown(String key) {
        if (OWN.contains(name(key))) {
            return name(key).equals(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG) ? "is kafka.brokers; set that" : "is set by Sluice itself; take it out";
        }
        return "is no setting that all of Kafka's clients have; " + KnownSettings.closestOf(KEYS, key).map(close -> "did you mean " + close + "?")
                .orElse("take it out, or look it up in Kafka's documentation (security.protocol, sasl.*, ssl.*)");
    }

    static List<String> problems(Map<String, Setting> settings) {
        Map<String, String> client = client(settings);
        List<String> problems = new ArrayList<>();
        AdminClientConfig.configDef().validate(client).stream().filter(value -> client.containsKey(value.name()))
                .forEach(value -> value.errorMessages().stream().findFirst().ifPresent(message -> problems.add(told(settings, value.name()) + ": " + message)));
        if (client.containsKey(JAAS) && !client.get(JAAS).startsWith(SettingsReader.PASSWORD_FILE) && !isJaas(client.get(JAAS))) {
            problems.add(told(settings, JAAS) + " is no JAAS entry; give CLASS required username=\"...\" password=\"...\"; with the semicolon at its"
                    + " end, and as CLASS org.apache.kafka.common.security.plain.PlainLoginModule or ...scram.ScramLoginModule");
        }
        if (problems.isEmpty()) {
            String protocol = client.getOrDefault(PROTOCOL, CommonClientConfigs.DEFAULT_SECURITY_PROTOCOL).toUpperCase(Locale.ROOT);
            requireProtocol(settings, client, "sasl.", protocol.startsWith("SASL_"), problems);
            requireProtocol(settings, client, "ssl.", protocol.endsWith("SSL"), problems);
        }
        return problems;
    }

    private static String told(Map<String, Setting> settings, String name) {
        return PREFIX + name + " (" + settings.get(PREFIX + name).origin() + ")";
    }

    /** Kafka's own words would repeat a piece of the text, and so perhaps of the password. */
    private static boolean isJaas(String text) {
        try {
            JaasContext.loadClientContext(Map.of(JAAS, new Password(text)));
            return true;
        } catch (IllegalArgumentException unreadable) {
            return false;
        }
    }

    /** What would be passed over in silence: a password that is set, and a connection in plain text. */
    private static void requireProtocol(Map<String, Setting> settings, Map<String, String> client, String area, boolean used, List<String> problems) {
        client.keySet().stream().filter(name -> !used && name.startsWith(area)).findFirst().ifPresent(name -> problems.add(told(settings, name)
                + " has no effect with " + PREFIX + PROTOCOL + "=" + client.getOrDefault(PROTOCOL, CommonClientConfigs.DEFAULT_SECURITY_PROTOCOL)
                + "; set that to " + (area.equals("sasl.") ? "SASL_SSL (or SASL_PLAINTEXT)" : "SSL or SASL_SSL")));
    }
}
