package sluice.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a folder says is what is looked at: nothing in it can be misspelt and then count as fulfilled. */
class CaseTest {
    @TempDir
    Path cases;

    private Case folder(String... filesAndTexts) throws IOException {
        Path folder = Files.createDirectories(cases.resolve("a-case"));
        for (int i = 0; i < filesAndTexts.length; i += 2) {
            Files.writeString(folder.resolve(filesAndTexts[i]), filesAndTexts[i + 1]);
        }
        return Case.read(folder);
    }

    @Test
    void placeholdersStandForTheCasesOwnNames() throws IOException {
        Case one = folder("source.sql", "LOAD '{folder}/x.tsv'", "changes.sql", "", "settings", "message.key.columns={database}.t:a,b\n");
        assertEquals(Map.of("message.key.columns", "case_a_case.t:a,b"), one.settings());
        assertEquals("LOAD '" + cases.resolve("a-case") + "/x.tsv'", one.text(CaseFile.SOURCE).orElseThrow());
        assertEquals("CASE_A_CASE", one.schema());
    }

    @Test
    void settingsThatNameTheCasesTablesMakeNoGroupOfTheirOwn() throws IOException {
        Case one = folder("source.sql", "", "changes.sql", "", "settings", "message.key.columns={database}.t:a\nvalues.zero.date=null\n");
        assertEquals(Map.of("values.zero.date", "null"), CaseFolders.group(one));
    }

    @Test
    void aMappingFileAndItsSettingBelongTogether() throws IOException {
        assertRefused("needs both the file names and the setting", "source.sql", "", "changes.sql", "", "names", "{database}.t = X\n");
        Case one = folder("settings", "target.names=file:{folder}/names\n", "names", "{database} = S\n{database}.t = X\n{database}.t.c = Y\n");
        assertEquals(List.of("S", "X", "Y", "TC", "C2"), List.of("case_a_case", "t", "c", "tc", "c2").stream().map(one::spelled).toList());
    }

    @Test
    void aFileThatMeansNothingIsRefused() {
        assertRefused("expected, which means nothing", "source.sql", "", "changes.sql", "", "expected", "");
    }

    @Test
    void aCaseWithoutChangesIsRefusedUnlessItsStartFails() throws IOException {
        assertRefused("has no changes.sql", "source.sql", "");
        assertTrue(folder("expect_failure", "no").isRefused());
    }

    @Test
    void aRefusedStartHasNoChangesAndNoExpectations() {
        assertRefused("must have no changes.sql", "source.sql", "", "changes.sql", "", "expect_failure", "no");
    }

    private void assertRefused(String why, String... filesAndTexts) {
        String message = assertThrows(IllegalArgumentException.class, () -> folder(filesAndTexts)).getMessage();
        assertTrue(message.contains(why), message);
    }

    @Test
    void versionsAreToldByHowTheyBegin() throws IOException {
        Case one = folder("source.sql", "", "changes.sql", "", "only-mysql", "9.\n");
        assertTrue(one.isFor("9.7") && !one.isFor("8.0"));
        Files.delete(cases.resolve("a-case/only-mysql"));
        Case other = folder("unless-mysql", "9.\n");
        assertTrue(other.isFor("8.0") && !other.isFor("9.7"));
    }

    @Test
    void anExpectationIsReadBlockByBlock() {
        Expectation read = Expectation.of("-- a remark\nSELECT 1\nFROM DUAL;\n1\n\ndiffers a\ndiffers b\n\nwaits: x; y\n\nSELECT 2 FROM T;\n");
        assertEquals(List.of(new Expectation.Query("SELECT 1\nFROM DUAL", List.of("1")), new Expectation.Query("SELECT 2 FROM T", List.of())),
                read.queries());
        assertEquals(Set.of("a", "b"), read.differs());
        assertEquals(List.of("x; y"), read.waits());
        assertEquals(List.of(), read.stops());
    }

    @Test
    void whatIsNoBlockIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Expectation.of("SELECT 1 FROM DUAL\n1\n"));
        assertThrows(IllegalArgumentException.class, () -> Expectation.of("differs a\nwaits: b\n"));
        assertThrows(IllegalArgumentException.class, () -> Expectation.of("difers a\n"));
    }

    @Test
    void eachOtherRowIsAMismatch() throws SQLException {
        try (Connection target = DriverManager.getConnection("jdbc:h2:mem:expected;MODE=Oracle")) {
            target.createStatement().execute("CREATE TABLE T (ID NUMBER(10), V VARCHAR2(10))");
            target.createStatement().execute("INSERT INTO T VALUES (1, 'x'), (2, NULL)");
            String query = "SELECT ID, V FROM T ORDER BY ID;\n";
            assertEquals(List.of(), Expectation.of(query + "1 | 'x'\n2 | NULL\n").mismatches(target));
            for (String other : List.of("1 | 'x'\n", "1 | 'x'\n2 | 'NULL'\n", "2 | NULL\n1 | 'x'\n", "", "1 | 'x'\n2 | NULL\n3 | 'x'\n", "1 | 'X'\n2 | NULL\n")) {
                assertEquals(1, Expectation.of(query + other).mismatches(target).size(), other);
            }
        }
    }
}
