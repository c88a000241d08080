package sluice.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sluice.schema.source.SourceColumn;
import sluice.schema.source.SourceTable;

/** What a changed table asks of its target, asked of a real table with a row in it: each statement runs, and asking again finds that it fits. */
class AlterationTest {

    private static final SourceColumn ID = Tables.column("id", "bigint", false);

    private final OracleDialect dialect = new H2Dialect();
    private final TargetTables planner = new TargetTables(dialect, TypeMapping.of(TargetFeatures.ORACLE_19C), Names.upper());
    private Connection target;

    @BeforeEach
    void open() throws SQLException {
        target = DriverManager.getConnection("jdbc:h2:mem:;MODE=Oracle");
        execute("CREATE SCHEMA DB");
    }

    @AfterEach
    void close() throws SQLException {
        target.close();
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = target.createStatement()) {
            statement.execute(sql);
        }
    }

    private static SourceTable table(SourceColumn... others) {
        SourceColumn[] columns = new SourceColumn[others.length + 1];
        columns[0] = ID;
        System.arraycopy(others, 0, columns, 1, others.length);
        return Tables.table("db", "t", List.of("id"), columns);
    }

    private void create(SourceTable table) throws SQLException {
        execute(Tables.create(dialect, planner.plan(table)));
        execute("INSERT INTO DB.T (ID) VALUES (1)");
    }

    private Alteration ask(SourceTable before, SourceTable after, Map<String, String> defaults) throws SQLException {
        return Alteration.of(dialect, Names.upper(), new Alteration.Plan(before, before == null ? null : planner.plan(before)),
                new Alteration.Plan(after, planner.plan(after)), defaults, dialect.describe(target, "DB", "T"));
    }

    /** Runs what may be run, and asks again: nothing is left. */
    private List<String> follow(SourceTable before, SourceTable after, Map<String, String> defaults) throws SQLException {
        Alteration alteration = ask(before, after, defaults);
        assertEquals(List.of(), alteration.obstacles());
        for (String sql : alteration.statements()) {
            OracleGrammar.assertParses(sql);
            execute(sql);
        }
        Alteration again = ask(before, after, defaults);
        assertEquals(List.of(), again.obstacles());
        assertEquals(List.of(), again.statements(), "a second look, as after a crash, asks for nothing");
        return alteration.statements();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            int | bigint | NUMBER(19)
            int unsigned | bigint unsigned | NUMBER(20)
            decimal(10,2) | decimal(12,2) | NUMBER(12,2)
            decimal(10,2) | decimal(10,4) | NUMBER(12,4)
            decimal(10,2) | decimal(38,4) | NUMBER(38,4)
            varchar(10) | varchar(200) | VARCHAR2(200 CHAR)
            char(10) | varchar(20) | VARCHAR2(20 CHAR)
            enum('a') | enum('a','long') | VARCHAR2(4 CHAR)
            datetime(3) | datetime(6) | TIMESTAMP(6)
            timestamp | timestamp(6) | TIMESTAMP(6) WITH TIME ZONE
            time | time(3) | INTERVAL DAY(2) TO SECOND(3)
            varbinary(5) | varbinary(9) | RAW(9)
            """)
    void aWiderColumnIsWidened(String before, String after, String type) throws SQLException {
        SourceTable old = table(Tables.column("c", before));
        create(old);
        List<String> statements = follow(old, table(Tables.column("c", after)), Map.of());
        assertEquals(List.of("ALTER TABLE \"DB\".\"T\" MODIFY (\"C\" " + type + ")"), statements);
        assertEquals(type, dialect.describe(target, "DB", "T").column("C").type().replace("VARBINARY", "RAW"));
    }

    @Test
    void whatTheTargetHoldsAlreadyIsLeftAsItIs() throws SQLException {
        SourceTable old = table(Tables.column("c", "text"), Tables.column("d", "varchar(5)"));
        create(old);
        execute("ALTER TABLE DB.T MODIFY (D VARCHAR2(100 CHAR))");
        assertEquals(List.of(), follow(old, table(Tables.column("c", "longtext"), Tables.column("d", "varchar(50)")), Map.of()));
    }

    @Test
    void aColumnThatIsWiderAndAllowsNullNow() throws SQLException {
        SourceTable old = table(Tables.column("c", "int", true));
        create(old);
        execute("UPDATE DB.T SET C = 1");
        execute("ALTER TABLE DB.T MODIFY (C NOT NULL)");
        SourceTable before = table(Tables.column("c", "int", false));
        assertEquals(2, follow(before, table(Tables.column("c", "bigint", true)), Map.of()).size());
        assertTrue(dialect.describe(target, "DB", "T").column("C").nullable());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            int | true | NULL | NULL
            int | true | 5 | 5
            int | false | -7 | -7
            decimal(5,2) | false | 1.50 | 1.50
            varchar(9) | true | x y | x y
            varchar(9) | false | NULL | NULL
            datetime | false | 2020-01-02 03:04:05 | 2020-01-02 03:04:05
            date | true | 2020-01-02 | 2020-01-02 00:00:00
            text | false | NULL | NULL
            double | true | 1.5 | 1.5
            """)
    void anAddedColumnHasTheSourcesValueInTheRowsThatAreThere(String type, boolean nullable, String constant, String value) throws SQLException {
        SourceTable old = table();
        create(old);
        Map<String, String> defaults = constant.equals("NULL") ? Map.of() : Map.of("c", constant);
        assertEquals(1, follow(old, table(Tables.column("c", type, nullable)), defaults).size());
        try (Statement statement = target.createStatement(); ResultSet row = statement.executeQuery("SELECT C FROM DB.T")) {
            row.next();
            assertEquals(value, row.getString(1) == null ? "NULL" : row.getString(1));
        }
    }

    /** Values that only the source knows. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            int | false | NULL
            datetime | false | NULL
            timestamp | true | 2020-01-02 03:04:05
            datetime | true | 0000-00-00 00:00:00
            varchar(9) | true | it''s
            time | true | 10:00:00
            bit(3) | true | 101
            """)
    void anAddedColumnWithoutAConstantThatMeansTheSameOnBothSidesWaits(String type, boolean nullable, String constant) throws SQLException {
        SourceTable old = table();
        create(old);
        Map<String, String> defaults = constant.equals("NULL") ? Map.of() : Map.of("c", constant);
        Alteration alteration = ask(old, table(Tables.column("c", type, nullable)), defaults);
        assertEquals(1, alteration.obstacles().size());
        assertEquals(List.of(), alteration.statements());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            bigint | int | column c was bigint and is int
            varchar(20) | int | column c was varchar(20) and is int
            datetime(6) | datetime | column c was datetime(6) and is datetime
            datetime | timestamp | column c was datetime and is timestamp
            varchar(20) | text | column C is VARCHAR2(20 CHAR) in DB.T and cannot be altered to hold text: make it CLOB
            float | double | column c was float and is double
            """)
    void aNarrowedOrRetypedColumnWaits(String before, String after, String reason) throws SQLException {
        SourceTable old = table(Tables.column("c", before));
        create(old);
        Alteration alteration = ask(old, table(Tables.column("c", after)), Map.of());
        assertEquals(1, alteration.obstacles().size());
        assertTrue(alteration.obstacles().get(0).startsWith(reason), alteration.obstacles().get(0));
    }

    @Test
    void aRetypedColumnGoesOnWhenTheTargetWasRetyped() throws SQLException {
        SourceTable old = table(Tables.column("c", "int"));
        SourceTable now = table(Tables.column("c", "varchar(20)"));
        create(old);
        execute("ALTER TABLE DB.T MODIFY (C VARCHAR2(20 CHAR))");
        assertEquals(List.of(), follow(old, now, Map.of()));
    }

    @Test
    void aDroppedColumnWaitsUntilTheTargetHasItNoMoreAndTheRestOfTheStatementWithIt() throws SQLException {
        SourceTable old = table(Tables.column("c", "int"));
        SourceTable now = table(Tables.column("d", "int"));
        create(old);
        Alteration alteration = ask(old, now, Map.of());
        assertEquals(List.of("column c is not there any more: rename C in DB.T if the source renamed it, else drop it"), alteration.obstacles());
        execute("ALTER TABLE DB.T RENAME COLUMN C TO D");
        assertEquals(List.of(), follow(old, now, Map.of()));
    }

    @Test
    void anotherKeyWaits() throws SQLException {
        SourceTable old = table(Tables.column("c", "int", false));
        create(table(Tables.column("c", "int")));
        execute("UPDATE DB.T SET C = 1");
        execute("ALTER TABLE DB.T MODIFY (C NOT NULL)");
        SourceTable now = old.withKey(List.of("id", "c"));
        assertEquals(List.of("the source's key is [ID, C], that of DB.T is [ID]: give it the same primary key"), ask(old, now, Map.of()).obstacles());
        execute("ALTER TABLE DB.T DROP PRIMARY KEY");
        execute("ALTER TABLE DB.T ADD PRIMARY KEY (ID, C)");
        assertEquals(List.of(), follow(old, now, Map.of()));
    }

    /** A backlog from a time of which nothing is known: only what the rows need is asked. */
    @Test
    void withoutAnOldStructureTheTargetHasToHoldTheNewOne() throws SQLException {
        create(table(Tables.column("c", "int"), Tables.column("extra", "int")));
        assertEquals(1, follow(null, table(Tables.column("c", "bigint")), Map.of()).size());
    }
}
