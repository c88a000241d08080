package sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import sluice.sandbox.Login;
import sluice.sandbox.Project;

/**
 * P8: what cannot work is refused before the start, in words that an operator can act on.
 * Each of these would otherwise lose or destroy rows, or end in a stack trace.
 */
class TargetChecksIT {
    private static final TestBed BED = TestBed.of(TargetChecksIT.class);
    private static Migration migration;

    @BeforeAll
    static void createTables() throws Exception {
        migration = BED.migration("checks", 1, 100);
    }

    @AfterAll
    static void endMigration() {
        migration.close();
    }

    @Test
    void aTargetTableThatDoesNotFitIsRefusedWithTheDifferences() throws Exception {
        Login target = BED.target("unfit");
        target.execute("CREATE SCHEMA ORDERSDB", "CREATE TABLE ORDERSDB.CARTS (ID NUMBER(19) NOT NULL PRIMARY KEY, "
                + "OWNER VARCHAR2(10 CHAR), ITEMS NUMBER(10) NOT NULL, EXTRA NUMBER(1) NOT NULL)");
        String output = refused(5, "-Dtarget.url=" + target.url());
        for (String difference : List.of("column OWNER is ", "column ITEMS is NOT NULL", "column SEEN is missing", "column EXTRA is NOT NULL")) {
            assertTrue(output.contains(difference), output);
        }
        assertEquals(0, target.number("SELECT COUNT(*) FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_NAME = 'ORDERS'"),
                "nothing is created when something is refused");
    }

    /** The snapshot begins by emptying the table: these rows would be gone. */
    @Test
    void aTargetTableWithForeignRowsIsRefusedBeforeASnapshot() throws Exception {
        Login target = BED.target("foreign");
        target.execute("CREATE SCHEMA ORDERSDB", "CREATE TABLE ORDERSDB.CARTS (ID NUMBER(19) NOT NULL PRIMARY KEY, "
                + "OWNER VARCHAR2(80 CHAR), ITEMS NUMBER(10), SEEN TIMESTAMP(3) WITH TIME ZONE)", "INSERT INTO ORDERSDB.CARTS (ID) VALUES (1)");
        String output = refused(5, "-Dtarget.url=" + target.url());
        assertTrue(output.contains("target-rows:ORDERSDB.CARTS: it holds rows that Sluice did not copy"), output);
        assertEquals(1, target.number("SELECT COUNT(*) FROM ORDERSDB.CARTS"));
    }

    @Test
    void aWrongPasswordIsRefusedAndNotPrinted() throws Exception {
        String source = refused(3, "-Dsource.password=wrong-s3cret");
        assertTrue(source.contains("refuses the user 'sluice' or its password"), source);
        String target = refused(3, "-Dtarget.password=wrong-s3cret");
        assertTrue(target.contains("refuses the user 'sa' or its password"), target);
    }

    @Test
    void aServerThatIsAwayIsNamed() throws Exception {
        int closed = Project.freePort();
        String output = refused(3, "-Dsource.port=" + closed, "-Dkafka.brokers=127.0.0.1:" + closed,
                "-Dtarget.url=jdbc:h2:tcp://127.0.0.1:" + closed + "/./x;MODE=Oracle");
        for (String setting : List.of("source.hostname", "kafka.brokers", "target.url")) {
            assertTrue(output.contains(setting), output);
        }
    }

    /** Runs Sluice to its end, and holds its output to what every refusal has in common. */
    private static String refused(int exitCode, String... settings) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(settings));
        arguments.addAll(0, List.of("run", "--config", migration.settings().toString()));
        CommandLine run = CommandLine.run(arguments.toArray(String[]::new));
        assertEquals(exitCode, run.exitCode(), run::output);
        assertTrue(run.output().lines().anyMatch(line -> line.startsWith("sluice: ")), run::output);
        assertFalse(run.output().contains("\tat ") || run.output().contains("Exception"), run::output);
        Stream.of("s3cret", "sluice-pw", "sluice-h2").forEach(password -> assertFalse(run.output().contains(password), run::output));
        return run.output();
    }
}
