package sluice.schema;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static sluice.schema.Tables.column;
import static sluice.schema.Tables.table;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sluice.apply.Fault;
import sluice.schema.ddl.TableCreation;
import sluice.schema.source.SourceTable;

/** The dialect's statements, run on a target that keeps nothing of an earlier test, with values at the edges of every type. */
abstract class DialectContract {

    private static final String EMOJI = "it's \"quoted\" \uD83D\uDE00 日本";

    /** Every type, and values at its edges. */
    private static final Map<String, List<Object>> EDGES = Map.ofEntries(
            Map.entry("tinyint", List.of(-128L, 127L, 0L)),
            Map.entry("bigint", List.of(Long.MIN_VALUE, Long.MAX_VALUE)),
            Map.entry("bigint unsigned", List.of(new BigInteger("18446744073709551615"))),
            Map.entry("decimal(38,30)", List.of(new BigDecimal("-12345678.123456789012345678901234567890"))),
            Map.entry("float", List.of(0.1f, Float.MAX_VALUE, Float.MIN_VALUE)),
            Map.entry("double", List.of(0.1, Double.MAX_VALUE, -Double.MIN_VALUE)),
            Map.entry("varchar(40)", List.of(EMOJI, " padded ", "\uD83D\uDE00".repeat(20))),
            Map.entry("longtext", List.of("short", "\uD83D\uDE00x".repeat(50_000))),
            Map.entry("enum('a','Bcd')", List.of("Bcd")),
            Map.entry("bit(1)", List.of(0L, 1L)),
            Map.entry("bit(64)", List.of(new BigInteger("18446744073709551615"))),
            Map.entry("binary(16)", List.of(new byte[16], bytes(16))),
            Map.entry("varbinary(3000)", List.of(bytes(1), bytes(3000))),
            Map.entry("longblob", List.of(bytes(2), bytes(200_000))),
            Map.entry("json", List.of("{\"a\":[1,null]}", "null", "\"" + "é".repeat(9000) + "\"")),
            Map.entry("point", List.of(bytes(25))),
            Map.entry("vector(2)", List.of("[1.0,-2.5]")),
            Map.entry("date", List.of(LocalDate.of(1000, 1, 1), LocalDate.of(9999, 12, 31), LocalDate.of(1582, 10, 10))),
            Map.entry("datetime", List.of(LocalDateTime.of(2018, 11, 4, 0, 30))),
            Map.entry("datetime(6)", List.of(LocalDateTime.of(9999, 12, 31, 23, 59, 59, 999_999_000))),
            Map.entry("timestamp(6)", List.of(OffsetDateTime.of(2038, 1, 19, 3, 14, 7, 999_999_000, ZoneOffset.UTC))),
            Map.entry("time(3)", List.of(Duration.parse("PT-838H-59M-59S"), Duration.parse("PT838H59M59.999S"),
                    Duration.parse("PT-0.001S"), Duration.ZERO)),
            Map.entry("year", List.of(1901L, 2155L)));

    private static final List<String> LOBS = List.of("longtext", "varbinary(3000)", "longblob", "json", "point", "vector(2)");

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    protected OracleDialect dialect;
    protected Connection connection;

    protected abstract OracleDialect dialect();

    /** To a target without tables. */
    protected abstract Connection connect() throws SQLException;

    protected Names names() {
        return Names.upper();
    }

    @BeforeEach
    void open() throws SQLException {
        dialect = dialect();
        connection = connect();
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @Test
    void theCatalogGivesBackEveryTypeAsItWasPlanned() throws SQLException {
        for (String type : EDGES.keySet()) {
            TargetTable table = create(table("shop", "any " + type, List.of("id"), column("id", "int", false),
                    column("select", type, false)));
            assertEquals(table, dialect.describe(connection, table.schema(), table.name()));
        }
    }

    @Test
    void everyTypeKeepsItsEdgesThroughInsertAndMerge() throws SQLException {
        for (Map.Entry<String, List<Object>> type : EDGES.entrySet()) {
            TargetTable table = create(table("shop", type.getKey(), List.of("id"), column("id", "int", false),
                    column("v", type.getKey())));
            for (Object value : type.getValue()) {
                run(dialect.insert(table, table.columns()), table.columns(), 1L, value);
                assertSame(value, read(table, value.getClass()), type.getKey());
                run(dialect.merge(table, table.columns()), table.columns(), 1L, null);
                assertNull(read(table, value.getClass()), type.getKey());
                run(dialect.merge(table, table.columns()), table.columns(), 1L, value);
                assertSame(value, read(table, value.getClass()), type.getKey());
                assertEquals(1, run(dialect.delete(table), table.keyColumns(), 1L));
            }
        }
    }

    @Test
    void everyTypeThatIsNoLobCanBeTheKey() throws SQLException {
        for (Map.Entry<String, List<Object>> type : EDGES.entrySet()) {
            if (LOBS.contains(type.getKey())) {
                continue;
            }
            TargetTable table = create(table("keys", type.getKey(), List.of("v"), column("v", type.getKey(), false),
                    column("note", "varchar(10)")));
            for (Object value : type.getValue()) {
                assertEquals(1, run(dialect.merge(table, table.columns()), table.columns(), value, "a"), type.getKey());
                assertEquals(1, run(dialect.merge(table, table.columns()), table.columns(), value, "b"), type.getKey());
                assertEquals(List.of("b"), notes(table), type.getKey());
                assertEquals(1, run(dialect.delete(table), table.keyColumns(), value), type.getKey());
            }
        }
    }

    @Test
    void mergeInsertsWhatIsMissingAndOverwritesWhatIsThere() throws SQLException {
        TargetTable table = create(table("shop", "t", List.of("b", "a"), column("a", "int", false),
                column("b", "varchar(40)", false), column("note", "text")));
        run(dialect.merge(table, table.columns()), table.columns(), 1L, EMOJI, "first");
        run(dialect.merge(table, table.columns()), table.columns(), 2L, EMOJI, "other");
        run(dialect.merge(table, table.columns()), table.columns(), 1L, EMOJI, "second");
        assertEquals(List.of("other", "second"), notes(table));
        assertEquals(0, run(dialect.merge(table, table.keyColumns()), table.keyColumns(), EMOJI, 1L));
        assertEquals(1, run(dialect.delete(table), table.keyColumns(), EMOJI, 1L));
        assertEquals(List.of("other"), notes(table));
    }

    private static void assertSame(Object expected, Object actual, String type) {
        if (expected instanceof byte[] bytes) {
            assertArrayEquals(bytes, (byte[]) actual, type);
        } else {
            assertEquals(expected, actual, type);
        }
    }

    @Test
    void emptyTextBecomesNullAsInOracle() throws SQLException {
        TargetTable table = create(table("shop", "t", List.of("id"), column("id", "int", false),
                column("v", "varchar(3)", false)));
        run(dialect.merge(table, table.columns()), table.columns(), 1L, "");
        assertNull(read(table, String.class));
    }

    @Test
    void deleteChunkEmptiesATableStepByStep() throws SQLException {
        TargetTable table = create(table("shop", "t", List.of("id"), column("id", "int", false)));
        for (long id = 0; id < 25; id++) {
            run(dialect.insert(table, table.columns()), table.columns(), id);
        }
        List<Integer> deleted = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(dialect.deleteChunk(table))) {
            statement.setInt(1, 10);
            while (deleted.isEmpty() || deleted.get(deleted.size() - 1) > 0) {
                deleted.add(statement.executeUpdate());
            }
        }
        assertEquals(List.of(10, 10, 5, 0), deleted);
    }

    @Test
    void anIdentityGoesOnBehindWhatWasMigrated() throws SQLException {
        TargetTable table = create(table("shop", "numbered", List.of("id"), column("id", "bigint", false), column("v", "int")));
        execute("DROP TABLE " + dialect.quote(table.schema()) + ".NUMBERED");
        execute(dialect.ddl().createTable(table, Map.of("ID", dialect.ddl().identity()), ObjectNames.key(table, 30)));
        run(dialect.insert(table, table.columns()), table.columns(), 41L, 1L);
        execute(dialect.ddl().startIdentity(table, "ID", BigInteger.valueOf(42)));
        execute("INSERT INTO " + dialect.quote(table.schema()) + ".NUMBERED (V) VALUES (2)");
        List<Long> ids = new ArrayList<>();
        query(table, "\"ID\"", rows -> ids.add(rows.getLong(1)));
        assertEquals(List.of(41L, 42L), ids.stream().sorted().toList());
    }

    /** What a lane does with a batch that has a bad row in it, whatever the driver says of the rows around it. */
    @Test
    void aBatchThatIsRefusedIsTakenBackToItsSavepointAsAWhole() throws SQLException {
        TargetTable table = create(table("shop", "batched", List.of("id"), column("id", "int", false), column("note", "varchar(3)")));
        connection.setAutoCommit(false);
        run(dialect.merge(table, table.columns()), table.columns(), 1L, "one");
        Savepoint before = connection.setSavepoint();
        assertThrows(SQLException.class, () -> batch(table, List.of("two", "x".repeat(4), "six")));
        connection.rollback(before);
        batch(table, List.of("two", "ten"));
        connection.commit();
        connection.setAutoCommit(true);
        assertEquals(List.of("one", "ten", "two"), notes(table));
    }

    private void batch(TargetTable table, List<String> notes) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(dialect.merge(table, table.columns()))) {
            for (int i = 0; i < notes.size(); i++) {
                OracleDialect.set(statement, 1, 2 + i, dialect.sqlType(table.columns().get(0)));
                OracleDialect.set(statement, 2, notes.get(i), dialect.sqlType(table.columns().get(1))); // past the binder, which refuses it first
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    @Test
    void whatTheTargetRefusesIsToldApart() throws SQLException {
        TargetTable table = create(table("shop", "refusing", List.of("id"), column("id", "int", false), column("n", "int", false)));
        run(dialect.insert(table, table.columns()), table.columns(), 1L, 1L);
        assertEquals(Fault.DATA, Fault.of(assertThrows(SQLException.class, () -> run(dialect.insert(table, table.columns()), table.columns(), 1L, 1L))), "the key is there");
        assertEquals(Fault.DATA, Fault.of(assertThrows(SQLException.class, () -> run(dialect.insert(table, table.columns()), table.columns(), 2L, null))), "NOT NULL");
        assertEquals(Fault.SCHEMA, Fault.of(assertThrows(SQLException.class, () -> execute("DELETE FROM NO_SUCH_TABLE"))), "no table");
        assertEquals(Fault.SCHEMA, Fault.of(assertThrows(SQLException.class, () -> execute("UPDATE " + dialect.quote(table.schema()) + ".REFUSING SET NO_SUCH = 1"))), "no column");
    }

    protected final void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    protected final TargetTable create(SourceTable source) throws SQLException {
        return new TableCreation(dialect, TypeMapping.of(TargetFeatures.ORACLE_19C), names())
                .prepare(connection, List.of(source)).get(0);
    }

    protected final int run(String sql, List<TargetColumn> columns, Object... values) throws SQLException {
        OracleGrammar.assertParses(sql);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                TargetColumn column = columns.get(i);
                Object bindable = dialect.binder(column, ValuePolicies.DEFAULT, TargetFeatures.ORACLE_19C).bind(values[i]);
                OracleDialect.set(statement, i + 1, bindable, dialect.sqlType(column));
            }
            return statement.executeUpdate();
        }
    }

    private List<String> notes(TargetTable table) throws SQLException {
        List<String> notes = new ArrayList<>();
        query(table, "\"NOTE\"", rows -> notes.add(rows.getString(1)));
        return notes.stream().sorted().toList();
    }

    /** The one value, read back by JDBC as the class that was written. */
    protected final Object read(TargetTable table, Class<?> type) throws SQLException {
        List<Object> values = new ArrayList<>();
        query(table, dialect.quote(table.columns().get(1).name()), rows -> values.add(value(rows, type)));
        assertEquals(1, values.size());
        return values.get(0);
    }

    /** Oracle's driver gives texts and bytes of LOBs by these two. */
    private static Object value(ResultSet row, Class<?> type) throws SQLException {
        if (type == String.class) {
            return row.getString(1);
        }
        return type == byte[].class ? row.getBytes(1) : row.getObject(1, type);
    }

    private void query(TargetTable table, String column, Reader reader) throws SQLException {
        String sql = "SELECT " + column + " FROM " + dialect.quote(table.schema()) + "." + dialect.quote(table.name());
        try (PreparedStatement statement = connection.prepareStatement(sql); ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                reader.read(rows);
            }
        }
    }

    /** Reads the current row. */
    private interface Reader {
        void read(ResultSet row) throws SQLException;
    }
}
