package sluice.apply;


import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sluice.control.ResyncControl;
import sluice.sandbox.RoutesUnderTest;
import sluice.sandbox.SharedServers;

/**
 * A table is read from the source once more while it is written to, and is the same as the source at the end, whatever the target had
 * become. P1, P2: a row of a chunk that is older than a change must not come behind it; P8: its values are those of the binlog.
 */
@Timeout(240)
class ResyncIT {

    private static final int ROWS = 3_000;

    /** Changed, missing and extra rows of the target are put right, beside hot keys, deletes, re-inserts and key changes. */
    @Test
    void aCorruptedTableIsEqualAgainWhileItIsWrittenTo() throws Exception {
        try (MigrationFixture migration = new MigrationFixture("resynced", "CREATE TABLE resynced.t (id INT PRIMARY KEY, v VARCHAR(40), f FLOAT)",
                "CREATE TABLE resynced.other (a VARCHAR(20), b INT, v INT, PRIMARY KEY (a, b))", "CREATE TABLE resynced.none (id INT PRIMARY KEY)")) {
            fill(migration, "resynced");
            start(migration);
            try (Traffic traffic = new Traffic("resynced")) {
                for (int round = 0; round < 2; round++) {
                    corrupt(migration, "UPDATE RESYNCED.T SET V = 'corrupted' WHERE MOD(ID, 7) = 0",
                            "DELETE FROM RESYNCED.T WHERE MOD(ID, 11) = 0", "INSERT INTO RESYNCED.T VALUES (" + (9_000_000 + round) + ", 'extra', 1)",
                            "DELETE FROM RESYNCED.OTHER", "INSERT INTO RESYNCED.NONE VALUES (" + round + ")");
                    System.out.println("ResyncIT: " + control(migration).resync(
                            new String[] {"resynced.t", "resynced.other", "resynced.none"}, ""));
                    LaneFixture.within(90).until(() -> control(migration).getTable().isEmpty());
                }
                System.out.println("ResyncIT: " + traffic.stop() + " transactions meanwhile");
            }
            migration.awaitEqual();
        }
    }

    /** The lanes write to the same rows: what is rolled back for that is tried again. */
    private static void corrupt(MigrationFixture migration, String... statements) {
        for (String statement : statements) {
            LaneFixture.within(20).ignoreExceptions().until(() -> {
                migration.target().execute(statement);
                return true;
            });
        }
    }

    private static void fill(MigrationFixture migration, String database) throws SQLException {
        migration.source("SET SESSION cte_max_recursion_depth = 1000000",
                "INSERT INTO " + database + ".t WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " + ROWS
                        + ") SELECT i, CONCAT('row ', i), 16777216 + i FROM n",
                "INSERT INTO " + database + ".other SELECT CONCAT('k', id MOD 50), id, id FROM " + database + ".t");
    }

    private static void start(MigrationFixture migration) throws Exception {
        RoutesUnderTest process = migration.process(true).set("resync.chunk.rows", "100");
        migration.start(process);
        LaneFixture.within(60).until(() -> SharedServers.mysql().isFollowed());
        migration.awaitEqual();
    }

    private static ResyncControl control(MigrationFixture migration) {
        return migration.camel().getRegistry().lookupByNameAndType("resyncControl", ResyncControl.class);
    }

    /** Two writers on one table, until they are stopped. */
    private static final class Traffic implements AutoCloseable {

        private final ExecutorService threads = Executors.newFixedThreadPool(2);
        private final AtomicBoolean over = new AtomicBoolean();
        private final java.util.List<Future<Integer>> writers = new java.util.ArrayList<>();
        private final String table;

        Traffic(String database) {
            this.table = database + ".t";
            for (int i = 0; i < 2; i++) {
                Random random = new Random(i);
                writers.add(threads.submit(() -> write(random)));
            }
        }

        private int write(Random random) throws SQLException {
            int done = 0;
            try (Connection connection = SharedServers.mysql().app().connect(); Statement statement = connection.createStatement()) {
                for (; !over.get(); done++) {
                    int id = random.nextInt(10) == 0 ? 1 + random.nextInt(5) : 1 + random.nextInt(ROWS + ROWS / 10);
                    switch (random.nextInt(5)) {
                        case 0 -> statement.execute("DELETE FROM " + table + " WHERE id = " + id);
                        case 1 -> statement.execute("UPDATE IGNORE " + table + " SET id = " + (1 + random.nextInt(ROWS * 2)) + " WHERE id = " + id);
                        default -> statement.execute("REPLACE INTO " + table + " VALUES (" + id + ", 'written " + done + "', " + done + ")");
                    }
                }
            }
            return done;
        }

        int stop() throws Exception {
            over.set(true);
            int done = 0;
            for (Future<Integer> writer : writers) {
                done += writer.get(20, TimeUnit.SECONDS);
            }
            writers.clear();
            return done;
        }

        @Override
        public void close() throws Exception {
            stop();
            threads.shutdown();
        }
    }
}
