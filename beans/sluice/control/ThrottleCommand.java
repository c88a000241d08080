package sluice.control;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sluice.load.Limit;

/**
 * {@code sluice throttle ...}: the limits of the load, while Sluice runs.
 *
 * <p>A change echoes all limits as they are then.
 */
@Command(name = "throttle", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = {"Shows and changes how much Sluice may ask of the target, while it runs.",
            "What is set holds within seconds in all processes of the migration, for each of them, and after a restart."},
        footer = {"", "Limits:",
            "  rows-per-second  changes applied in a second, of all lanes, or of one with --lane; 0: no limit",
            "  batch-rows       changes in one transaction",
            "  duty-percent     share of its time that a consumer may be busy; it rests after each commit",
            "  transactions     transactions open at a time, of all lanes",
            "  latency-goal-ms  time that a transaction may take: less of the limits is used to keep it (column now); 0: no goal",
            "", "Examples:",
            "  sluice throttle set rows-per-second=5000 transactions=2",
            "  sluice throttle set --lane orders duty-percent=25",
            "  sluice throttle set latency-goal-ms=300",
            "  sluice throttle set rows-per-second=default"})
final class ThrottleCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing: throttle get or set");
    }

    @Command(name = "get", mixinStandardHelpOptions = true, versionProvider = Version.class, description = "Shows the limits that hold, and where they come from.")
    int get(@Mixin ProcessOption process, @Option(names = "--json", description = "As JSON, for scripts.") boolean json) throws Exception {
        try (RunningSluice sluice = process.find()) {
            print(sluice.limits(json ? "Json" : "Table"));
        }
        return ExitCode.OK;
    }

    @Command(name = "set", mixinStandardHelpOptions = true, versionProvider = Version.class,
            description = "Sets limits, all of them or none. The value 'default' gives back that of the settings.")
    int set(@Mixin ProcessOption process,
            @Option(names = "--lane", paramLabel = "LANE", description = "Only for this lane. Default: for all.") String lane,
            @Parameters(arity = "1..*", paramLabel = "LIMIT=VALUE", description = "Such as rows-per-second=5000.") List<String> values) throws Exception {
        try (RunningSluice sluice = process.find()) {
            print(sluice.limit(lane == null ? Limit.ALL_LANES : lane, values.toArray(String[]::new)));
        }
        return ExitCode.OK;
    }

    private void print(String text) {
        spec.commandLine().getOut().println(text);
    }
}
