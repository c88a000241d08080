package sluice.control;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.sql.DataSource;
import sluice.capture.CapturedTables;
import sluice.cutover.Cutover;
import sluice.cutover.Freezing;
import sluice.cutover.MigrationLog;
import sluice.cutover.SourceWrites;
import sluice.load.Verdict;
import sluice.schema.source.SourceTable;
import sluice.verify.LanesDrain;
import sluice.verify.Verification;

/** A cut-over with all that it needs, as the settings say: the same from the command line and from a running Sluice. */
final class CutoverWork implements AutoCloseable {

    private final LanesDrain drain;
    private final CutoverEnds ends; // null where it is only looked at
    private final Cutover cutover;

    private CutoverWork(Settings settings, DataSource target, String who, Freezing freezing, boolean ended, boolean statistics, Consumer<String> told)
            throws SQLException {
        List<SourceTable> tables = new CapturedTables(settings).read();
        Cutover.Plan plan = new Cutover.Plan(tables, who, settings.integer("cutover.lag.seconds"), settings.integer("cutover.drain.seconds"),
                Duration.ofSeconds(settings.integer("cutover.lease.seconds")));
        drain = new LanesDrain(settings);
        try {
            ends = ended ? new CutoverEnds(settings, tables, new Verification(settings, target, () -> Verdict.GO), statistics) : null;
        } catch (SQLException | RuntimeException e) {
            drain.close();
            throw e;
        }
        cutover = new Cutover(new MigrationLog(target, settings.get("topics.prefix")), freezing, drain, target, ends, plan, told);
    }

    /**
     * One that can be carried out.
     *
     * @param who        for the audit, and as the holder of the source: unique
     * @param statistics whether the target's optimizer is to look at the tables at last
     * @param told       takes a line a step
     */
    static CutoverWork of(Settings settings, DataSource target, String who, Freezing freezing, boolean statistics, Consumer<String> told) throws SQLException {
        return new CutoverWork(settings, target, who, freezing, true, statistics, told);
    }

    /** What keeps from it, as {@link Cutover#look} tells. */
    static Map<String, List<String>> look(Settings settings, DataSource target) throws SQLException, InterruptedException {
        try (CutoverWork work = new CutoverWork(settings, target, who(), new SourceWrites(settings), false, false, line -> { })) {
            return work.cutover.look();
        }
    }

    Cutover cutover() {
        return cutover;
    }

    /** Who does it, for the audit. */
    static String who() {
        String host;
        try {
            host = InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            host = "unknown host";
        }
        return System.getProperty("user.name") + "@" + host + ", process " + ProcessHandle.current().pid();
    }

    @Override
    public void close() throws SQLException {
        try (drain) {
            if (ends != null) {
                ends.close();
            }
        }
    }
}
