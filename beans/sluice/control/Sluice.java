package sluice.control;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.function.Consumer;
import org.slf4j.bridge.SLF4JBridgeHandler;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The command line.
 *
 * <p>Whatever goes wrong ends as lines that begin with {@code sluice:} on stderr, and as an exit code; a stack trace
 * is printed only where it was asked for. Without arguments it does what {@code run} does.
 */
@Command(name = "sluice", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Moves a live MySQL database to Oracle with near-zero downtime.",
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nWithout a command it does what 'run' does; 'sluice COMMAND --help' explains a command.%n%n",
        footer = {"Exit codes:",
            "  0  ok",
            "  1  failed",
            "  2  wrong usage or settings",
            "  3  a server is unreachable or refuses us",
            "  4  no running Sluice found, or more than one",
            "  5  the assessment found errors that are not accepted",
            "  6  not now: lanes run, or there is no backlog (tune); not ready (cutover)",
            "  7  source and target are not proven to be equal (verify)"})
public final class Sluice implements Runnable {

    private static final String STACKTRACE = "--stacktrace";

    @Spec
    private CommandSpec spec;

    private Sluice() {
    }

    public static void main(String[] arguments) {
        System.exit(execute(arguments));
    }

    /** Without ending the process; for those who embed it. */
    public static int execute(String... arguments) {
        // Before any logger exists: CauseConverter, and whoever ends a command, look at the property.
        if (Arrays.asList(arguments).contains(STACKTRACE)) {
            System.setProperty(CauseConverter.STACKTRACE, "true");
        }
        // MySQL's binlog client logs by java.util.logging
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        return commandLine().execute(arguments.length == 0 ? new String[] {"run"} : arguments);
    }

    /** The one place where the commands get what they do not make themselves. */
    static CommandLine commandLine() {
        Consumer<Settings> preparation = settings -> new Preparation(settings).run();
        CommandLine line = new CommandLine(new Sluice())
                .addSubcommand(new RunCommand(preparation))
                .addSubcommand(new AssessCommand())
                .addSubcommand(new SchemaCommand())
                .addSubcommand(new DemoCommand())
                .addSubcommand(new StatusCommand())
                .addSubcommand(new LanesCommand())
                .addSubcommand(new RouteCommand())
                .addSubcommand(new ThrottleCommand())
                .addSubcommand(new ParkedCommand())
                .addSubcommand(new CaptureCommand())
                .addSubcommand(new ConnectConfigCommand())
                .addSubcommand(new ChangesCommand())
                .addSubcommand(new ResyncCommand())
                .addSubcommand(new VerifyCommand())
                .addSubcommand(new TuneCommand())
                .addSubcommand(new CutoverCommand())
                .addSubcommand(new ConfigCommand())
                .addSubcommand("completion", new GenerateCompletion());
        line.setExecutionExceptionHandler((failure, command, parsed) -> ended(failure, command.getErr()));
        line.setParameterExceptionHandler((failure, arguments) -> misused(failure));
        return line;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    private static int ended(Exception failure, PrintWriter err) {
        message(failure).lines().forEach(line -> err.println(line.startsWith("  ") ? line : "sluice: " + line));
        if (Boolean.getBoolean(CauseConverter.STACKTRACE)) {
            failure.printStackTrace(err);
        }
        return ExitCode.of(failure);
    }

    /** Our own exceptions are written for the operator; of others the root cause tells most. */
    private static String message(Exception failure) {
        boolean ours = failure.getClass().getName().startsWith("sluice.") && failure.getMessage() != null;
        return ours ? failure.getMessage() : RootCause.of(failure);
    }

    private static int misused(ParameterException failure) {
        CommandLine command = failure.getCommandLine();
        command.getErr().println("sluice: " + RootCause.oneLine(failure.getMessage()));
        CommandLine.UnmatchedArgumentException.printSuggestions(failure, command.getErr());
        command.getErr().println("'" + command.getCommandSpec().qualifiedName() + " --help' explains.");
        return ExitCode.USAGE;
    }
}
