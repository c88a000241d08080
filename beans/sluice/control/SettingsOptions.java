package sluice.control;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options of every command that reads the settings. */
final class SettingsOptions {

    @Option(names = "--config", paramLabel = "FILE",
            description = "Settings file; otherwise application.properties in the working directory, if there is one.")
    private Path config;

    @Option(names = "--stacktrace", description = "Show whole stack traces, in messages and in the log.")
    private boolean stacktrace;

    Settings load() {
        return Settings.load(config, System.getenv(), System.getProperties());
    }
}
