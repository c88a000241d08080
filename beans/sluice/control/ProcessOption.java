package sluice.control;

import java.io.IOException;
import picocli.CommandLine.Option;

/** The option of every command that talks to a running Sluice. */
final class ProcessOption {

    private static final String PASSWORD = "SLUICE_JMX_PASSWORD";

    @Option(names = "--pid", paramLabel = "PID",
            description = "Process to talk to, where more than one Sluice runs on this machine.")
    private Long pid;

    @Option(names = "--address", paramLabel = "HOST:PORT", description = "The JMX port of a process on another machine (docs/cli.md), in the place of --pid.")
    private String address;

    @Option(names = "--jmx-user", paramLabel = "USER", description = "Its user of JMX; the password is taken from the environment: SLUICE_JMX_PASSWORD.")
    private String user;

    @Option(names = "--stacktrace", description = "Show whole stack traces in messages.")
    private boolean stacktrace;

    RunningSluice find() throws IOException {
        if (address == null) {
            return find(pid);
        }
        return RunningSluice.at(address, user, System.getenv().getOrDefault(PASSWORD, ""));
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
