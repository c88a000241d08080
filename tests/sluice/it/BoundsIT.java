package sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sluice.sandbox.SluiceProcess;

/**
 * Rows of 8 MB and of 1,000 columns arrive with a heap of 512 MB; what is too large for Kafka is parked and stops nobody (P1, P2, P4).
 * The long forms are in {@link LongBoundsIT}.
 */
class BoundsIT {
    private static final TestBed BED = TestBed.of(BoundsIT.class);
    private static final int COLUMNS = 1_000;
    /** 131,072 rows of 2,000 bytes, with a heap of 256 MB. */
    private static final int DOUBLINGS = 17;
    private static final int FITS = 8 * LargeRows.MEGABYTE;
    private static final int DOES_NOT_FIT = 10 * LargeRows.MEGABYTE;

    @Test
    @Timeout(240)
    void largeRowsArriveAndTooLargeOnesAreParked() throws Exception {
        try (BoundsMigration migration = new BoundsMigration(BED, "bounds"); LargeRows rows = new LargeRows(migration.source(), "bounds.t")) {
            migration.source().execute(LargeRows.definition("bounds.t"), LargeRows.wide("bounds.wide", COLUMNS - 1));
            rows.bytes(1, FITS).text(2, FITS).json(3, FITS).bytes(4, DOES_NOT_FIT);
            fillWide(migration, 1, 40);
            SluiceProcess sluice = migration.sluice("-Dcapture.row.max.bytes=12000000");
            migration.awaitNumber(sluice, 3, "SELECT COUNT(*) FROM BOUNDS.T");
            migration.awaitNumber(sluice, 1, "SELECT COUNT(*) FROM SLUICE_PARKED WHERE STATE = 'parked' AND KEY_TEXT = 'ID=4'"
                    + " AND OPERATION = 'READ' AND ERROR_CLASS = 'size'");
            change(migration, rows);
            awaitEnd(migration, sluice);
            assertReplayIsRefused(migration);
            migration.assertUndisturbed(sluice);
            assertTrue(migration.heap().mostHeld() < 400, migration.heap().summary());
            System.out.println("BoundsIT: " + migration.heap().summary());
        }
    }

    /** A driver that reads all of a table before it hands out the first row ends here. */
    @Test
    @Timeout(240)
    void aTableThatIsLargerThanTheHeapIsCopied() throws Exception {
        try (BoundsMigration migration = new BoundsMigration(BED, "larger")) {
            migration.source().execute("CREATE TABLE larger.t (id INT AUTO_INCREMENT PRIMARY KEY, v VARCHAR(2000))", "INSERT INTO larger.t (v) VALUES (REPEAT('x', 2000))");
            for (int doubled = 0; doubled < DOUBLINGS; doubled++) {
                migration.source().execute("INSERT INTO larger.t (v) SELECT v FROM larger.t");
            }
            SluiceProcess sluice = migration.sluice("-Xmx256m");
            migration.awaitNumber(sluice, 1L << DOUBLINGS, "SELECT COUNT(*) FROM LARGER.T");
            migration.assertUndisturbed(sluice);
            assertEquals(2_000L << DOUBLINGS, migration.target().number("SELECT SUM(LENGTH(V)) FROM LARGER.T"));
        }
    }

    /** With the old row an update of 8 MB would not fit either: it goes without it. A delete has its key. */
    private static void change(BoundsMigration migration, LargeRows rows) throws Exception {
        rows.text(2, DOES_NOT_FIT + 3 * LargeRows.MEGABYTE);
        migration.source().execute("UPDATE bounds.t SET n = 1 WHERE id IN (1, 3)", "DELETE FROM bounds.t WHERE id = 4");
        rows.bytes(5, DOES_NOT_FIT).bytes(6, DOES_NOT_FIT).bytes(7, FITS);
        migration.source().execute("UPDATE bounds.t SET doc = 'small' WHERE id = 5", "UPDATE bounds.t SET id = 8 WHERE id = 7",
                "UPDATE bounds.t SET id = 9 WHERE id = 6", "UPDATE bounds.wide SET c1 = c1 + 1, c4 = 'changed'", "DELETE FROM bounds.wide WHERE id = 7");
        fillWide(migration, 41, 60);
        migration.source().execute("INSERT INTO bounds.t (id, n) VALUES (100, 1)");
    }

    private static void fillWide(BoundsMigration migration, int first, int last) throws Exception {
        List<String> statements = IntStream.rangeClosed(first, last).mapToObj(id -> "INSERT INTO bounds.wide VALUES (" + id + ", "
                + IntStream.range(1, COLUMNS).mapToObj(i -> i % 4 == 0 ? "'v" + i + "'" : String.valueOf(id * i)).collect(Collectors.joining(", ")) + ")").toList();
        migration.source().execute(statements.toArray(String[]::new));
    }

    private static void awaitEnd(BoundsMigration migration, SluiceProcess sluice) throws Exception {
        migration.awaitNumber(sluice, 1, "SELECT COUNT(*) FROM BOUNDS.T WHERE ID = 100");
        migration.awaitNumber(sluice, 59, "SELECT COUNT(*) FROM BOUNDS.WIDE");
        migration.await(sluice, "the backlog is gone", () -> sluice.status().number("Backlog") == 0);
        assertEquals(List.of("ID=2", "ID=9"), migration.target().texts(
                "SELECT KEY_TEXT FROM SLUICE_PARKED WHERE STATE = 'parked' AND ERROR_CLASS = 'size' ORDER BY KEY_TEXT"));
        assertEquals(0, migration.target().number("SELECT COUNT(*) FROM SLUICE_PARKED WHERE STATE = 'parked' AND ERROR_CLASS <> 'size'"));
        assertEquals(FITS / 3, migration.target().number("SELECT LENGTH(TXT) FROM BOUNDS.T WHERE ID = 2"), "the older state is kept");
        migration.assertEqual("t", "n, doc, txt, json_doc", "2, 9");
        migration.assertEqual("wide", IntStream.range(1, COLUMNS).mapToObj(i -> "c" + i).collect(Collectors.joining(", ")), "-1");
    }

    private static void assertReplayIsRefused(BoundsMigration migration) throws Exception {
        CommandLine replay = CommandLine.run("parked", "replay", "--all", "--config", migration.settings().toString());
        assertEquals(1, replay.exitCode(), replay::output);
        assertTrue(replay.output().contains("2 rows were too large for Kafka (error size) and cannot be replayed"), replay::output);
        assertTrue(replay.output().contains("0 of 2 rows are to be replayed"), replay::output);
    }
}
