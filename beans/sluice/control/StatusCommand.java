package sluice.control;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
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

    @Option(names = "--watch", description = "Shows it again each second, in place, until Ctrl-C or until that Sluice has ended. With --json: a line each second.")
    private boolean watch;

    @Override
    public Integer call() throws Exception {
        RunningSluice sluice = process.find();
        if (watch) {
            return watch(sluice);
        }
        try (sluice) {
            spec.commandLine().getOut().println(told(sluice));
        }
        return ExitCode.OK;
    }

    private int watch(RunningSluice sluice) throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        Screen screen = new Screen(out);
        while (true) {
            String told;
            try {
                told = told(sluice);
            } catch (IOException ended) { // and there is nothing left to close
                throw new NoRunningSluiceException("process " + sluice.pid() + " has ended, or cannot be reached any more");
            }
            if (json) {
                out.println(told);
                out.flush();
            } else {
                screen.show(told);
            }
            TimeUnit.SECONDS.sleep(1);
        }
    }

    private String told(RunningSluice sluice) throws Exception {
        return json ? sluice.status("Json") : text(sluice);
    }

    private static String text(RunningSluice sluice) throws Exception {
        return sluice.status("Line") + "\n\n" + sluice.status("Table");
    }
}
