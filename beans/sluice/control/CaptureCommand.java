package sluice.control;

import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.Instant;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import sluice.capture.start.CaptureStart;
import sluice.capture.start.Moment;
import sluice.capture.start.StartPoint;
import sluice.capture.start.StartSearch;

/** {@code sluice capture ...}: where capture begins, for targets that were loaded by other means. */
@Command(name = "capture", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Sets where capture begins, for a target that was loaded by other means (a dump, Data Pump).")
final class CaptureCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing: capture start-at");
    }

    /** One of them. */
    static final class Place {

        @Option(names = "--gtid", paramLabel = "SET", description = "Behind these transactions: what the dump calls GTID_PURGED.")
        private String gtids;

        @Option(names = "--binlog", paramLabel = "FILE:POSITION",
                description = "At this place of the binlog, which must lie between two transactions: what the dump calls SOURCE_LOG_FILE "
                    + "and SOURCE_LOG_POS.")
        private String binlog;

        @Option(names = "--time", paramLabel = "TIME",
                description = "Before the first transaction that was committed at that time or later: '2025-10-20 04:00:00 Asia/Seoul'.")
        private String time;
    }

    @Command(name = "start-at", mixinStandardHelpOptions = true, versionProvider = Version.class,
            description = {"Records where capture begins. The first change that is captured is the first one that was committed behind that "
                + "place; a transaction that was open there is captured whole.",
                "Before the first 'run', and with snapshot.mode=no_data: no row is copied. Refused where the binlog does not reach back "
                    + "that far, or the structure of a captured table may have changed since."})
    int startAt(@Mixin SettingsOptions options, @ArgGroup(multiplicity = "1") Place place,
                @Option(names = "--accept-ddl", description = "The statements that may have changed a structure have not: they made "
                    + "indexes or comments only, or concern other tables.") boolean acceptDdl,
                @Option(names = "--dry-run", description = "Only say where that is.") boolean dryRun) throws SQLException, IOException {
        Settings settings = options.load();
        if (!settings.get("snapshot.mode").equals("no_data")) {
            throw new ParameterException(spec.commandLine(), "snapshot.mode is " + settings.get("snapshot.mode")
                    + ", which reads more than what follows a place; set it to no_data");
        }
        new Preflight(settings).check();
        CaptureStart start = new CaptureStart(settings);
        start.requireFresh();
        StartPoint point = find(settings, place);
        PrintWriter out = spec.commandLine().getOut();
        out.println("Capture begins at " + point);
        CaptureStart.Structure since = start.structureSince(point.file(), point.position());
        since.statements().forEach(statement -> out.println("  " + statement));
        if (!since.statements().isEmpty() && !acceptDdl) {
            throw new PreflightException("the structure of captured tables may have changed since that place, and what was written before "
                    + "cannot be taken apart by the structure of today. Take a later place (a newer dump); or add --accept-ddl, if none of "
                    + "these statements changed the columns or the key of a captured table", null);
        }
        out.println((since.statements().isEmpty() ? "No statement has" : "As accepted, no statement has")
                + " changed the structure of a captured table since, up to " + since.end());
        if (dryRun) {
            out.println("Nothing is recorded (--dry-run)");
        } else {
            start.record(point, since.end());
            out.println("Recorded: the next 'sluice run' captures from there");
        }
        return ExitCode.OK;
    }

    private StartPoint find(Settings settings, Place place) throws SQLException, IOException {
        try (StartSearch search = new StartSearch(settings)) {
            if (place.gtids != null) {
                return search.at(place.gtids.replaceAll("\\s+", ""));
            }
            return place.binlog != null ? at(search, place.binlog) : search.at(moment(place.time));
        }
    }

    private StartPoint at(StartSearch search, String binlog) throws IOException {
        int colon = binlog.lastIndexOf(':');
        if (colon < 1 || !binlog.substring(colon + 1).matches("\\d{1,18}")) {
            throw new ParameterException(spec.commandLine(), "--binlog is '" + binlog + "'; write it as binlog.000042:4711");
        }
        return search.at(binlog.substring(0, colon), Long.parseLong(binlog.substring(colon + 1)));
    }

    private Instant moment(String time) {
        try {
            return Moment.parse(time);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--time: " + e.getMessage(), e);
        }
    }
}
