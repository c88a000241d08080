package sluice.control;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import sluice.assess.Assessment;
import sluice.assess.HtmlReport;
import sluice.assess.JsonReport;
import sluice.assess.TextReport;

/** {@code sluice assess}: all that stands in the way of a migration, before a row moves; nothing is changed anywhere. */
@Command(name = "assess", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = {"Asks the source and the target, and reports what cannot be moved exactly, what has to be decided and what is "
            + "good to know, each with its reason and its remedy (docs/assess.md).",
            "Ends with 5 where an error is left that assess.accept does not name: 'run' refuses to start then."})
final class AssessCommand implements Callable<Integer> {

    private static final int SCAN_SECONDS = 600;

    @Spec
    private CommandSpec spec;

    @Mixin
    private SettingsOptions options;

    @Option(names = "--scan-data", description = "Read the rows too, each table once: '' in NOT NULL columns, zero dates, texts and "
            + "numbers that are too long, the largest row. It puts load on the source.")
    private boolean scan;

    @Option(names = "--scan-seconds", paramLabel = "N",
            description = "Give up a table's rows after N seconds. Default: " + SCAN_SECONDS)
    private int scanSeconds = SCAN_SECONDS;

    @Option(names = "--accept", paramLabel = "NAME", split = ",",
            description = "Accept a finding for this report: ID, or ID:OBJECT with * in the object; in addition to assess.accept.")
    private List<String> accepted = List.of();

    @Option(names = "--json", description = "Print it as one JSON object, for scripts.")
    private boolean json;

    @Option(names = "--html", paramLabel = "FILE", description = "Write it as a page of its own to FILE, too.")
    private Path html;

    @Override
    public Integer call() throws Exception {
        if (scanSeconds < 1) {
            throw new ParameterException(spec.commandLine(), "--scan-seconds is " + scanSeconds + "; give a number from 1 on");
        }
        Settings settings = options.load();
        Assessment assessment = assess(accepted.isEmpty() ? settings : settings.accepting(accepted));
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? JsonReport.of(assessment) : TextReport.of(assessment).stripTrailing());
        if (html != null) {
            write(assessment);
        }
        return assessment.refusals().isEmpty() ? ExitCode.OK : ExitCode.REFUSED;
    }

    private Assessment assess(Settings settings) {
        new SourcePreflight(settings).check();
        new TargetPreflight(settings).check();
        PrintWriter err = spec.commandLine().getErr();
        return Assessments.of(settings, scan ? scanSeconds : 0, line -> err.println("sluice: " + line));
    }

    private void write(Assessment assessment) {
        try {
            Files.writeString(html, HtmlReport.of(assessment, ZonedDateTime.now()));
        } catch (IOException e) {
            throw new PreflightException("the report cannot be written to " + html + " (" + e.getClass().getSimpleName()
                    + "); name a file in a directory that exists and may be written to", e);
        }
    }
}
