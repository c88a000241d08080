package sluice.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.sql.Types;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.event.Operation;

/** Halving leaves the transaction with every good row and without any bad one, whichever they are; other failures refuse none (P4, P5). */
class HalvingTest {

    private static final String MERGE = "MERGE INTO T t USING (SELECT CAST(? AS NUMBER(10)) AS ID, CAST(? AS VARCHAR2(100)) AS V FROM DUAL) s"
            + " ON (t.ID = s.ID) WHEN MATCHED THEN UPDATE SET t.V = s.V WHEN NOT MATCHED THEN INSERT (ID, V) VALUES (s.ID, s.V)";
    private static final String DELETE = "DELETE FROM T WHERE ID = ?";
    private static final List<String> BAD = Arrays.asList("longer than ten", "checked", null);
    private static final int ANY = Integer.MAX_VALUE;

    private Connection target;
    private int executions;
    private int failAt = ANY;

    @BeforeEach
    void open() throws SQLException {
        target = DriverManager.getConnection("jdbc:h2:mem:halving;MODE=Oracle");
        execute("CREATE TABLE T (ID NUMBER(10) PRIMARY KEY, V VARCHAR2(10) NOT NULL, CHECK (V <> 'checked'))");
        execute("CREATE TABLE CHILD (ID NUMBER(10) PRIMARY KEY, T NUMBER(10) REFERENCES T)");
        target.setAutoCommit(false);
    }

    @AfterEach
    void close() throws SQLException {
        target.rollback();
        execute("DROP ALL OBJECTS");
        target.close();
    }

    /** Any number of bad rows at any place, refused for several reasons, among rows that are merged and deleted. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void goodRowsAreWrittenAndBadOnesAreFoundWhicheverTheyAre(long seed) throws Exception {
        Random random = new Random(seed);
        int rows = 1 + random.nextInt(400);
        double share = List.of(0.0, 0.01, 0.3, 1.0).get((int) (seed % 4));
        Set<Integer> undeletable = loadParents(rows);
        Set<Integer> good = new TreeSet<>();
        Set<Integer> bad = new TreeSet<>();
        RowBatch deletes = new RowBatch(RowBatch.Kind.DELETE, DELETE, new int[] {Types.NUMERIC});
        RowBatch merges = new RowBatch(RowBatch.Kind.MERGE, MERGE, new int[] {Types.NUMERIC, Types.VARCHAR});
        for (int id = 0; id < rows; id++) {
            if (random.nextInt(4) == 0) {
                deletes.add(change(id), new Object[] {id});
                (undeletable.contains(id) ? bad : good).add(id);
            } else {
                boolean isBad = random.nextDouble() < share;
                merges.add(change(id), new Object[] {id, isBad ? BAD.get(random.nextInt(BAD.size())) : "new"});
                (isBad ? bad : good).add(id);
            }
        }
        List<Refusal> refusals = new Halving(target, HalvingTest::isData, ANY).write(List.of(deletes, merges));
        assertEquals(bad, refusals.stream().map(refusal -> (int) refusal.change().record().offset()).collect(Collectors.toCollection(TreeSet::new)));
        Set<Integer> merged = ids(merges);
        merged.removeAll(bad);
        assertEquals(merged, select("SELECT ID FROM T WHERE V = 'new'"));
        Set<Integer> kept = new TreeSet<>(bad);
        kept.removeAll(ids(merges));
        Set<Integer> left = select("SELECT ID FROM T WHERE V = 'old'");
        left.removeAll(ids(merges));
        assertEquals(kept, left, "a delete that is refused leaves its row");
    }

    /** Each row that a child refers to cannot be deleted. All rows exist. */
    private Set<Integer> loadParents(int rows) throws SQLException {
        Set<Integer> parents = new TreeSet<>();
        for (int id = 0; id < rows; id++) {
            execute("INSERT INTO T (ID, V) VALUES (" + id + ", 'old')");
            if (id % 7 == 0) {
                execute("INSERT INTO CHILD VALUES (" + id + ", " + id + ")");
                parents.add(id);
            }
        }
        return parents;
    }

    /** The connection breaks at a random statement: nothing is taken for a bad row, the failure comes out as it was. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void aFailureOfAnotherKindRefusesNothing(long seed) throws SQLException {
        Random random = new Random(seed);
        RowBatch merges = merges(100, Set.of(3, 50, 51, 99));
        failAt = 1 + random.nextInt(20);
        Halving halving = new Halving(failing(), HalvingTest::isData, ANY);
        SQLException failure = assertThrows(SQLException.class, () -> halving.write(List.of(merges)));
        assertEquals(Fault.TRANSIENT, Fault.of(failure));
        assertEquals(failAt, executions, "nothing is tried behind it");
    }

    /** A trigger of the target would count: what an attempt wrote before it failed is undone before the next one. */
    @Test
    void eachGoodRowTakesEffectOnce() throws Exception {
        RowBatch updates = new RowBatch(RowBatch.Kind.MERGE, "UPDATE T SET V = V || ? WHERE ID = ?", new int[] {Types.VARCHAR, Types.NUMERIC});
        for (int id = 0; id < 64; id++) {
            execute("INSERT INTO T (ID, V) VALUES (" + id + ", 'a')");
            updates.add(change(id), new Object[] {id % 20 == 19 ? "longer than ten" : "b", id});
        }
        assertEquals(3, new Halving(target, HalvingTest::isData, ANY).write(List.of(updates)).size());
        assertEquals(61, select("SELECT ID FROM T WHERE V = 'ab'").size());
    }

    @Test
    void aFewBadRowsOfManyCostAFewStatements() throws Exception {
        new Halving(failing(), HalvingTest::isData, ANY).write(List.of(merges(2_000, Set.of(0, 1_000, 1_999))));
        assertTrue(executions < 3 * 2 * 12, executions + " statements");
    }

    /** A table that does not fit at all: it is found out early, not after a statement for each row. */
    @Test
    void tooManyBadRowsEndIt() throws SQLException {
        Set<Integer> all = new TreeSet<>();
        for (int id = 0; id < 2_000; id++) {
            all.add(id);
        }
        Halving halving = new Halving(failing(), HalvingTest::isData, 10);
        assertThrows(Halving.TooManyException.class, () -> halving.write(List.of(merges(2_000, all))));
        assertTrue(executions < 50, executions + " statements");
    }

    @Test
    void asManyBadRowsAsAllowedAreNotTooMany() throws Exception {
        assertEquals(3, new Halving(target, HalvingTest::isData, 3).write(List.of(merges(50, Set.of(1, 2, 40)))).size());
    }

    /** A takes the name that B gives up in the same batch: which of them is written first is chance, and neither is bad. */
    @Test
    void aRowThatWaitsForAnotherOneOfTheBatchIsWrittenAfterIt() throws Exception {
        execute("CREATE UNIQUE INDEX TV ON T (V)");
        execute("INSERT INTO T (ID, V) VALUES (2, 'name')");
        RowBatch merges = new RowBatch(RowBatch.Kind.MERGE, MERGE, new int[] {Types.NUMERIC, Types.VARCHAR});
        merges.add(change(1), new Object[] {1, "name"});
        merges.add(change(2), new Object[] {2, "other"});
        assertEquals(List.of(), new Halving(target, HalvingTest::isData, ANY).write(List.of(merges)));
        assertEquals(Set.of(1), select("SELECT ID FROM T WHERE V = 'name'"));
        merges.add(change(3), new Object[] {3, "other"});
        assertEquals(1, new Halving(target, HalvingTest::isData, ANY).write(List.of(merges)).size(), "two rows of one name are one too many");
    }

    private static RowBatch merges(int rows, Set<Integer> bad) {
        RowBatch merges = new RowBatch(RowBatch.Kind.MERGE, MERGE, new int[] {Types.NUMERIC, Types.VARCHAR});
        for (int id = 0; id < rows; id++) {
            merges.add(change(id), new Object[] {id, bad.contains(id) ? BAD.get(id % BAD.size()) : "new"});
        }
        return merges;
    }

    private static Set<Integer> ids(RowBatch rows) {
        return rows.rows().stream().map(row -> (Integer) row[0]).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Change change(int id) {
        return new Change(null, id, Operation.UPDATE, null, false, new ConsumerRecord<>("t", 0, id, null, new byte[0]), null, null, 1);
    }

    private static boolean isData(SQLException failure) {
        return Fault.of(failure) == Fault.DATA;
    }

    /** Counts the executions, and breaks at one of them. */
    private Connection failing() {
        return proxy(Connection.class, target);
    }

    private <T> T proxy(Class<T> type, Object real) {
        return type.cast(Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
            if (method.getName().equals("executeBatch") && ++executions == failAt) {
                throw new SQLTransientConnectionException("cut", "08006");
            }
            try {
                Object result = method.invoke(real, arguments);
                return result instanceof PreparedStatement statement ? proxy(PreparedStatement.class, statement) : result;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }

    private Set<Integer> select(String query) throws SQLException {
        Set<Integer> ids = new TreeSet<>();
        try (Statement statement = target.createStatement(); ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                ids.add(rows.getInt(1));
            }
        }
        return ids;
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = target.createStatement()) {
            statement.execute(sql);
        }
    }
}
