package sluice.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sluice.sandbox.SharedServers;
import sluice.verify.Repair;
import sluice.verify.TableResult;
import sluice.verify.Tally;

/** What verify has found is put right, whatever is written meanwhile; and the command says what was found. */
@Timeout(240)
class VerifyRepairIT {

    private static final String BLOCKED = "SELECT COUNT(*) FROM INFORMATION_SCHEMA.SESSIONS WHERE BLOCKER_ID IS NOT NULL";

    /** P1, P2: rows of each kind, with keys of numbers and of texts, beside a service that writes to the same tables. */
    @Test
    void aRepairBringsTheTargetToTheSourcesState() throws Exception {
        try (MigrationFixture migration = begun("verifyfix")) {
            migration.target().execute("UPDATE VERIFYFIX.OTHER SET V = -1 WHERE MOD(B, 500) = 1", "DELETE FROM VERIFYFIX.OTHER WHERE MOD(B, 500) = 2",
                    "INSERT INTO VERIFYFIX.OTHER VALUES ('K1', 1, 1), ('k1 ', 1, 1)", "INSERT INTO VERIFYFIX.T VALUES (9000001, 'extra', 1), (-1, 'extra', 1)",
                    "UPDATE VERIFYFIX.T SET V = 'wrong' WHERE ID BETWEEN 100 AND 104", "DELETE FROM VERIFYFIX.T WHERE ID BETWEEN 200 AND 204");
            VerifyRun verify = new VerifyRun(migration).set("verify.recheck.rounds", "20");
            Map<String, TableResult> found = verify.run();
            assertEquals(new Tally(3_000, 2_988, 6, 2, 6, 0), found.get("other").tally());
            assertEquals("verifyfix.other: 12 rows (6 missing, 6 different) would be read from the source again, 2 that only the target has would be deleted",
                    Repair.plan(found.get("other")));
            assertEquals(new Tally(3_000, 2_990, 5, 2, 5, 0), found.get("t").tally());
            try (ResyncIT.Traffic traffic = new ResyncIT.Traffic("verifyfix")) {
                for (String table : List.of("other", "t")) {
                    TableResult after = verify.repair(found.get(table));
                    assertTrue(after.isEqual(), after.toString());
                    assertEquals("", Repair.plan(after));
                }
                traffic.stop();
            }
            migration.awaitEqual();
            assertTrue(verify.run().values().stream().allMatch(TableResult::isEqual));
        }
    }

    /**
     * The race of {@code ExtraRows}: the source creates a row, and a lane applies it, while the repair of the same key has looked at the source already and its
     * delete waits for a lock. Without the lock of the watermarks the row would be gone for ever (P1).
     */
    @Test
    void aRowThatIsCreatedWhileItIsDeletedAsExtraStays() throws Exception {
        try (MigrationFixture migration = begun("verifyrace"); Connection blocker = migration.target().connect()) {
            migration.target().execute("SET DEFAULT_LOCK_TIMEOUT 20000", "INSERT INTO VERIFYRACE.T VALUES (9000001, 'extra', 1), (9000002, 'extra', 1)");
            VerifyRun verify = new VerifyRun(migration);
            TableResult found = verify.run().get("t");
            assertEquals(2, found.tally().extra());
            ExecutorService thread = Executors.newSingleThreadExecutor();
            try {
                blocker.setAutoCommit(false);
                blocker.createStatement().execute("UPDATE VERIFYRACE.T SET V = 'locked' WHERE ID = 9000001");
                Future<TableResult> repair = thread.submit(() -> verify.repair(found));
                LaneFixture.within(20).until(() -> migration.targetNumber(BLOCKED) > 0);
                migration.source("INSERT INTO verifyrace.t VALUES (9000002, 'new', 2)");
                // the lane waits for the repair; without the lock it would have written the row by now
                LaneFixture.within(15).until(() -> migration.targetNumber(BLOCKED) > 1
                        || migration.targetNumber("SELECT COUNT(*) FROM VERIFYRACE.T WHERE V = 'new'") == 1);
                blocker.rollback();
                assertTrue(repair.get(60, TimeUnit.SECONDS).isEqual());
            } finally {
                thread.shutdownNow();
            }
            migration.awaitEqual();
        }
    }

    @Test
    void theCommandSaysWhatItHasFound(@TempDir Path directory) throws Exception {
        try (MigrationFixture migration = begun("verifycommand")) {
            assertTrue(migration.command(0, Map.of(), "verify").endsWith("Verdict: EQUAL (6,000 rows in 2 tables)"));
            migration.target().execute("UPDATE VERIFYCOMMAND.T SET V = '<b>wrong</b>', F = 0.5 WHERE ID = 7", "DELETE FROM VERIFYCOMMAND.OTHER WHERE B = 3");
            String text = migration.command(7, Map.of(), "verify");
            System.out.println("VerifyRepairIT:\n" + text);
            assertTrue(text.contains("different id=7\n    v: source 'row 7', target '<b>wrong</b>'\n    f: source 1.6777224E7, target 0.5"), text);
            assertTrue(text.contains("missing a='k3', b=3"), text);
            assertTrue(text.endsWith("Verdict: NOT PROVEN EQUAL (6,000 rows in 2 tables; tables: 2 different)"), text);

            Path page = directory.resolve("verify.html");
            JsonNode json = new ObjectMapper().readTree(migration.command(7, Map.of("verify.mask", "verifycommand.t.v"), "verify", "verifycommand.t", "--json",
                    "--html", page.toString(), "--repair", "--dry-run"));
            assertFalse(json.path("equal").asBoolean());
            assertEquals("***", json.at("/tables/0/differences/0/columns/0/target").asText());
            assertEquals(1, json.at("/tables/0/different").asInt());
            String html = Files.readString(page);
            assertTrue(html.contains("NOT PROVEN EQUAL") && !html.contains("wrong"), html);
            migration.command(2, Map.of(), "verify", "verifycommand.absent");
            migration.command(2, Map.of(), "verify", "--dry-run");
        }
    }

    private static MigrationFixture begun(String name) throws Exception {
        MigrationFixture migration = new MigrationFixture(name, "CREATE TABLE " + name + ".t (id INT PRIMARY KEY, v VARCHAR(40), f FLOAT)",
                "CREATE TABLE " + name + ".other (a VARCHAR(20), b INT, v INT, PRIMARY KEY (a, b))");
        ResyncIT.fill(migration, name);
        migration.start();
        LaneFixture.within(60).until(() -> SharedServers.mysql().isFollowed());
        migration.awaitEqual();
        return migration;
    }
}
