package sluice.chaos;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import sluice.sandbox.Login;

/**
 * A table to which the rounds do what the load does not: rows that the target refuses, truncates, altered columns. The source is
 * asked what is true at the end: what was under way when it died may or may not have happened.
 */
final class Notes {
    static final String DATABASE = "chaosdb";
    static final String TABLE = DATABASE + ".notes";
    private static final Duration OUTAGE_LIMIT = Duration.ofMinutes(2);
    private static final int BAD_ROWS = 8;
    private static final int BIG = 4_000;
    private static final long RENAMED = 1_000_000_000L;

    private final Login source;
    private final Login target;
    private final AtomicLong next = new AtomicLong();
    private final AtomicInteger columns = new AtomicInteger();
    private volatile String bad = "none";

    Notes(Login source, Login target) throws SQLException {
        this.source = source;
        this.target = target;
        source.execute("CREATE DATABASE " + DATABASE, "CREATE TABLE " + TABLE + " (id BIGINT PRIMARY KEY, v VARCHAR(50))");
        insert(200, "good");
    }

    /** From now on the target refuses a word of its own. */
    void refuse(String word) {
        bad = word;
        refuse();
    }

    void refuse() {
        String word = bad;
        atTarget("ALTER TABLE CHAOSDB.NOTES DROP CONSTRAINT IF EXISTS BAD",
                "ALTER TABLE CHAOSDB.NOTES ADD CONSTRAINT BAD CHECK (V <> '" + word + "') NOCHECK");
    }

    void acceptAll() {
        atTarget("ALTER TABLE CHAOSDB.NOTES DROP CONSTRAINT IF EXISTS BAD");
    }

    /** Some new rows are bad, some that were good become so, and some of them are made good again. */
    void badRows(Random random) {
        insert(BAD_ROWS, bad);
        write("UPDATE " + TABLE + " SET v = '" + bad + "' WHERE v = 'good' ORDER BY id DESC LIMIT " + random.nextInt(BAD_ROWS));
        write("UPDATE " + TABLE + " SET v = CONCAT('good again ', id) WHERE v = '" + bad + "' ORDER BY id LIMIT " + random.nextInt(BAD_ROWS));
        write("DELETE FROM " + TABLE + " WHERE v = '" + bad + "' ORDER BY id DESC LIMIT " + random.nextInt(3));
    }

    void makeGood() {
        write("UPDATE " + TABLE + " SET v = 'good' WHERE v = '" + bad + "'");
    }

    /** Newer changes of the rows that are bad. */
    void changeBadOnes(Random random) {
        write("UPDATE " + TABLE + " SET v = 'changed' WHERE v = '" + bad + "' ORDER BY id LIMIT " + random.nextInt(BAD_ROWS));
    }

    void truncate() {
        write("TRUNCATE TABLE " + TABLE);
        insert(50, "good");
    }

    void changeKeys() {
        write("UPDATE " + TABLE + " SET id = id + " + RENAMED + " WHERE id < " + RENAMED + " ORDER BY id DESC LIMIT 300");
        write("UPDATE " + TABLE + " SET id = id - " + RENAMED + ", v = 'renamed' WHERE id >= " + RENAMED + " LIMIT 100");
    }

    void bigTransaction() {
        insert(BIG, "one of many");
        write("DELETE FROM " + TABLE + " WHERE v = 'one of many' AND id % 2 = 0");
    }

    void addColumn() {
        String column = "c" + columns.incrementAndGet();
        write("ALTER TABLE " + TABLE + " ADD COLUMN " + column + " INT NULL");
        write("UPDATE " + TABLE + " SET " + column + " = id % 1000 WHERE id % 3 = 0 LIMIT 200");
        insert(20, "good");
    }

    void hotKey() {
        long id = insert(1, "hot");
        for (int i = 0; i < 100; i++) {
            write("UPDATE " + TABLE + " SET v = 'hot " + i + "' WHERE id = " + id);
        }
    }

    /** The keys of the rows that the target refuses, as Sluice writes keys. */
    Set<String> badRowsAtTheSource() throws SQLException {
        return Set.copyOf(source.texts("SELECT CONCAT('ID=', id) FROM " + TABLE + " WHERE v = '" + bad + "'"));
    }

    /** The keys of the rows that wait for an operator. */
    Set<String> parked() throws SQLException {
        return Set.copyOf(target.texts("SELECT DISTINCT KEY_TEXT FROM SLUICE_PARKED WHERE STATE IN ('parked', 'replay-requested')"));
    }

    long parkedEver() throws SQLException {
        return target.number("SELECT COUNT(*) FROM SLUICE_PARKED");
    }

    /** Returns the last key. */
    private long insert(int rows, String value) {
        long last = next.addAndGet(rows);
        long first = last - rows + 1;
        write("INSERT IGNORE INTO " + TABLE + " (id, v) WITH RECURSIVE n (i) AS (SELECT " + first + " UNION ALL SELECT i + 1 FROM n WHERE i < "
                + last + ") SELECT /*+ SET_VAR(cte_max_recursion_depth = 10000) */ i, '" + value + "' FROM n");
        return last;
    }

    /** Somebody changes the target behind Sluice's back: rows are gone, and others are not what they were. */
    void spoil() {
        atTarget("DELETE FROM CHAOSDB.NOTES WHERE MOD(ID, 7) = 0", "UPDATE CHAOSDB.NOTES SET V = 'spoilt' WHERE MOD(ID, 11) = 0");
    }

    private void write(String sql) {
        patiently("the source takes " + sql, () -> source.execute(sql));
    }

    private void atTarget(String... statements) {
        patiently("the target takes " + statements[0], () -> target.execute(statements));
    }

    private interface Work {
        void run() throws SQLException;
    }

    /** A server may be away; a row or a table may be locked. */
    private static void patiently(String what, Work work) {
        SQLException[] last = new SQLException[1];
        try {
            Awaitility.await(what).atMost(OUTAGE_LIMIT).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(300)).until(() -> {
                try {
                    work.run();
                    return true;
                } catch (SQLException e) {
                    last[0] = e;
                    return e.getMessage().contains("Duplicate column"); // it was taken, and the answer was lost
                }
            });
        } catch (org.awaitility.core.ConditionTimeoutException e) {
            throw new IllegalStateException(what, last[0]);
        }
    }
}
