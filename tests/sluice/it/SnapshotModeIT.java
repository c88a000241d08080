package sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import sluice.sandbox.SluiceProcess;

/** What each snapshot mode copies, and what is followed afterwards. P1: in the modes that copy, nothing is missing. */
@Tag("oracle")
class SnapshotModeIT {
    private static final TestBed BED = TestBed.of(SnapshotModeIT.class);

    /** The old name of the mode is understood as well; the rows that were loaded by other means stay. */
    @Test
    void withoutDataOnlyTheChangesArrive() throws Exception {
        try (Migration migration = BED.migration("nodata", 1, 100)) {
            SluiceProcess sluice = migration.sluice("sluice", "-Dsnapshot.mode=schema_only");
            sluice.start();
            migration.await(sluice, "the binlog is followed", () -> BED.mysql().isFollowed());
            migration.workload().writeSentinels();
            migration.await(sluice, "the sentinels arrive", migration::sentinelsArrived);
            assertEquals(1, migration.target().number("SELECT COUNT(*) FROM " + migration.schema() + ".ORDERS"), "the sentinel alone");
        }
    }

    @Test
    void initialOnlyCopiesTheRowsAndFollowsNothing() throws Exception {
        try (Migration migration = BED.migration("initialonly", 2, 100)) {
            SluiceProcess sluice = migration.sluice("sluice", "-Dsnapshot.mode=initial_only");
            sluice.start();
            migration.await(sluice, "all rows are applied",
                    line -> line.number("Copied") == Migration.ROWS && line.number("Applied") >= line.number("Copied") && line.number("Backlog") == 0);
            migration.assertEqualNow();
            assertFalse(BED.mysql().isFollowed(), "the binlog is not read");
        }
    }

    /** Without a snapshot the whole binlog is read from its beginning; here it begins with the tables' creation. */
    @Test
    void neverReadsTheBinlogFromItsBeginning() throws Exception {
        BED.mysql().forgetBinlog();
        try (Migration migration = BED.migration("never", 3, 100)) {
            SluiceProcess sluice = migration.sluice("sluice", "-Dsnapshot.mode=never");
            sluice.start();
            migration.await(sluice, "the tables are there", () -> sluice.statusLines() > 0);
            migration.awaitEqual();
        }
    }

    @Test
    void aTableWithoutAPrimaryKeyIsKeyedByTheColumnsThatAreNamed() throws Exception {
        try (Migration migration = BED.migration("keyed", 4, 100)) {
            BED.mysql().app().execute("CREATE TABLE ordersdb.keyless (tenant INT NOT NULL, code VARCHAR(10) NOT NULL, v INT)",
                    "INSERT INTO ordersdb.keyless VALUES (1,'a',1),(1,'b',2),(2,'a',3)");
            SluiceProcess sluice = migration.sluice("sluice", "-Dmessage.key.columns=ordersdb.keyless:tenant,code",
                    "-Dsource.databases=ordersdb", "-Dsource.tables=ordersdb.keyless");
            sluice.start();
            migration.await(sluice, "the tables are there", () -> sluice.statusLines() > 0);
            migration.await(sluice, "the rows are copied", () -> migration.target().number("SELECT COUNT(*) FROM " + migration.schema() + ".KEYLESS") == 3);
            BED.mysql().app().execute("UPDATE ordersdb.keyless SET v = 20 WHERE tenant = 1 AND code = 'b'",
                    "UPDATE ordersdb.keyless SET code = 'c' WHERE tenant = 2", "DELETE FROM ordersdb.keyless WHERE tenant = 1 AND code = 'a'");
            migration.await(sluice, "the changes arrive", () -> migration.target()
                    .number("SELECT COUNT(*) FROM " + migration.schema() + ".KEYLESS WHERE TENANT = 1 AND CODE = 'b' AND V = 20") == 1
                    && migration.target().number("SELECT COUNT(*) FROM " + migration.schema() + ".KEYLESS WHERE TENANT = 2 AND CODE = 'c' AND V = 3") == 1
                    && migration.target().number("SELECT COUNT(*) FROM " + migration.schema() + ".KEYLESS") == 2);
        }
    }
}
