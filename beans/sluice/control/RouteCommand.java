package sluice.control;

import java.io.PrintWriter;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code sluice route ...}: starts and stops single routes of the running Sluice.
 *
 * <p>Every command echoes the state that the route is in afterwards, as the process itself tells it.
 */
@Command(name = "route", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Lists, stops, starts, suspends and resumes routes of the running Sluice: capture, and apply-LANE "
            + "for each lane. Nothing is lost by it; a route goes on where it was.")
final class RouteCommand implements Runnable {

    private static final String ID = "Route, as 'route list' shows it.";

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(),
                "a command is missing: route list, stop, start, suspend or resume");
    }

    @Command(name = "list", mixinStandardHelpOptions = true, versionProvider = Version.class,
            description = "Lists the routes and their states.")
    int list(@Mixin ProcessOption process, @Option(names = "--json", description = "As one JSON object, for scripts.") boolean json) throws Exception {
        try (RunningSluice sluice = process.find()) {
            Map<String, String> states = new TreeMap<>();
            for (String route : sluice.routes()) {
                states.put(route, sluice.state(route));
            }
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(Json.of(states));
            } else {
                states.forEach((route, state) -> out.println(route + ": " + state));
            }
        }
        return ExitCode.OK;
    }

    @Command(name = "stop", mixinStandardHelpOptions = true, versionProvider = Version.class,
            description = "Stops a route; a lane that is stopped hands its partitions to other processes.")
    int stop(@Mixin ProcessOption process, @Parameters(paramLabel = "ID", description = ID) String id)
            throws Exception {
        return invoke(process, "stop", id);
    }

    @Command(name = "start", mixinStandardHelpOptions = true, versionProvider = Version.class,
            description = "Starts a route that was stopped.")
    int start(@Mixin ProcessOption process, @Parameters(paramLabel = "ID", description = ID) String id)
            throws Exception {
        return invoke(process, "start", id);
    }

    @Command(name = "suspend", mixinStandardHelpOptions = true, versionProvider = Version.class,
            description = "Holds a route; a lane that is suspended keeps its partitions and its place.")
    int suspend(@Mixin ProcessOption process, @Parameters(paramLabel = "ID", description = ID) String id)
            throws Exception {
        return invoke(process, "suspend", id);
    }

    @Command(name = "resume", mixinStandardHelpOptions = true, versionProvider = Version.class,
            description = "Lets a suspended route go on.")
    int resume(@Mixin ProcessOption process, @Parameters(paramLabel = "ID", description = ID) String id)
            throws Exception {
        return invoke(process, "resume", id);
    }

    private int invoke(ProcessOption process, String operation, String route) throws Exception {
        try (RunningSluice sluice = process.find()) {
            sluice.invoke(operation, route);
            print(sluice, route);
        }
        return ExitCode.OK;
    }

    private void print(RunningSluice sluice, String route) throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        out.println(route + ": " + sluice.state(route));
    }
}
