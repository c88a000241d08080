package sluice.control;

import java.io.IOException;
import picocli.CommandLine.Option;

/** The option of every command that talks to a running Sluice. */
final class ProcessOption {

    @Option(names = "--pid", paramLabel = "PID",
            description = "Process to talk to, where more than one Sluice runs on this machine.")
    private Long pid;

    @Option(names = "--stacktrace", description = "Show whole stack traces in messages.")
    private boolean stacktrace;

    RunningSluice find() throws IOException {
        return RunningSluice.find(pid);
    }
}
