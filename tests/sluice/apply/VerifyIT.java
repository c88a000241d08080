package sluice.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sluice.sandbox.SharedServers;
import sluice.verify.Difference;
import sluice.verify.TableResult;
import sluice.verify.Tally;
import sluice.verify.VerifyText;

/** P7: nothing that differs is called equal, and nothing that is only on its way is called different. */
@Timeout(240)
class VerifyIT {

    private static final String WIDE = "CREATE TABLE verified.wide (id BIGINT PRIMARY KEY, n INT, d DECIMAL(20,6), f FLOAT, g DOUBLE, z DOUBLE, b BIT(5),"
            + " v VARCHAR(40), c LONGTEXT, y LONGBLOB, h BINARY(4), dt DATETIME(6), ts TIMESTAMP(6) NULL, tm TIME(6), j JSON, e ENUM('a', 'b'))";
    /** Even ids from 2 to 60: with pages of ten rows the borders are behind 20 and 40. */
    private static final String WIDE_ROWS = "INSERT INTO verified.wide WITH RECURSIVE i (n) AS (SELECT 2 UNION ALL SELECT n + 2 FROM i WHERE n < 60)"
            + " SELECT n, n, n / 7, n / 3, n / 9, -0e0, n MOD 32, CONCAT('text ', n), REPEAT(CONCAT('row ', n, ' '), 20000), REPEAT(CHAR(n), 300000),"
            + " 'abcd', TIMESTAMP '2024-02-29 23:59:59.999998', TIMESTAMP '2024-02-29 23:59:59.999998', TIME '-838:00:00.000001',"
            + " JSON_OBJECT('a', n, 'b', JSON_ARRAY(1.5, NULL)), 'a' FROM i";

    @Test
    void whateverIsWrongInTheTargetIsFoundAndNamed() throws Exception {
        try (MigrationFixture migration = new MigrationFixture("verified", WIDE, WIDE_ROWS,
                "CREATE TABLE verified.texts (k VARCHAR(30), m INT, v INT, PRIMARY KEY (k, m))",
                "INSERT INTO verified.texts VALUES ('Key', 1, 1), ('key', 2, 1), ('\u00e9t\u00e9', 1, 1), ('ete ', 2, 1), ('\ud83d\ude00', 1, 1), ('\uff5e', 1, 1), ('z', 1, 1)",
                "CREATE TABLE verified.bins (k VARBINARY(16) PRIMARY KEY, v INT)", "INSERT INTO verified.bins VALUES (x'', 1), (x'00', 1), (x'0000', 1), (x'7fff', 1), (x'80', 1)",
                "CREATE TABLE verified.moments (k DATETIME(6) PRIMARY KEY, v INT)",
                "INSERT INTO verified.moments VALUES ('0001-01-01 00:00:00', 1), ('2024-01-01 00:00:00.000001', 1), ('2024-01-01 00:00:00.000003', 1)",
                "CREATE TABLE verified.line_items (a INT, b INT, v VARCHAR(9), PRIMARY KEY (a, b))",
                "INSERT INTO verified.line_items SELECT x.n, y.n, 'x' FROM verified.wide x, verified.wide y WHERE x.n < 20 AND y.n < 20",
                "DELETE FROM verified.bins WHERE k = x''", "CREATE TABLE verified.none (id INT PRIMARY KEY)")) {
            migration.start();
            migration.awaitEqual();
            migration.target().execute("ALTER TABLE VERIFIED.WIDE ALTER COLUMN Z VARCHAR2(30 CHAR)", "UPDATE VERIFIED.WIDE SET Z = '-0.0'");
            VerifyRun verify = new VerifyRun(migration).set("verify.chunk.rows", "10").set("verify.differences.shown", "100");
            assertEqual(verify.run());
            long before = verify.equalAt("none");
            corrupt(migration);
            Map<String, TableResult> found = verify.run();
            assertEquals(expected(), told(found.get("wide")));
            assertEquals(new TreeSet<>(List.of("missing k='Key', m=1", "extra k='KEY', m=1", "extra k='key', m=3", "different k='ete ', m=2 [v]",
                    "extra k='ete', m=2", "missing k='\ud83d\ude00', m=1")), told(found.get("texts")));
            assertEquals(new TreeSet<>(List.of("missing k=0x0000", "extra k=0x000000", "different k=0x80 [v]")), told(found.get("bins")));
            assertEquals(new TreeSet<>(List.of("missing k=2024-01-01 00:00:00.000003", "extra k=2024-01-01 00:00:00.000002")), told(found.get("moments")));
            assertEquals(new TreeSet<>(List.of("missing a=2, b=18", "missing a=4, b=2", "extra a=3, b=0", "extra a=99, b=0")), told(found.get("line_items")));
            assertTrue(found.get("none").isEqual(), "a table without rows is equal");
            assertTrue(verify.equalAt("none") > before, "when it was found equal is known");
            assertTrue(verify.equalAt("wide") < verify.equalAt("none"), "what is different now was equal before, and that stays known");
        }
    }

    private static void corrupt(MigrationFixture migration) throws SQLException {
        flipOneBit(migration);
        migration.target().execute("UPDATE VERIFIED.WIDE SET C = SUBSTR(C, 1, LENGTH(C) - 1) || '?' WHERE ID = 6",
                "UPDATE VERIFIED.WIDE SET DT = DT + INTERVAL '0.000001' SECOND WHERE ID = 8", "UPDATE VERIFIED.WIDE SET TS = TS + INTERVAL '0.000001' SECOND WHERE ID = 10",
                "UPDATE VERIFIED.WIDE SET TM = TM + INTERVAL '0.000001' SECOND WHERE ID = 12", "UPDATE VERIFIED.WIDE SET V = V || ' ' WHERE ID = 14",
                "UPDATE VERIFIED.WIDE SET V = NULL WHERE ID = 16", "UPDATE VERIFIED.WIDE SET D = D + 0.000001 WHERE ID = 18",
                "UPDATE VERIFIED.WIDE SET F = 8.000001 WHERE ID = 24", "UPDATE VERIFIED.WIDE SET G = G + 1e-14 WHERE ID = 26",
                "UPDATE VERIFIED.WIDE SET Z = '0.0' WHERE ID = 28", "UPDATE VERIFIED.WIDE SET B = B - 1 WHERE ID = 30",
                "UPDATE VERIFIED.WIDE SET H = X'61626300' WHERE ID = 32", "UPDATE VERIFIED.WIDE SET J = REPLACE(J, '1.5', '1.50001') WHERE ID = 34",
                "UPDATE VERIFIED.WIDE SET E = 'A' WHERE ID = 36", "UPDATE VERIFIED.WIDE SET N = NULL WHERE ID = 38",
                "DELETE FROM VERIFIED.WIDE WHERE ID IN (2, 20, 22, 60)",
                "INSERT INTO VERIFIED.WIDE (ID) VALUES (1), (19), (21), (41), (61)",
                "UPDATE VERIFIED.TEXTS SET K = 'KEY' WHERE K = 'Key'", "INSERT INTO VERIFIED.TEXTS VALUES ('key', 3, 1), ('ete', 2, 1)",
                "UPDATE VERIFIED.TEXTS SET V = 2 WHERE K = 'ete '", "DELETE FROM VERIFIED.TEXTS WHERE K = '\ud83d\ude00'",
                "UPDATE VERIFIED.BINS SET K = X'000000' WHERE K = X'0000'", "UPDATE VERIFIED.BINS SET V = 2 WHERE K = X'80'",
                "UPDATE VERIFIED.MOMENTS SET K = K - INTERVAL '0.000001' SECOND WHERE K = TIMESTAMP '2024-01-01 00:00:00.000003'",
                "DELETE FROM VERIFIED.LINE_ITEMS WHERE A = 2 AND B = 18 OR A = 4 AND B = 2", "INSERT INTO VERIFIED.LINE_ITEMS VALUES (3, 0, 'x'), (99, 0, 'x')");
    }

    private static void flipOneBit(MigrationFixture migration) throws SQLException {
        try (Connection target = migration.target().connect();
                PreparedStatement read = target.prepareStatement("SELECT Y FROM VERIFIED.WIDE WHERE ID = 4");
                PreparedStatement write = target.prepareStatement("UPDATE VERIFIED.WIDE SET Y = ? WHERE ID = 4")) {
            var row = read.executeQuery();
            row.next();
            byte[] bytes = row.getBytes(1);
            bytes[200_000] ^= 0x10;
            write.setBytes(1, bytes);
            write.executeUpdate();
        }
    }

    private static TreeSet<String> expected() {
        return new TreeSet<>(List.of("different id=4 [y]", "different id=6 [c]", "different id=8 [dt]", "different id=10 [ts]", "different id=12 [tm]",
                "different id=14 [v]", "different id=16 [v]", "different id=18 [d]", "different id=24 [f]", "different id=26 [g]", "different id=28 [z]",
                "different id=30 [b]", "different id=32 [h]", "different id=34 [j]", "different id=36 [e]", "different id=38 [n]", "missing id=2",
                "missing id=20", "missing id=22", "missing id=60", "extra id=1", "extra id=19", "extra id=21", "extra id=41", "extra id=61"));
    }

    private static TreeSet<String> told(TableResult result) {
        return result.differences().stream().map(row -> row.kind() + " " + row.key() + (row.cells().isEmpty() ? "" : " "
                + row.cells().stream().map(Difference.CellDifference::column).toList())).collect(Collectors.toCollection(TreeSet::new));
    }

    static void assertEqual(Map<String, TableResult> results) {
        assertTrue(results.values().stream().allMatch(TableResult::isEqual), () -> VerifyText.of(List.copyOf(results.values())));
    }

    /** Lanes that are late, a lane that stands still for a while, hot keys, deletes, re-inserts, changed keys: none of it is a difference. What is wrong is. */
    @Test
    void whatIsOnItsWayIsNoDifference() throws Exception {
        try (MigrationFixture migration = new MigrationFixture("verifybusy", "CREATE TABLE verifybusy.t (id INT PRIMARY KEY, v VARCHAR(40), f FLOAT)",
                "CREATE TABLE verifybusy.other (a VARCHAR(20), b INT, v INT, PRIMARY KEY (a, b))")) {
            ResyncIT.fill(migration, "verifybusy");
            migration.start();
            LaneFixture.within(60).until(() -> SharedServers.mysql().isFollowed());
            migration.awaitEqual();
            VerifyRun verify = new VerifyRun(migration).set("verify.chunk.rows", "300").set("verify.recheck.rounds", "20");
            try (ResyncIT.Traffic traffic = new ResyncIT.Traffic("verifybusy")) {
                for (int round = 0; round < 3; round++) {
                    Future<Map<String, TableResult>> running = verify.begin();
                    if (round == 1) {
                        migration.camel().getRouteController().suspendRoute("apply-all");
                        LaneFixture.within(30).until(() -> verify.looked("t") > 0);
                        migration.camel().getRouteController().resumeRoute("apply-all");
                    }
                    Map<String, TableResult> results = running.get(90, TimeUnit.SECONDS);
                    String text = VerifyText.of(List.copyOf(results.values()));
                    System.out.println("VerifyIT: " + text);
                    assertEquals(0, results.values().stream().mapToLong(result -> result.tally().differing()).sum(), text);
                    assertEqual(results);
                }
                migration.target().execute("UPDATE VERIFYBUSY.OTHER SET V = -1 WHERE B = 77");
                assertEquals(1, verify.run().get("other").tally().different());
                System.out.println("VerifyIT: " + traffic.stop() + " transactions meanwhile");
            }
            migration.awaitState("running");
        }
    }

    @Test
    void aRunThatWasCutOffIsGoneOnWith() throws Exception {
        try (MigrationFixture migration = new MigrationFixture("verifycut", "CREATE TABLE verifycut.t (id INT PRIMARY KEY, v VARCHAR(40), f FLOAT)",
                "CREATE TABLE verifycut.other (a VARCHAR(20), b INT, v INT, PRIMARY KEY (a, b))")) {
            ResyncIT.fill(migration, "verifycut");
            migration.start();
            migration.awaitEqual();
            migration.target().execute("UPDATE VERIFYCUT.T SET V = 'wrong' WHERE ID = 5", "DELETE FROM VERIFYCUT.OTHER WHERE B = 5");
            VerifyRun verify = new VerifyRun(migration).set("verify.chunk.rows", "100");
            for (String table : List.of("t", "other")) {
                Future<Map<String, TableResult>> slow = verify.set("verify.rows.per.second", "400").begin();
                LaneFixture.within(60).until(() -> verify.looked(table) > 600);
                slow.cancel(true);
                LaneFixture.within(30).until(verify::isOver);
                migration.target().execute("UPDATE VERIFYCUT.T SET V = 'wrong, and looked at already' WHERE ID = 7");
                verify.set("verify.rows.per.second", "0");
            }
            Map<String, TableResult> results = verify.run();
            assertEquals(new Tally(3_000, 2_999, 0, 0, 1, 0), results.get("t").tally());
            assertEquals(new Tally(3_000, 2_999, 1, 0, 0, 0), results.get("other").tally());
            assertEquals(2, verify.run().get("t").tally().different(), "the next run begins anew");
        }
    }

    @Test
    void aTableThatDiffersInTooMuchIsGivenUp() throws Exception {
        try (MigrationFixture migration = new MigrationFixture("verifymuch", "CREATE TABLE verifymuch.t (id INT PRIMARY KEY, v VARCHAR(40), f FLOAT)",
                "CREATE TABLE verifymuch.other (a VARCHAR(20), b INT, v INT, PRIMARY KEY (a, b))")) {
            ResyncIT.fill(migration, "verifymuch");
            migration.start();
            migration.awaitEqual();
            migration.target().execute("DELETE FROM VERIFYMUCH.T WHERE ID > 500", "ALTER TABLE VERIFYMUCH.OTHER DROP COLUMN V");
            Map<String, TableResult> results = new VerifyRun(migration).set("verify.chunk.rows", "100").set("verify.differences.max", "100")
                    .set("verify.recheck.keys", "50").run();
            assertTrue(results.get("t").reason().contains("given up after"), results.get("t").reason());
            assertTrue(results.get("t").tally().missing() < 300, results.get("t").tally().toString());
            assertEquals(20, results.get("t").differences().size());
            assertEquals(TableResult.FAILED, results.get("other").verdict());
            assertTrue(results.get("other").reason().contains("has no column for v"), results.get("other").reason());
        }
    }
}
