package sluice.apply;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** What a {@link TargetProbe} does wrong, and when; nothing until it is told. Each fault is what a cut connection looks like. */
final class TargetFaults {

    private final AtomicInteger commitsLost = new AtomicInteger();
    private final AtomicInteger commitsRefused = new AtomicInteger();
    private final AtomicInteger statementsRefused = new AtomicInteger();
    private volatile String statement = "";
    private volatile boolean away;
    private volatile Runnable afterLostCommit = () -> { };
    private volatile String heldBeginning = "";
    private volatile CountDownLatch heldStatement = new CountDownLatch(0);
    private volatile CountDownLatch held = new CountDownLatch(0);
    private final Map<String, String> replaced = new ConcurrentHashMap<>();

    /** The next commits go through, and the client is told that the connection broke. */
    void loseAnswersOfCommits(int count) {
        commitsLost.set(count);
    }

    /** Done right after a commit whose answer was lost. */
    void afterLostCommit(Runnable task) {
        afterLostCommit = task;
    }

    /** The connection breaks before the next commits. */
    void refuseCommits(int count) {
        commitsRefused.set(count);
    }

    /** The connection breaks at the next executions of statements that begin so. */
    void refuse(String beginning, int count) {
        statement = beginning;
        statementsRefused.set(count);
    }

    /** No connection is given out until {@link #comeBack}. */
    void goAway() {
        away = true;
    }

    void comeBack() {
        away = false;
    }

    /** Commits wait until the latch is open. */
    void holdCommits(CountDownLatch latch) {
        held = latch;
    }

    /** Sends another statement in the place of one of Sluice's. */
    void replace(String sql, String by) {
        replaced.put(sql, by);
    }

    /** What is sent in the place of a statement: itself, until it is {@link #replace replaced}. */
    String sent(String sql) {
        return replaced.getOrDefault(sql, sql);
    }

    void connecting() throws SQLException {
        if (away) {
            throw broken("no connection");
        }
    }

    /** The next statement that begins so waits until the latch is open. */
    void hold(String beginning, CountDownLatch latch) {
        heldStatement = latch;
        heldBeginning = beginning;
    }

    void executing(String sql) throws SQLException {
        String beginning = heldBeginning;
        if (!beginning.isEmpty() && sql.startsWith(beginning)) {
            heldBeginning = "";
            await(heldStatement);
        }
        if (sql.startsWith(statement) && take(statementsRefused)) {
            throw broken("at " + statement);
        }
    }

    /** Whether the commit that is due is to fail; returns when the commits are not held any more. */
    boolean refusesCommit() throws SQLException {
        await(held);
        return take(commitsRefused);
    }

    private static void await(CountDownLatch latch) throws SQLException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted", e);
        }
    }

    void afterCommit() throws SQLException {
        if (take(commitsLost)) {
            afterLostCommit.run();
            throw broken("after the commit");
        }
    }

    private static boolean take(AtomicInteger count) {
        return count.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
    }

    static SQLException broken(String when) {
        return new SQLNonTransientConnectionException("the test broke the connection: " + when, "08006");
    }
}
