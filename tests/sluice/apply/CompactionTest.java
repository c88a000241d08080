package sluice.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.event.Operation;
import sluice.event.RowSchema;
import sluice.schema.Names;
import sluice.schema.OracleDialect;
import sluice.schema.TableId;
import sluice.schema.Tables;
import sluice.schema.TargetColumn;
import sluice.schema.TargetFeatures;
import sluice.schema.TargetTable;
import sluice.schema.ValuePolicies;

/** The compacted batch leaves the target as if its changes were applied one by one (P3). */
class CompactionTest {

    private static final String URL = "jdbc:h2:mem:compaction;MODE=Oracle";
    private static final TargetTable TABLE = new TargetTable("PUBLIC", "T", List.of(new TargetColumn("A", "NUMBER(10)", false),
            new TargetColumn("B", "VARCHAR2(10 CHAR)", false), new TargetColumn("V", "NUMBER(19)", true)), List.of("A", "B"));
    private static final RowSchema SCHEMA = new RowSchema("s", new TableId("db", "t"), List.of(
            new RowSchema.Column("a", json -> null), new RowSchema.Column("b", json -> null), new RowSchema.Column("v", json -> null)));

    private final OracleDialect dialect = OracleDialect.of(URL);
    private final RowPlan plan = new RowPlan(SCHEMA, TABLE, Names.upper(), dialect,
            column -> dialect.binder(column, ValuePolicies.DEFAULT, TargetFeatures.ORACLE_19C), false);
    private Connection target;

    @BeforeEach
    void createTable() throws SQLException {
        target = DriverManager.getConnection(URL);
        execute(Tables.create(dialect, TABLE));
    }

    @AfterEach
    void close() throws SQLException {
        execute("DROP ALL OBJECTS");
        target.close();
    }

    private record Change(Operation operation, Object[] row) {
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void compactedResultEqualsOneByOne(long seed) throws SQLException {
        List<List<Change>> batches = randomBatches(new Random(seed));
        for (List<Change> batch : batches) {
            for (Change change : batch) {
                apply(List.of(change), false);
            }
        }
        List<String> oneByOne = rows();
        execute("DELETE FROM T");
        for (List<Change> batch : batches) {
            apply(batch, true);
        }
        assertEquals(oneByOne, rows());
    }

    /** Few keys, so that creates, updates and deletes of one key meet in a batch; each sequence is one that a source could log. */
    private static List<List<Change>> randomBatches(Random random) {
        Set<String> living = new HashSet<>();
        List<List<Change>> batches = new ArrayList<>();
        for (int b = 0; b < 30; b++) {
            List<Change> batch = new ArrayList<>();
            for (int i = random.nextInt(40); i >= 0; i--) {
                int a = random.nextInt(6);
                String k = "k" + random.nextInt(2);
                Object[] row = {(long) a, k, random.nextInt(5) == 0 ? null : random.nextLong(1000)};
                if (living.add(a + k)) {
                    batch.add(new Change(random.nextBoolean() ? Operation.CREATE : Operation.READ, row));
                } else if (random.nextInt(3) > 0) {
                    batch.add(new Change(Operation.UPDATE, row));
                } else {
                    living.remove(a + k);
                    batch.add(new Change(Operation.DELETE, row));
                }
            }
            batches.add(batch);
        }
        return batches;
    }

    @Test
    void aHotKeyCostsOneStatement() {
        Compaction compaction = new Compaction();
        for (long i = 0; i < 1000; i++) {
            compaction.add(plan, Operation.UPDATE, new Object[] {1L, "k", i}, null, null);
        }
        List<RowBatch> statements = compaction.statements(true, refusal -> fail(refusal.cause()));
        assertEquals(1, statements.size());
        assertEquals(1, statements.get(0).rows().size());
        assertEquals(999L, statements.get(0).rows().get(0)[2]);
    }

    @Test
    void aRowIsInsertedOnlyIfTheBatchCreatesIt() {
        assertEquals(RowBatch.Kind.INSERT, only(Operation.CREATE).operation());
        assertEquals(RowBatch.Kind.INSERT, only(Operation.CREATE, Operation.UPDATE).operation());
        assertEquals(RowBatch.Kind.MERGE, only(Operation.UPDATE).operation());
        assertEquals(RowBatch.Kind.MERGE, only(Operation.DELETE, Operation.CREATE).operation());
    }

    @Test
    void deletesGoFirst() {
        Compaction compaction = new Compaction();
        compaction.add(plan, Operation.CREATE, new Object[] {1L, "k", 1L}, null, null);
        compaction.add(plan, Operation.DELETE, new Object[] {2L, "k", null}, null, null);
        List<RowBatch> statements = compaction.statements(true, refusal -> fail(refusal.cause()));
        assertEquals(RowBatch.Kind.DELETE, statements.get(0).operation());
        assertTrue(statements.get(0).rows().get(0).length == 2, "a delete takes the key only");
    }

    private RowBatch only(Operation... operations) {
        Compaction compaction = new Compaction();
        for (Operation operation : operations) {
            compaction.add(plan, operation, new Object[] {1L, "k", 1L}, null, null);
        }
        List<RowBatch> statements = compaction.statements(true, refusal -> fail(refusal.cause()));
        assertEquals(1, statements.size());
        return statements.get(0);
    }

    private void apply(List<Change> changes, boolean inserts) throws SQLException {
        Compaction compaction = new Compaction();
        changes.forEach(change -> compaction.add(plan, change.operation(), change.row(), null, null));
        for (RowBatch batch : compaction.statements(inserts, refusal -> fail(refusal.cause()))) {
            try (PreparedStatement statement = target.prepareStatement(batch.sql())) {
                for (Object[] row : batch.rows()) {
                    for (int i = 0; i < row.length; i++) {
                        OracleDialect.set(statement, i + 1, row[i], batch.sqlTypes()[i]);
                    }
                    statement.addBatch();
                }
                statement.executeBatch();
            }
        }
    }

    private List<String> rows() throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = target.createStatement();
                ResultSet result = statement.executeQuery("SELECT A, B, V FROM T ORDER BY A, B")) {
            while (result.next()) {
                rows.add(result.getString(1) + result.getString(2) + "=" + result.getString(3));
            }
        }
        return rows;
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = target.createStatement()) {
            statement.execute(sql);
        }
    }
}
