package sluice.assess;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static sluice.assess.Assessed.execute;
import static sluice.assess.Assessed.findings;
import static sluice.assess.Assessed.names;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.sandbox.Login;
import sluice.sandbox.SharedServers;

/** Values that would arrive as others keep a migration from starting, or are counted where the rows are looked at. */
class LostValuesIT {

    private static final Login ADMIN = SharedServers.mysql().app();
    private static final String DATABASE = "source.databases=assess_z\n";

    @TempDir
    private static Path directory;
    private static Assessed assessed;

    @BeforeAll
    static void schema() throws SQLException {
        assessed = new Assessed(ADMIN, SharedServers.mysql().port(), SharedServers.database("assessz"), directory);
        ADMIN.execute("DROP DATABASE IF EXISTS assess_z", "CREATE DATABASE assess_z", "CREATE TABLE assess_z.t (id INT PRIMARY KEY, d DATE,"
                + " n DATE NOT NULL, m DATETIME, v VARCHAR(20) CHARACTER SET cp1250, s VARCHAR(20) CHARACTER SET sjis)",
                "CREATE TABLE assess_z.k (e ENUM('a,b', 'c') PRIMARY KEY)", "SET sql_mode = ''", "INSERT INTO assess_z.t VALUES (1, '0000-00-00', '2024-01-01', '1582-10-10', 0x3F8141, 0x815F),"
                + " (2, NULL, '2024-00-10', '1582-10-04', 'caf\u00e9?', 'abc')");
    }

    @AfterAll
    static void remove() throws SQLException {
        ADMIN.execute("DROP DATABASE IF EXISTS assess_z");
    }

    /** MySQL 8.0's own sql_mode keeps them out; each of its three words is needed for that. */
    @Test
    void zeroDatesThatMayComeAreAnErrorUntilTheyAreKeptOutOrTakenForNull() throws Exception {
        String mode = ADMIN.value("SELECT @@GLOBAL.sql_mode");
        try {
            assertEquals(Severity.NOTE, zeroDates("").severity());
            for (String lax : List.of("NO_ZERO_DATE,NO_ZERO_IN_DATE", "STRICT_TRANS_TABLES,NO_ZERO_IN_DATE", "STRICT_TRANS_TABLES,NO_ZERO_DATE")) {
                ADMIN.execute("SET GLOBAL sql_mode = '" + lax + "'");
                assertEquals(Severity.ERROR, zeroDates("").severity(), lax);
            }
            assertEquals(Severity.ERROR, zeroDates("values.zero.date=1900-01-01\n").severity(), "it is for NOT NULL columns");
            assertEquals(Severity.NOTE, zeroDates("values.zero.date=null\n").severity());
            execute(ADMIN, zeroDates(""));
            assertEquals(Severity.NOTE, zeroDates("").severity());
        } finally {
            ADMIN.execute("RESET PERSIST IF EXISTS sql_mode", "SET GLOBAL sql_mode = '" + mode + "'");
        }
    }

    private static Finding zeroDates(String settings) throws Exception {
        return findings(assessed.assess(DATABASE + settings, 0), FindingId.ZERO_DATE_AS_NULL).get(0);
    }

    @Test
    void rowsThatWouldNotArriveAsTheyAreAreCounted() throws Exception {
        Assessment scanned = assessed.assess(DATABASE, 60);

        assertEquals(List.of("zero-date:assess_z.t.d", "zero-date:assess_z.t.n"), names(scanned, FindingId.ZERO_DATE));
        assertTrue(findings(scanned, FindingId.ZERO_DATE).stream().allMatch(finding -> finding.severity() == Severity.ERROR));
        assertEquals(List.of("undefined-character:assess_z.t.v"), names(scanned, FindingId.UNDEFINED_CHARACTER));
        assertTrue(findings(scanned, FindingId.UNDEFINED_CHARACTER).get(0).reason().contains("cp1250: 1."));
        List<Finding> early = findings(scanned, FindingId.EARLY_DATE);
        assertEquals(List.of(Severity.ERROR, Severity.WARNING), early.stream().map(Finding::severity).toList());
        assertTrue(early.get(0).reason().contains("from 1582-10-05 to 1582-10-24: 1."), early.get(0).reason());
    }

    /** Whose topics a connector fills. */
    @Test
    void whatAConnectorWouldGetWrongIsAnError() throws Exception {
        Assessment assessment = assessed.assess(DATABASE + "capture.enabled=false\n", 0);

        assertEquals(List.of("enum-label:assess_z.k.e"), names(assessment, FindingId.ENUM_LABEL));
        assertEquals(List.of("character-set:cp1250", "character-set:sjis"), names(assessment, FindingId.CHARACTER_SET));
        assertTrue(findings(assessment, FindingId.CHARACTER_SET).stream().allMatch(finding -> finding.severity() == Severity.ERROR));
        assertEquals(List.of(), names(assessed.assess(DATABASE, 0), FindingId.ENUM_LABEL));
    }

    @Test
    void nullForZeroDatesIsTheOperatorsWord() throws Exception {
        Assessment scanned = assessed.assess(DATABASE + "values.zero.date=null\n", 60);

        assertEquals(List.of(Severity.WARNING, Severity.WARNING), findings(scanned, FindingId.ZERO_DATE).stream().map(Finding::severity).toList());
    }
}
