package sluice.control;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sluice.assess.Assessment;
import sluice.assess.Assessor;
import sluice.assess.Severity;

/** Opens the connections that an assessment needs, and closes them. */
final class Assessments {

    private static final Logger LOG = LoggerFactory.getLogger(Assessments.class);

    private Assessments() {
    }

    /**
     * @param scanSeconds the limit of time for reading one table's rows; 0: they are not read
     * @param progress    told what is done, where it takes long
     */
    static Assessment of(Settings settings, int scanSeconds, Consumer<String> progress) {
        try (Connection source = new SourceDatabase(settings).connect();
                Connection target = DriverManager.getConnection(settings.get("target.url"), settings.get("target.user"),
                        settings.get("target.password"))) {
            return new Assessor(settings, source, target).assess(scanSeconds, progress);
        } catch (SQLException e) {
            throw new PreflightException("the source or the target cannot be assessed: " + RootCause.of(e), e);
        }
    }

    /**
     * Refuses to go on where an error is left that the settings do not accept by name.
     *
     * @return what was found, in one line
     */
    static String require(Settings settings) {
        Assessment assessment = of(settings, 0, line -> { });
        Assessor.requireNone(assessment);
        String warnings = assessment.names(Severity.WARNING);
        String found = assessment.counts() + (warnings.isEmpty() ? "" : " (warnings: " + warnings + ")");
        LOG.info("Assessed: {}; ./sluice assess shows them", found);
        return found;
    }
}
