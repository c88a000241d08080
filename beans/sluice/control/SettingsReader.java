package sluice.control;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * Collects the settings from where they may stand.
 *
 * <p>The later source wins: defaults, file, environment, system properties. An unknown key is an error in the file
 * only, which is ours alone; the environment and the system properties are shared with everybody.
 */
final class SettingsReader {

    /** What a password begins with that is in a file, as long as that was not read. */
    static final String PASSWORD_FILE = "file:";

    /** What a wallet of Oracle's may have in our place. */
    private static final List<String> WALLET = List.of("target.user", "target.password");

    private final KnownSettings known = KnownSettings.bundled();
    private final Map<String, Setting> settings = new LinkedHashMap<>();
    private final Properties camel = new Properties();
    private final List<String> problems = new ArrayList<>();

    SettingsReader() {
        known.keys().forEach(key -> put(key, known.defaultValue(key), "default"));
    }

    KnownSettings known() {
        return known;
    }

    Map<String, Setting> settings() {
        return settings;
    }

    /** The keys that are Camel's. */
    Properties camel() {
        return camel;
    }

    List<String> problems() {
        return problems;
    }

    void readFile(Path file) {
        try (Reader reader = Files.newBufferedReader(file)) {
            PropertiesFile.read(reader).forEach(entry -> accept(entry, file));
        } catch (NoSuchFileException missing) {
            problems.add("the settings file " + file + " does not exist; name another with --config FILE");
        } catch (IOException unreadable) {
            problems.add("the settings file " + file + " cannot be read as text in UTF-8: " + unreadable.getMessage());
        }
    }

    private void accept(PropertiesFile.Entry entry, Path file) {
        String place = file.getFileName() + ", line " + entry.line();
        if (entry.key().startsWith("camel.")) {
            camel.setProperty(entry.key(), entry.value());
        } else if (known.contains(entry.key())) {
            put(entry.key(), entry.value(), place);
        } else if (KafkaSettings.covers(entry.key())) {
            acceptKafka(entry, place);
        } else {
            problems.add(entry.key() + " (" + place + ") is not a setting of Sluice; "
                    + known.closestTo(entry.key()).map(key -> "did you mean " + key + "?")
                            .orElse("take it out; the bundled application.properties lists all of them"));
        }
    }

    private void acceptKafka(PropertiesFile.Entry entry, String place) {
        if (KafkaSettings.keys().contains(entry.key())) {
            put(entry.key(), entry.value(), place);
        } else {
            problems.add(entry.key() + " (" + place + ") " + KafkaSettings.unknown(entry.key()));
        }
    }

    private List<String> keys() {
        return Stream.concat(known.keys().stream(), KafkaSettings.keys().stream().sorted()).toList();
    }

    /** An empty variable counts as unset: container tools pass on unset variables as empty ones. */
    void readEnvironment(Map<String, String> environment) {
        for (String key : keys()) {
            String value = environment.getOrDefault(variable(key), "");
            if (!value.isEmpty()) {
                put(key, value, variable(key));
            }
        }
    }

    void readSystem(Properties system) {
        for (String key : keys()) {
            if (system.getProperty(key) != null) {
                put(key, system.getProperty(key), "-D" + key);
            }
        }
    }

    void readPasswordFiles() {
        List.copyOf(settings.values()).stream()
                .filter(setting -> setting.secret() && setting.value().startsWith(PASSWORD_FILE))
                .forEach(this::readPasswordFile);
    }

    private void readPasswordFile(Setting password) {
        String path = password.value().substring(PASSWORD_FILE.length());
        try {
            put(password.key(), Files.readString(Path.of(path)).strip(), PASSWORD_FILE + path);
        } catch (IOException unreadable) {
            problems.add(password.key() + " (" + password.origin() + ") names the file " + path
                    + ", which cannot be read (" + unreadable.getClass().getSimpleName()
                    + "); create it, readable for this user, with "
                    + (KafkaSettings.covers(password.key()) ? "the value" : "the password") + " as its text");
        }
    }

    /** All missing keys are one problem: they are usually missing together, before the first start. */
    void requireAll() {
        List<String> missing = known.keys().stream()
                .filter(key -> known.required(key) && settings.get(key).blank()).filter(key -> !WALLET.contains(key) || !isWalletAsked()).toList();
        if (!missing.isEmpty()) {
            String example = missing.get(0);
            problems.add("required and not set: " + String.join(", ", missing)
                    + "; set them in application.properties (or the file of --config), by environment variables ("
                    + variable(example) + " for " + example + ") or by -D" + example + "=VALUE");
        }
    }

    /** Whether user and password of the target are both left to the wallet that its URL leads to. */
    private boolean isWalletAsked() {
        return WALLET.stream().allMatch(key -> settings.get(key).blank())
                && settings.get("target.url").value().matches("(?i)jdbc:oracle:.*(TNS_ADMIN|wallet_location)=.*");
    }

    static String variable(String key) {
        return key.toUpperCase(Locale.ROOT).replace('.', '_');
    }

    /** A password keeps its blanks; elsewhere they are left-overs of editing. */
    private void put(String key, String value, String origin) {
        settings.put(key, new Setting(key, Setting.isSecret(key) ? value : value.strip(), origin));
    }
}
