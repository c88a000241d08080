package sluice.assess;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import sluice.control.RootCause;
import sluice.control.Settings;

/**
 * Runs all checks of a migration, on two connections that the caller opens.
 *
 * <p>A check that fails for a reason of its own is a finding too, and the others go on: an assessment that ends at its first
 * question would have to be run once for each.
 */
public final class Assessor {

    private final Settings settings;
    private final Connection source;
    private final Connection target;
    private final Findings findings = new Findings();

    /** The connections stay the caller's. */
    public Assessor(Settings settings, Connection source, Connection target) {
        this.settings = settings;
        this.source = source;
        this.target = target;
    }

    /** What holds the rows, without looking at them; quick. */
    public Assessment assess() throws SQLException {
        return assess(0, line -> { });
    }

    /**
     * @param scanSeconds the limit of time for reading one table's rows; 0: they are not read
     * @param progress    told what is done, where it takes long
     */
    public Assessment assess(int scanSeconds, Consumer<String> progress) throws SQLException {
        SourceServer server = SourceServer.read(source);
        SourceSide from = SourceSide.read(settings, source, server);
        TargetSide to = TargetSide.read(settings, target, from.tables());
        from.checks(settings, to).forEach(this::look);
        to.checks(settings, from).forEach(this::look);
        if (scanSeconds > 0) {
            look(new DataScan(source, from.tables(), to.types(), to.server().features(), settings.valuePolicies(),
                    settings.integer("capture.row.max.bytes"), scanSeconds, progress));
        }
        return new Assessment(from.title(settings), to.title(settings), scanSeconds > 0, from.volume(), judged(scanSeconds > 0));
    }

    private void look(Check check) {
        try {
            check.look(findings);
        } catch (SQLException e) {
            boolean ofTarget = check.getClass().getSimpleName().startsWith("Target");
            findings.warning(ofTarget ? FindingId.TARGET_NOT_LOOKED_AT : FindingId.NOT_LOOKED_AT, check.getClass().getSimpleName(),
                    "this could not be looked at: " + RootCause.of(e) + " (error " + e.getErrorCode() + ")",
                    "-- see what the server says, and assess again");
        }
    }

    private List<Assessment.Judged> judged(boolean scanned) {
        Acceptance acceptance = new Acceptance(settings.list("assess.accept"));
        acceptance.unused(findings.all(), scanned, findings);
        return findings.all().stream()
                .map(finding -> new Assessment.Judged(finding, acceptance.accepts(finding))).toList();
    }

    /** @throws RefusedException when there is an error that nobody accepted */
    public static void requireNone(Assessment assessment) {
        List<FindingGroup> refusing = assessment.groups().stream().filter(FindingGroup::refuses).toList();
        if (!refusing.isEmpty()) {
            throw new RefusedException(refusing);
        }
    }
}
