package sluice.assess;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.control.Settings;
import sluice.sandbox.Login;
import sluice.sandbox.MySqlServer;
import sluice.sandbox.SharedServers;

/**
 * A real MySQL with a schema in which everything is wrong that can be, and a target beside it: each finding, by its name and object;
 * and each remedy that can be run is run, after which its finding is gone.
 */
class AssessIT {

    private static final MySqlServer MYSQL = SharedServers.mysql();
    private static final Login ADMIN = MYSQL.app();
    private static final String TRIGGER = "org.h2.api.Trigger create() { return new org.h2.api.Trigger() { public void fire("
            + "java.sql.Connection c, Object[] before, Object[] after) { } }; }";
    private static final String USER = "'assessor'@'%'";

    @TempDir
    private static Path directory;
    private static Login target;

    @BeforeAll
    static void schema() throws SQLException, IOException {
        target = SharedServers.database("assess");
        ADMIN.execute("DROP DATABASE IF EXISTS assess_a", "DROP DATABASE IF EXISTS assess_b", "DROP DATABASE IF EXISTS sluice_probe",
                "DROP USER IF EXISTS " + USER, "CREATE USER " + USER + " IDENTIFIED BY 'assessor-pw'",
                "GRANT SELECT ON assess_a.* TO " + USER, "GRANT SELECT ON performance_schema.* TO " + USER);
        String script = Files.readString(Path.of("tests/sluice/assess/assess.sql"));
        ADMIN.execute(Stream.of(script.split(";\n")).map(String::strip).filter(sql -> !sql.isEmpty()).toArray(String[]::new));
        target.execute("CREATE SCHEMA ASSESS_A", "CREATE TABLE ASSESS_A.OLD_ONE (ID NUMBER(5) NOT NULL, CODE VARCHAR2(3 CHAR) NOT NULL,"
                + " EXTRA NUMBER(1) NOT NULL, CONSTRAINT OLD_CODE UNIQUE (CODE))",
                "INSERT INTO ASSESS_A.OLD_ONE VALUES (1, 'a', 1)",
                "CREATE TRIGGER ASSESS_A.OLD_TRIGGER BEFORE INSERT ON ASSESS_A.OLD_ONE FOR EACH ROW AS '" + TRIGGER + "'");
    }

    @AfterAll
    static void remove() throws SQLException {
        ADMIN.execute("DROP DATABASE IF EXISTS assess_a", "DROP DATABASE IF EXISTS assess_b", "DROP DATABASE IF EXISTS sluice_probe",
                "DROP USER IF EXISTS " + USER);
    }

    @Test
    void x() throws Exception {
        Assessment assessment = assess("");
        System.out.println(TextReport.of(assessment));
    }

    private static Assessment assess(String more) throws SQLException, IOException {
        return assess(more, 60);
    }

    private static Assessment assess(String more, int scanSeconds) throws SQLException, IOException {
        Settings settings = settings(more);
        try (Connection source = new Login(ADMIN.url(), "assessor", "assessor-pw").connect(); Connection to = target.connect()) {
            return new Assessor(settings, source, to).assess(scanSeconds, line -> { });
        }
    }

    private static Settings settings(String more) throws IOException {
        String text = """
                source.hostname=127.0.0.1
                source.port=%d
                source.user=assessor
                source.password=assessor-pw
                source.databases=assess_a
                kafka.brokers=127.0.0.1:1
                target.url=%s
                target.user=%s
                target.password=%s
                """.formatted(MYSQL.port(), target.url(), target.user(), target.password());
        return Settings.load(Files.writeString(Files.createTempFile(directory, "assess", ".properties"), text + more), Map.of(),
                new Properties());
    }
}
