package sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sluice.sandbox.SluiceProcess;

/** Names and values that would mean something else as SQL, as an expression of Camel's or as a placeholder: they stay names and values. */
class OddNamesIT {
    private static final TestBed BED = TestBed.of(OddNamesIT.class);
    /** Of tables and of columns. Double quotes are what Oracle has in no name. */
    private static final List<String> NAMES = List.of("x'; DROP TABLE KEPT; --", "a`b", ":#body", "${body}", "{{target.password}}", "what?", "%s%n", "c /* d */",
            "back\\slash", "#bean:lanes", "one row, two");
    private static final List<String> VALUES = List.of("'); DROP TABLE \"ODDNAMES\".\"KEPT\"; --", "${sysenv.HOME}", "{{target.password}}", ":#id ? ?1 $1", "\"; \\' ` \u0000 end",
            "RAW(id)", "<!-- & -->");

    @Test
    @Timeout(240)
    void namesAndValuesNeverBecomeStatements() throws Exception {
        try (BoundsMigration migration = new BoundsMigration(BED, "oddnames")) {
            migration.source().execute("CREATE TABLE oddnames.kept (id INT PRIMARY KEY)", "INSERT INTO oddnames.kept VALUES (1)");
            for (String name : NAMES) {
                migration.source().execute("CREATE TABLE oddnames." + quoted(name) + " (id INT PRIMARY KEY, " + quoted(name) + " VARCHAR(100))");
                insert(migration, name, 0);
            }
            SluiceProcess sluice = migration.sluice("-Dsource.user=sluice_doc", "-Dsource.password=" + DocumentedGrants.create("sluice", "oddnames", BED.mysql().app()));
            for (String name : NAMES) {
                migration.awaitNumber(sluice, VALUES.size(), "SELECT COUNT(*) FROM " + target(name));
                insert(migration, name, 100);
                migration.source().execute("UPDATE oddnames." + quoted(name) + " SET id = id + 1000 WHERE id < 3", "DELETE FROM oddnames." + quoted(name) + " WHERE id = 103");
            }
            migration.source().execute("TRUNCATE TABLE oddnames." + quoted(NAMES.get(0)), "INSERT INTO oddnames." + quoted(NAMES.get(0)) + " VALUES (1, 'again')");
            migration.awaitNumber(sluice, 1, "SELECT COUNT(*) FROM " + target(NAMES.get(0)));
            CommandLine verified = CommandLine.run("verify", "--restart", "--config", migration.settings().toString());
            assertEquals(0, verified.exitCode(), verified::output);
            migration.assertUndisturbed(sluice);
            assertEquals(1, migration.target().number("SELECT COUNT(*) FROM ODDNAMES.KEPT"));
            for (String name : NAMES.subList(1, NAMES.size())) {
                assertEquals(2 * VALUES.size() - 1, migration.target().number("SELECT COUNT(*) FROM " + target(name)), name);
            }
            assertEquals(VALUES, migration.target().texts("SELECT " + target("what?").replace("\"ODDNAMES\".", "") + " FROM " + target("what?") + " WHERE ID < 100 OR ID >= 1000"
                    + " ORDER BY CASE WHEN ID >= 1000 THEN ID - 1000 ELSE ID END"), "values arrive as they are");
            assertTrue(!sluice.outputContains(BED.mysql().sluice().password()), "nor is a placeholder in a name resolved");
        }
    }

    private static void insert(BoundsMigration migration, String name, int first) throws SQLException {
        try (Connection connection = migration.source().connect();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO oddnames." + quoted(name) + " VALUES (?, ?)")) {
            for (int i = 0; i < VALUES.size(); i++) {
                insert.setInt(1, first + i);
                insert.setString(2, VALUES.get(i));
                insert.executeUpdate();
            }
        }
    }

    private static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }

    private static String target(String name) {
        return "\"ODDNAMES\".\"" + name.toUpperCase(Locale.ROOT) + "\"";
    }
}
