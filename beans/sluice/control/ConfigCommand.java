package sluice.control;

import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sluice config check}: what holds, and where it came from; no server is asked. */
@Command(name = "config", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Looks at the settings without starting anything.")
final class ConfigCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing: config check");
    }

    @Command(name = "check", mixinStandardHelpOptions = true, versionProvider = Version.class,
            description = "Checks all settings, and prints each with where it came from; passwords are masked.")
    int check(@Mixin SettingsOptions options, @Option(names = "--json", description = "As a JSON array, for scripts; passwords are masked in it too.") boolean json) {
        Settings settings = options.load();
        if (json) {
            spec.commandLine().getOut().println(Json.of(settings.all().stream()
                    .map(setting -> Map.of("key", setting.key(), "value", setting.shown(), "origin", setting.origin())).toList()));
            return ExitCode.OK;
        }
        int width = settings.all().stream().mapToInt(ConfigCommand::length).max().orElse(0);
        PrintWriter out = spec.commandLine().getOut();
        settings.all().forEach(setting -> out.printf("%-" + width + "s  # %s%n",
                setting.key() + "=" + setting.shown(), setting.origin()));
        return ExitCode.OK;
    }

    private static int length(Setting setting) {
        return setting.key().length() + 1 + setting.shown().length();
    }
}
