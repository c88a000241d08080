package sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sluice.sandbox.KafkaBroker;
import sluice.sandbox.Project;
import sluice.sandbox.SluiceProcess;

/** The bounds of docs/bounds.md, measured: {@code mvn verify -Pbounds}. Each test prints its figures. */
@Tag("bounds")
@Timeout(3_600)
class LongBoundsIT {
    private static final TestBed BED = TestBed.of(LongBoundsIT.class);
    private static final Duration LIMIT = Duration.ofMinutes(30);
    /** Of 512 MB, where rows are small. Large ones fill the heap with what is held for a moment: there it has to be enough, no more. */
    private static final long MOST_HELD = 400;

    /** A third are bytes, a third multi-byte text, a third text that is a few kilobytes when it is compressed. */
    @Test
    void aBacklogOfLargeRows() throws Exception {
        int count = Integer.getInteger("bounds.large");
        try (BoundsMigration migration = new BoundsMigration(BED, "largerows").within(LIMIT);
                LargeRows rows = new LargeRows(migration.source(), "largerows.t")) {
            migration.source().execute(LargeRows.definition("largerows.t"));
            fill(migration, rows, 1, count);
            long begin = System.nanoTime();
            SluiceProcess capturing = migration.sluice(migration.withoutLanes());
            migration.await(capturing, "the snapshot is in Kafka", () -> capturing.status().number("Captured") >= count);
            migration.source().execute("UPDATE largerows.t SET n = n + 1");
            fill(migration, rows, count + 1, 2 * count);
            migration.await(capturing, "the changes are in Kafka", () -> capturing.status().number("Captured") >= 3L * count);
            migration.assertUndisturbed(capturing);
            migration.report("capture of " + 3 * count + " changes of 8 MB", begin);
            capturing.stop();
            drain(migration, 2 * count, "largerows.t", 3 * count + " changes of 8 MB");
            migration.assertEqual("t", "n, doc, txt, json_doc", "-1");
        }
    }

    private static void fill(BoundsMigration migration, LargeRows rows, int first, int last) throws SQLException {
        for (int id = first; id <= last; id++) {
            switch (id % 3) {
                case 0 -> rows.bytes(id, 8 * LargeRows.MEGABYTE);
                case 1 -> rows.text(id, 8 * LargeRows.MEGABYTE);
                default -> migration.source().execute("REPLACE INTO " + migration.table("t") + " VALUES (" + id + ", 0, NULL, REPEAT('"
                        + (char) ('a' + id % 26) + "', " + 8 * LargeRows.MEGABYTE + "), NULL)");
            }
        }
    }

    private static void drain(BoundsMigration migration, long rows, String table, String what) throws Exception {
        long begin = System.nanoTime();
        SluiceProcess applying = migration.sluice();
        migration.awaitNumber(applying, rows, "SELECT COUNT(*) FROM " + table.toUpperCase());
        migration.await(applying, "the backlog is gone", () -> applying.status().number("Backlog") == 0 && applying.status().number("Applied") > 0);
        assertEquals(0, applying.status().number("Parked"));
        migration.assertUndisturbed(applying);
        migration.report("drain of " + what, begin);
    }

    /** Captured while no lane runs, and drained by the next process: the transaction, and its backlog. */
    @Test
    void aTransactionOfMillionsOfRows() throws Exception {
        long rows = Long.getLong("bounds.rows");
        long applied = Long.getLong("bounds.applied");
        try (BoundsMigration migration = new BoundsMigration(BED, "manyrows").within(LIMIT)) {
            migration.source().execute("CREATE TABLE manyrows.t (id INT AUTO_INCREMENT PRIMARY KEY, n INT NOT NULL, code VARCHAR(20))");
            fillWithout(migration, rows);
            SluiceProcess capturing = migration.sluice(migration.withoutLanes(), "-Dsnapshot.mode=no_data");
            migration.await(capturing, "the binlog is followed", () -> BED.mysql().isFollowed());
            long begin = System.nanoTime();
            migration.source().execute("UPDATE manyrows.t SET n = n + 1");
            System.out.printf("Bounds: the UPDATE itself: %.1f s%n", (System.nanoTime() - begin) / 1e9);
            migration.await(capturing, "the transaction is in Kafka", () -> capturing.status().number("Captured") >= rows);
            migration.assertUndisturbed(capturing);
            migration.report("capture of one transaction of " + rows + " rows", begin);
            assertTrue(migration.heap().mostHeld() < MOST_HELD, migration.heap().summary());
            capturing.stop();
            if (applied >= rows) {
                drain(migration, rows, "manyrows.t", rows + " changes");
                assertEquals(migration.source().number("SELECT SUM(n) FROM manyrows.t"), migration.target().number("SELECT SUM(N) FROM MANYROWS.T"));
            } else {
                begin = System.nanoTime();
                SluiceProcess applying = migration.sluice("-Dsnapshot.mode=no_data");
                migration.await(applying, "as many as are wanted are applied", () -> applying.status().number("Applied") >= applied);
                migration.assertUndisturbed(applying);
                migration.report("the first " + applied + " of " + rows + " changes drained", begin);
            }
        }
    }

    /** Not in the binlog: it is about the update. */
    private static void fillWithout(BoundsMigration migration, long rows) throws SQLException {
        try (Connection connection = migration.source().connect(); Statement statement = connection.createStatement()) {
            statement.execute("SET SESSION sql_log_bin = 0");
            statement.execute("INSERT INTO manyrows.t (n, code) VALUES (0, 'code')");
            for (long there = 1; there < rows; there *= 2) {
                statement.execute("INSERT INTO manyrows.t (n, code) SELECT 0, CONCAT('code ', id) FROM manyrows.t LIMIT " + Math.min(there, rows - there));
            }
        }
    }

    /** The tests' own broker has 512 MB, of heap and of direct memory: too little for requests of 90 MB. */
    private static KafkaBroker largeBroker() throws IOException {
        Path directory = Project.home().resolve("target/it/bounds/large-broker");
        Project.remove(directory);
        KafkaBroker kafka = new KafkaBroker(directory, "-Xmx" + System.getProperty("bounds.heap"));
        kafka.start();
        return kafka;
    }

    /** With the heaps and the setting that docs/bounds.md names. */
    @Test
    void rowsOf64MegabytesWithALargerHeap() throws Exception {
        migrationWithLargePackets(() -> {
            try (KafkaBroker kafka = largeBroker();
                    BoundsMigration migration = new BoundsMigration(BED, "hugerows").within(LIMIT).through(kafka);
                    LargeRows rows = new LargeRows(migration.source(), "hugerows.t")) {
                migration.source().execute(LargeRows.definition("hugerows.t"));
                int size = 64 * LargeRows.MEGABYTE;
                rows.bytes(1, size).text(2, size).json(3, size);
                long begin = System.nanoTime();
                SluiceProcess sluice = migration.sluice("-Xmx" + System.getProperty("bounds.heap"), "-Dcapture.row.max.bytes=100000000");
                migration.awaitNumber(sluice, 3, "SELECT COUNT(*) FROM HUGEROWS.T");
                rows.bytes(4, size).text(5, size).json(6, size).bytes(7, size).bytes(8, size);
                migration.source().execute("UPDATE hugerows.t SET n = 1");
                migration.awaitNumber(sluice, 8, "SELECT COUNT(*) FROM HUGEROWS.T WHERE N = 1");
                assertEquals(0, migration.target().number("SELECT COUNT(*) FROM SLUICE_PARKED"));
                migration.assertUndisturbed(sluice);
                migration.report("8 rows of 64 MB and an update of each", begin);
                migration.assertEqual("t", "n, doc, txt, json_doc", "-1");
            }
        });
    }

    private interface Steps {
        void run() throws Exception;
    }

    private static void migrationWithLargePackets(Steps steps) throws Exception {
        BED.mysql().app().execute("SET GLOBAL max_allowed_packet = 1073741824");
        try {
            steps.run();
        } finally {
            BED.mysql().app().execute("SET GLOBAL max_allowed_packet = DEFAULT");
        }
    }
}
