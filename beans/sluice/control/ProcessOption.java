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
        return find(pid);
    }

    /** The same for a command with options of its own. {@code pid} may be null. */
    static RunningSluice find(Long pid) throws IOException {
        try {
            return RunningSluice.find(pid);
        } catch (NoClassDefFoundError runtimeOnly) {
            throw new NoRunningSluiceException("this Java has no attach API (" + RootCause.of(runtimeOnly)
                    + "); use a JDK, or a runtime with the module jdk.attach");
        }
    }
}
