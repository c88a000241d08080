package sluice.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import sluice.sandbox.SharedServers;

/** Changes of tables at a real MySQL server, under writes, with four partitions: what follows by itself, and what waits for whom. */
class SchemaChangesIT {

    private static final String ORDERS = ".orders (id BIGINT PRIMARY KEY, price DECIMAL(10,2), at DATETIME(3), name VARCHAR(10) NOT NULL)";

    /** Writes to a table without a pause, so that rows stand before and behind whatever happens to it. */
    private static final class Load implements AutoCloseable {
        private final AtomicBoolean on = new AtomicBoolean(true);
        private final CompletableFuture<Void> thread;

        Load(String table) {
            thread = CompletableFuture.runAsync(() -> {
                try (Connection connection = SharedServers.mysql().app().connect()) {
                    try (PreparedStatement insert = connection.prepareStatement("INSERT INTO " + table
                            + " (id, price, at, name) VALUES (?, ?, NOW(6), ?) ON DUPLICATE KEY UPDATE price = price + 1.01, at = NOW(6)")) {
                        for (long i = 0; on.get(); i++) {
                            insert.setLong(1, i % 7 == 0 ? i / 2 : i);
                            insert.setBigDecimal(2, new java.math.BigDecimal(i + ".25"));
                            insert.setString(3, "n" + i % 1000);
                            insert.executeUpdate();
                        }
                    }
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
        }

        @Override
        public void close() {
            on.set(false);
            thread.join();
        }
    }

    @Test
    void addedAndWiderColumnsAndNewTablesFollowInOrderUnderWrites() throws Exception {
        try (MigrationFixture sluice = new MigrationFixture("alter1", "CREATE TABLE alter1" + ORDERS,
                "INSERT INTO alter1.orders VALUES (1000000, 5.25, NOW(3), 'before')")) {
            sluice.start().awaitState("idle");
            try (Load load = new Load("alter1.orders")) {
                LaneFixture.within(20).until(() -> sluice.targetNumber("SELECT COUNT(*) FROM ALTER1.ORDERS") > 50);
                sluice.source("ALTER TABLE alter1.orders ADD note VARCHAR(20), ADD INDEX by_name (name), COMMENT 'x'",
                        "UPDATE alter1.orders SET note = CONCAT('x', id) WHERE id < 30",
                        "ALTER TABLE alter1.orders MODIFY price DECIMAL(12,4) NULL", "UPDATE alter1.orders SET price = price + 0.0001 WHERE id < 40",
                        "ALTER TABLE alter1.orders MODIFY price DECIMAL(12,6) NULL", "UPDATE alter1.orders SET price = price + 0.000001 WHERE id < 45",
                        "ALTER TABLE alter1.orders MODIFY at DATETIME(6)", "UPDATE alter1.orders SET at = NOW(6) WHERE id < 50",
                        "ALTER TABLE alter1.orders MODIFY name VARCHAR(200) NULL", "UPDATE alter1.orders SET name = NULL WHERE id < 10",
                        "UPDATE alter1.orders SET name = REPEAT('y', 200) WHERE id BETWEEN 10 AND 20",
                        "ALTER TABLE alter1.orders ADD flag TINYINT NOT NULL DEFAULT 7, ADD COLUMN tag VARCHAR(9) NOT NULL DEFAULT ''",
                        "UPDATE alter1.orders SET flag = 8, tag = 't' WHERE id BETWEEN 20 AND 30",
                        "CREATE TABLE alter1.fresh (id INT PRIMARY KEY, v VARCHAR(5))", "INSERT INTO alter1.fresh VALUES (1, 'a'), (2, 'b'), (3, 'c'), (4, 'd')",
                        "CREATE TABLE alter1.copied (id BIGINT PRIMARY KEY) SELECT id, name FROM alter1.orders WHERE id < 100",
                        "ALTER TABLE alter1.fresh ADD w INT", "UPDATE alter1.fresh SET w = id", "CREATE INDEX w ON alter1.fresh (w)");
                LaneFixture.within(30).until(() -> sluice.targetNumber("SELECT COUNT(*) FROM ALTER1.FRESH WHERE W IS NOT NULL") == 4);
            }
            sluice.awaitEqual();
            String barriers = sluice.barriers();
            System.out.println(barriers);
            assertFalse(barriers.lines().anyMatch(line -> !line.endsWith(" done null")), barriers);
            assertEquals(6, barriers.lines().filter(line -> line.startsWith("schema alter1.alter1.orders")).count(), barriers);
            assertEquals(2, barriers.lines().filter(line -> line.startsWith("schema alter1.alter1.fresh")).count(), barriers);
        }
    }

    /** The rows in the topic are of two schemas; each is decoded by its own, whatever the source's catalog says by now. */
    @Test
    void aBacklogFromBeforeAnAlterIsDecodedByItsOwnSchema() throws Exception {
        try (MigrationFixture sluice = new MigrationFixture("alter2", "CREATE TABLE alter2" + ORDERS)) {
            sluice.start().awaitState("idle");
            sluice.source("INSERT INTO alter2.orders VALUES (1, 1.25, '2024-01-01 00:00:00.123', 'a')");
            sluice.awaitEqual();
            sluice.camel().getRouteController().stopRoute("apply-all");
            for (int id = 2; id < 40; id++) {
                sluice.source("INSERT INTO alter2.orders VALUES (" + id + ", 12345678.91, '2024-01-01 00:00:00.987', 'before')");
                if (id == 20) {
                    sluice.source("ALTER TABLE alter2.orders MODIFY price DECIMAL(12,4)", "ALTER TABLE alter2.orders MODIFY at DATETIME(6)");
                }
                if (id > 20) {
                    sluice.source("UPDATE alter2.orders SET price = 12345678.9123, at = '2024-01-01 00:00:00.987654', name = 'behind' WHERE id IN ("
                            + id + ", " + (id - 20) + ")");
                }
            }
            assertEquals(1, sluice.targetNumber("SELECT COUNT(*) FROM ALTER2.ORDERS"));
            sluice.camel().getRouteController().startRoute("apply-all");
            sluice.awaitEqual();
            assertEquals(39, sluice.targetNumber("SELECT COUNT(*) FROM ALTER2.ORDERS WHERE PRICE IN (12345678.9123, 12345678.91)"));
            assertTrue(sluice.barriers().lines().allMatch(line -> line.endsWith(" done null")), sluice.barriers());
            String refusal = sluice.refusal("message.key.columns", "alter2.orders:id,at").getMessage();
            assertTrue(refusal.startsWith("alter2.orders: its changes are in Kafka by id, and message.key.columns names id,at: "), refusal);
        }
    }

    /** Dropped, renamed and retyped: each table waits alone, says why, and goes on when the operator has altered the target (P4). */
    @Test
    void onlyTheTableThatNeedsAnOperatorWaitsAndGoesOnWhenTheTargetFits() throws Exception {
        try (MigrationFixture sluice = new MigrationFixture("alter3", "CREATE TABLE alter3.dropped (id INT PRIMARY KEY, a INT, b INT)",
                "CREATE TABLE alter3.renamed (id INT PRIMARY KEY, a INT)", "CREATE TABLE alter3.retyped (id INT PRIMARY KEY, a INT)",
                "CREATE TABLE alter3.rekeyed (id INT PRIMARY KEY, a INT NOT NULL)", "CREATE TABLE alter3.free (id INT PRIMARY KEY)")) {
            sluice.start().awaitState("idle");
            sluice.source("INSERT INTO alter3.dropped VALUES (1, 1, 1)", "INSERT INTO alter3.renamed VALUES (1, 1)",
                    "INSERT INTO alter3.retyped VALUES (1, 1)", "INSERT INTO alter3.rekeyed VALUES (1, 1)");
            sluice.awaitEqual();
            sluice.source("ALTER TABLE alter3.dropped DROP COLUMN b, ADD c INT", "ALTER TABLE alter3.renamed RENAME COLUMN a TO z",
                    "ALTER TABLE alter3.retyped MODIFY a VARCHAR(20)", "ALTER TABLE alter3.rekeyed DROP PRIMARY KEY, ADD PRIMARY KEY (id, a)");
            sluice.source("INSERT INTO alter3.dropped VALUES (2, 2, 2)", "INSERT INTO alter3.renamed VALUES (2, 2)",
                    "INSERT INTO alter3.retyped VALUES (2, 'two')", "INSERT INTO alter3.rekeyed VALUES (1, 2)", "INSERT INTO alter3.free VALUES (1), (2), (3), (4)");
            LaneFixture.within(30).until(() -> sluice.targetNumber("SELECT COUNT(*) FROM ALTER3.FREE") == 4
                    && sluice.barriers().lines().filter(line -> line.contains(" waiting '")).count() == 4);
            System.out.println(sluice.barriers());
            System.out.println(sluice.lane());
            assertEquals("held", sluice.lane().state());
            assertTrue(sluice.barriers().contains("'ALTER TABLE alter3.dropped DROP COLUMN b, ADD c INT' at binlog."), sluice.barriers());
            for (String table : new String[] {"DROPPED", "RENAMED", "RETYPED", "REKEYED"}) {
                assertEquals(1, sluice.targetNumber("SELECT COUNT(*) FROM ALTER3." + table), "nothing behind the change is applied: " + table);
            }
            assertEquals(-1, sluice.targetNumber("SELECT COUNT(C) FROM ALTER3.DROPPED"), "half of a statement is not carried over");
            sluice.target().execute("ALTER TABLE ALTER3.DROPPED DROP COLUMN B", "ALTER TABLE ALTER3.RENAMED RENAME COLUMN A TO Z",
                    "ALTER TABLE ALTER3.RETYPED ALTER COLUMN A VARCHAR2(20 CHAR)", "ALTER TABLE ALTER3.REKEYED DROP PRIMARY KEY",
                    "ALTER TABLE ALTER3.REKEYED ADD PRIMARY KEY (ID, A)");
            sluice.awaitEqual();
            sluice.awaitState("idle");
        }
    }

    /** A new table without a key, a dropped one, and a swap as online schema change tools do it: named, and nothing lost. */
    @Test
    void whatOnlyTheOperatorCanSettleIsAcceptedByCommand() throws Exception {
        try (MigrationFixture sluice = new MigrationFixture("alter4", "CREATE TABLE alter4.orders (id INT PRIMARY KEY, a INT)",
                "CREATE TABLE alter4.gone (id INT PRIMARY KEY)", "CREATE TABLE alter4.free (id INT PRIMARY KEY)")) {
            sluice.start().awaitState("idle");
            sluice.source("INSERT INTO alter4.orders VALUES (1, 1), (2, 2), (3, 3)", "INSERT INTO alter4.gone VALUES (1), (2)");
            sluice.awaitEqual();
            sluice.source("CREATE TABLE alter4.nokey (a INT, b INT)", "INSERT INTO alter4.nokey VALUES (1, 1), (2, 2), (3, 3)",
                    "UPDATE alter4.nokey SET b = 9 WHERE a = 2", "DELETE FROM alter4.nokey WHERE a = 3", "DROP TABLE alter4.gone",
                    "CREATE TABLE alter4._orders_gho LIKE alter4.orders", "ALTER TABLE alter4._orders_gho ADD c INT DEFAULT 3",
                    "INSERT INTO alter4._orders_gho (id, a) SELECT id, a FROM alter4.orders", "INSERT INTO alter4.free VALUES (1)",
                    "RENAME TABLE alter4.orders TO alter4._orders_del, alter4._orders_gho TO alter4.orders",
                    "UPDATE alter4.orders SET c = 4 WHERE id = 1", "INSERT INTO alter4.free VALUES (2), (3), (4)");
            LaneFixture.within(30).until(() -> sluice.targetNumber("SELECT COUNT(*) FROM ALTER4.FREE") == 4
                    && sluice.barriers().lines().filter(line -> line.contains(" waiting '")).count() == 5);
            System.out.println(sluice.barriers());
            System.out.println(sluice.lane());
            assertEquals(3, sluice.targetNumber("SELECT COUNT(*) FROM ALTER4.ORDERS WHERE A > 0"), "the rows under the name are the old ones still");
            assertEquals(2, sluice.targetNumber("SELECT COUNT(*) FROM ALTER4.GONE"), "Sluice drops no table");
            sluice.target().execute("DROP TABLE ALTER4.GONE", "CREATE TABLE ALTER4.NOKEY (A NUMBER(10) PRIMARY KEY, B NUMBER(10))",
                    "ALTER TABLE ALTER4.ORDERS RENAME TO _ORDERS_DEL", "ALTER TABLE ALTER4._ORDERS_GHO RENAME TO ORDERS");
            System.out.println(sluice.changes("list"));
            for (String table : new String[] {"nokey", "orders", "_orders_del"}) {
                assertEquals("alter4." + table + ": accepted; it goes on within some seconds where its lane runs", sluice.changes("accept", "alter4." + table));
            }
            sluice.awaitEqual();
            sluice.awaitState("idle");
            assertEquals("No table waits.", sluice.changes("list"));
        }
    }
}
