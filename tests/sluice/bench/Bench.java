package sluice.bench;

import org.slf4j.bridge.SLF4JBridgeHandler;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import sluice.sandbox.ChildProcesses;

/** Measures Sluice on real servers of its own, side by side with what stands below it. A program, not a test: a machine's speed proves nothing. */
@Command(name = "tests/bench/run", mixinStandardHelpOptions = true, usageHelpAutoWidth = true, subcommands = {CaptureBench.class, SnapshotBench.class, DrainBench.class, LatencyBench.class,
        GrowthBench.class, TuneBench.class, CompetitorBench.class, VerifyBench.class, CutoverBench.class},
        description = "Measures Sluice on servers that it starts and removes. Nothing else should run meanwhile.")
final class Bench {

    private Bench() {
    }

    public static void main(String[] arguments) {
        SLF4JBridgeHandler.removeHandlersForRootLogger(); // the binlog client of the floors would chat between the figures
        SLF4JBridgeHandler.install();
        System.exit(new CommandLine(new Bench()).setExecutionExceptionHandler((e, command, parsed) -> {
            if (ChildProcesses.isShuttingDown()) {
                command.getErr().println("Interrupted.");
            } else {
                e.printStackTrace(command.getErr());
            }
            return 1;
        }).execute(arguments));
    }
}
