package sluice.control;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import sluice.kafka.KafkaAccess;
import sluice.schema.TargetFeatures;
import sluice.schema.TypeMapping;
import sluice.schema.TypeOverrides;
import sluice.schema.ValuePolicies;
import sluice.schema.ValuePolicies.EmptyNotNull;
import sluice.schema.ValuePolicies.ZeroDates;

/**
 * The settings of this process: complete, checked, and unchanged while it runs.
 *
 * <p>An instance exists only when every value is valid, so nobody else has to check one. Passwords leave it through
 * {@link #get}, {@link #kafka} and {@link #asProperties} alone; {@link #toString} masks them.
 */
public final class Settings {

    private static final Path FILE = Path.of("application.properties");

    private final Map<String, Setting> settings;
    private final Properties camel;

    private Settings(Map<String, Setting> settings, Properties camel) {
        this.settings = settings;
        this.camel = camel;
    }

    /**
     * Reads the defaults, the file, the environment and the system properties; the later one wins.
     *
     * @param configOrNull the file; where it is null, {@code application.properties} in the working directory if
     *                     there is one
     * @throws SettingsException with all problems that there are
     */
    public static Settings load(Path configOrNull, Map<String, String> env, Properties system) {
        SettingsReader reader = new SettingsReader();
        if (configOrNull != null || Files.exists(FILE)) {
            reader.readFile(configOrNull == null ? FILE : configOrNull);
        }
        reader.readEnvironment(env);
        reader.readSystem(system);
        reader.readPasswordFiles();
        reader.requireAll();
        return checked(reader);
    }

    private static Settings checked(SettingsReader reader) {
        Map<String, Setting> settings = reader.settings();
        settings.replaceAll((key, setting) ->
                new Setting(key, SettingRules.canonical(key, setting.value()), setting.origin()));
        List<String> problems = new ArrayList<>(reader.problems());
        problems.addAll(SettingRules.problems(settings, reader.known()));
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
        settings.computeIfPresent("source.server.id",
                (key, setting) -> setting.blank() ? derivedServerId(settings.get("topics.prefix").value()) : setting);
        return new Settings(settings, reader.camel());
    }

    /** Far above the numbers that people give to their servers, and the same after each restart. */
    private static Setting derivedServerId(String prefix) {
        CRC32 hash = new CRC32();
        hash.update(prefix.getBytes(StandardCharsets.UTF_8));
        return new Setting("source.server.id", Long.toString(1_000_000_000L + hash.getValue() % 1_000_000_000L),
                "derived from topics.prefix");
    }

    /** The value; empty where none is set. */
    public String get(String key) {
        return setting(key).value();
    }

    public int integer(String key) {
        return Integer.parseInt(get(key));
    }

    public boolean flag(String key) {
        return Boolean.parseBoolean(get(key));
    }

    /** The parts between the commas, without blanks around them; none where the value is empty. */
    public List<String> list(String key) {
        return Arrays.stream(get(key).split(",")).map(String::strip).filter(part -> !part.isEmpty()).toList();
    }

    /** The value, unless it is empty. */
    public Optional<String> optional(String key) {
        return Optional.of(get(key)).filter(value -> !value.isBlank());
    }

    /** The mapping of types that the settings ask for, for a target with these features. */
    public TypeMapping types(TargetFeatures target) {
        return new TypeMapping(target, TypeOverrides.parse(get("types.mapping")), valuePolicies());
    }

    /** What is done with values that the target cannot keep as they are. */
    public ValuePolicies valuePolicies() {
        return new ValuePolicies(EmptyNotNull.valueOf(get("values.empty.not.null").toUpperCase(Locale.ROOT)),
                ZeroDates.of(get("values.zero.date")));
    }

    /** These settings with more names of findings in {@code assess.accept}. */
    Settings accepting(List<String> names) {
        Map<String, Setting> more = new LinkedHashMap<>(settings);
        List<String> all = new ArrayList<>(list("assess.accept"));
        all.addAll(names);
        more.put("assess.accept", new Setting("assess.accept", String.join(",", all), "--accept"));
        return new Settings(more, camel);
    }

    /** These settings with another value of one key, for what a command needs; {@code origin} says who wants it. */
    Settings with(String key, String value, String origin) {
        Map<String, Setting> changed = new LinkedHashMap<>(settings);
        changed.put(key, new Setting(key, value, origin));
        return new Settings(changed, camel);
    }

    /** How every client of Kafka's is made. */
    public KafkaAccess kafka() {
        return new KafkaAccess(get("kafka.brokers"), KafkaSettings.client(settings));
    }

    /** All settings but those of Kafka's clients, and Camel's own keys, for the placeholders in the routes; with passwords in clear text. */
    public Properties asProperties() {
        Properties properties = new Properties();
        properties.putAll(camel);
        settings.values().stream().filter(setting -> !KafkaSettings.covers(setting.key()))
                .forEach(setting -> properties.setProperty(setting.key(), setting.value()));
        return properties;
    }

    /** In the order of the bundled file. */
    Collection<Setting> all() {
        return settings.values();
    }

    private Setting setting(String key) {
        Setting setting = settings.get(key);
        if (setting == null) {
            throw new NoSuchElementException("there is no setting " + key + "; application.properties lists them all");
        }
        return setting;
    }

    @Override
    public String toString() {
        return settings.values().stream().map(setting -> setting.key() + "=" + setting.shown())
                .collect(Collectors.joining("\n"));
    }
}
