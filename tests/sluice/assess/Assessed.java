package sluice.assess;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import sluice.control.Settings;
import sluice.sandbox.Login;

/**
 * Assesses a source and a target, and takes findings apart.
 *
 * @param source    as the user whose grants are assessed
 * @param port      of the source
 * @param directory for the settings
 */
record Assessed(Login source, int port, Login target, Path directory) {

    /** The findings of one kind. */
    static List<Finding> findings(Assessment assessment, FindingId id) {
        return assessment.findings().stream().map(Assessment.Judged::finding).filter(finding -> finding.id() == id).toList();
    }

    static List<String> names(Assessment assessment, FindingId id) {
        return findings(assessment, id).stream().map(Finding::name).toList();
    }

    /** The statements of a remedy: not its comments, and not its lines for the settings. */
    static void execute(Login login, Finding finding) {
        finding.remedy().lines().filter(line -> !line.startsWith("--") && line.endsWith(";")).forEach(line -> {
            try {
                login.execute(line.substring(0, line.length() - 1));
            } catch (SQLException e) {
                throw new AssertionError(finding.name() + ": " + line + ": " + e.getMessage(), e);
            }
        });
    }

    /**
     * @param more        settings beside the servers' addresses
     * @param scanSeconds for a look at the rows; 0 for none
     */
    Assessment assess(String more, int scanSeconds) throws SQLException, IOException {
        Settings settings = settings(more);
        try (Connection from = source.connect(); Connection to = target.connect()) {
            return new Assessor(settings, from, to).assess(scanSeconds, line -> { });
        }
    }

    private Settings settings(String more) throws IOException {
        String text = """
                source.hostname=127.0.0.1
                source.port=%d
                source.user=%s
                source.password=%s
                source.databases=assess_a
                kafka.brokers=127.0.0.1:1
                target.url=%s
                target.user=%s
                target.password=%s
                """.formatted(port, source.user(), source.password(), target.url(), target.user(), target.password());
        return Settings.load(Files.writeString(Files.createTempFile(directory, "assess", ".properties"), text + more), Map.of(),
                new Properties());
    }
}
