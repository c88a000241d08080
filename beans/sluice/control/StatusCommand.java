package sluice.control;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sluice status}: what the running Sluice tells about itself, word for word as in its log. */
@Command(name = "status", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = {"Prints the status line of the running Sluice, and a table of its lanes.",
            "Backlog and lag events count changes in Kafka that are not applied yet; lag is the time between the "
                + "source's commit and now. A state other than running and idle names its reason."})
final class StatusCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ProcessOption process;

    @Option(names = "--json", description = "Print it as one JSON object, for scripts.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        try (RunningSluice sluice = process.find()) {
            if (json) {
                out.println(sluice.status("Json"));
            } else {
                out.println(sluice.status("Line"));
                out.println();
                out.println(sluice.status("Table"));
            }
        }
        return ExitCode.OK;
    }
}
