package sluice.control;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options of every command that reads the settings. */
final class SettingsOptions {

    @Option(names = "--config", paramLabel = "FILE",
            description = "Settings file; otherwise application.properties in the working directory, if there is one.")
    private Path config;

    @Option(names = "--stacktrace", description = "Show whole stack traces, in messages and in the log.")
    private boolean stacktrace;

    @Option(names = "-D", paramLabel = "KEY=VALUE", mapFallbackValue = "",
            description = "A setting that wins over the file and the environment: -Dsource.port=3307. Not for "
                + "passwords: other users of this machine can read it.")
    private Map<String, String> overrides = new LinkedHashMap<>();

    Settings load() {
        overrides.forEach(System::setProperty);
        return Settings.load(config, System.getenv(), System.getProperties());
    }
}
