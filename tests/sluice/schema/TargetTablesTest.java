package sluice.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static sluice.schema.Tables.column;
import static sluice.schema.Tables.table;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sluice.schema.ddl.TableCreation;
import sluice.schema.source.SourceTable;

class TargetTablesTest {

    private static final SourceTable ORDERS = table("shop", "orders", List.of("id"),
            column("id", "bigint", false), column("total", "decimal(10,2)", false), column("note", "varchar(20)", false),
            column("at", "datetime(3)"));

    private static final TypeMapping TYPES = TypeMapping.of(TargetFeatures.ORACLE_19C);

    private final OracleDialect dialect = new H2Dialect();
    private final TargetTables tables = new TargetTables(dialect, TYPES, Names.upper());
    private final TableCreation creation = new TableCreation(dialect, TYPES, Names.upper());
    private Connection target;

    @BeforeEach
    void open() throws SQLException {
        target = DriverManager.getConnection("jdbc:h2:mem:;MODE=Oracle");
    }

    @AfterEach
    void close() throws SQLException {
        target.close();
    }

    @Test
    void planFoldsNamesAndPutsEachDatabaseIntoItsSchema() {
        assertEquals(new TargetTable("SHOP", "ORDERS", List.of(
                new TargetColumn("ID", "NUMBER(19)", false), new TargetColumn("TOTAL", "NUMBER(10,2)", false),
                new TargetColumn("NOTE", "VARCHAR2(20 CHAR)", true), new TargetColumn("AT", "TIMESTAMP(3)", true)),
                List.of("ID")), tables.plan(ORDERS));
        assertEquals("APP", new TargetTables(dialect, TYPES, Names.of("upper", "app")).plan(ORDERS).schema());
        assertEquals("SHOP", new TargetTables(dialect, TYPES, Names.of("upper", " ")).plan(ORDERS).schema());
    }

    @Test
    void planListsAllProblemsOfAllTables() {
        List<String> problems = assertThrows(SchemaProblems.class, () -> new TargetTables(dialect, TYPES, Names.of("upper", "app")).plan(List.of(
                ORDERS,
                table("old", "ORDERS", List.of("id"), column("id", "int", false)),
                table("shop", "events", List.of(), column("a", "inet6"), column("b", "decimal(40,1)")),
                table("shop", "x".repeat(64) + "日".repeat(22), List.of("k"), column("k", "int", true)),
                table("shop", "twice", List.of("größe"), column("größe", "int", false), column("GRÖSSE", "int"),
                        column("quo\"te", "int"))))).problems();

        assertEquals(8, problems.size(), problems.toString());
        assertTrue(problems.get(0).startsWith("shop.orders and old.ORDERS would both become APP.ORDERS"), problems.get(0));
        assertTrue(problems.get(1).startsWith("shop.events: it has no primary key"), problems.get(1));
        assertTrue(problems.get(2).startsWith("shop.events, column a: inet6 is a type"), problems.get(2));
        assertTrue(problems.get(3).startsWith("shop.events, column b: decimal(40,1) has more than"), problems.get(3));
        assertTrue(problems.get(4).contains("Oracle cannot have a table named"), problems.get(4));
        assertTrue(problems.get(5).contains("key column k allows NULL"), problems.get(5));
        assertTrue(problems.get(6).contains("columns größe and GRÖSSE would both become GRÖSSE"), problems.get(6));
        assertTrue(problems.get(7).contains("Oracle cannot have a column named QUO\"TE"), problems.get(7));
    }

    @Test
    void prepareCreatesWhatIsMissingAndIsRepeatable() throws SQLException {
        List<TargetTable> created = creation.prepare(target, List.of(ORDERS));
        assertEquals(tables.plan(List.of(ORDERS)), created);
        assertEquals(created, creation.prepare(target, List.of(ORDERS)));
        assertEquals(created.get(0), dialect.describe(target, "SHOP", "ORDERS"));
    }

    @Test
    void aWiderTableWithExtraNullableColumnsFitsAndIsGivenBackAsItIs() throws SQLException {
        run("CREATE SCHEMA SHOP");
        run("CREATE TABLE SHOP.ORDERS (EXTRA DATE, ID NUMBER(38) PRIMARY KEY, TOTAL NUMBER(14,4),"
                + " NOTE CLOB NOT NULL, AT TIMESTAMP(6))");
        TargetTable actual = creation.prepare(target, List.of(ORDERS)).get(0);
        assertEquals(List.of("EXTRA", "ID", "TOTAL", "NOTE", "AT"),
                actual.columns().stream().map(TargetColumn::name).toList());
        assertEquals("NUMBER(38)", actual.column("ID").type());
    }

    @Test
    void aTableThatDoesNotFitIsRefusedWithAllDifferencesAndNothingIsCreated() throws SQLException {
        run("CREATE SCHEMA SHOP");
        run("CREATE TABLE SHOP.ORDERS (ID NUMBER(10) NOT NULL, TOTAL NUMBER(10,2), AT TIMESTAMP(3) NOT NULL,"
                + " REGION NUMBER(3) NOT NULL, PRIMARY KEY (REGION, ID))");
        SourceTable other = table("other", "t", List.of("id"), column("id", "int", false));

        SchemaProblems refused = assertThrows(SchemaProblems.class, () -> creation.prepare(target, List.of(other, ORDERS)));

        String prefix = "SHOP.ORDERS, which exists and is to take shop.orders: ";
        assertEquals(List.of(
                prefix + "column ID is NUMBER(10) and does not hold bigint: make it NUMBER(19)",
                prefix + "column NOTE is missing: add it as VARCHAR2(20 CHAR)",
                prefix + "column AT is NOT NULL, the source's is not: allow NULL",
                prefix + "column REGION is NOT NULL and the source has no such column: allow NULL",
                prefix + "its primary key is [REGION, ID], the source's key is [ID]: give it that key, or name the same columns as the"
                        + " source's key"),
                refused.problems());
        assertFalse(dialect.schemaExists(target, "OTHER"));
        assertNull(dialect.describe(target, "OTHER", "T"));
    }

    /** In their order as they stand: the key first, since its columns cannot be NULL before. */
    @Test
    void theRemediesMakeATableFitThatHadAnotherKey() throws SQLException {
        run("CREATE SCHEMA SHOP");
        run("CREATE TABLE SHOP.ORDERS (ID NUMBER(10) NOT NULL, TOTAL NUMBER(10,2), AT TIMESTAMP(3) NOT NULL,"
                + " REGION NUMBER(3) NOT NULL, CONSTRAINT ORDERS_PK PRIMARY KEY (REGION, ID))");
        TargetTable planned = tables.plan(ORDERS);
        List<TableDifference> differences = new ArrayList<>(tables.differences(ORDERS, planned, dialect.describe(target, "SHOP", "ORDERS")));
        differences.sort(Comparator.comparing(difference -> String.valueOf(difference.column()), Comparator.comparing("null"::equals).reversed()));
        for (TableDifference difference : differences) {
            for (String sql : difference.remedy()) {
                OracleGrammar.assertParses(sql);
                run(sql);
            }
        }
        assertEquals(List.of(), tables.differences(ORDERS, planned, dialect.describe(target, "SHOP", "ORDERS")));
    }

    @Test
    void aTableWithoutAKeyMayHaveADisabledOne() throws SQLException {
        run("CREATE SCHEMA SHOP");
        run("CREATE TABLE SHOP.ORDERS (ID NUMBER(19) NOT NULL, TOTAL NUMBER(10,2), NOTE VARCHAR2(20 CHAR), AT TIMESTAMP(3))");
        TableDifference only = tables.differences(ORDERS, tables.plan(ORDERS), dialect.describe(target, "SHOP", "ORDERS")).get(0);
        assertEquals(List.of("-- if it has a disabled one, first: ALTER TABLE \"SHOP\".\"ORDERS\" DROP PRIMARY KEY",
                "ALTER TABLE \"SHOP\".\"ORDERS\" ADD CONSTRAINT \"ORDERS_PK\" PRIMARY KEY (\"ID\")"), only.remedy());
    }

    @Test
    void aSchemaThatOnlyAnAdministratorCanCreateIsNamedWithTheRemedy() {
        OracleDialect withoutSchemas = new H2Dialect() {
            @Override
            public java.util.Optional<String> createSchema(String schema) {
                return java.util.Optional.empty();
            }
        };
        String problem = assertThrows(SchemaProblems.class,
                () -> new TableCreation(withoutSchemas, TYPES, Names.upper()).prepare(target, List.of(ORDERS))).getMessage();
        assertTrue(problem.startsWith("Schema SHOP is missing in the target: have its administrator create"), problem);
    }

    @Test
    void aTableThatAnotherProcessCreatesMeanwhileIsTaken() throws SQLException {
        OracleDialect late = new H2Dialect() {
            private boolean first = true;

            @Override
            public TargetTable describe(Connection connection, String schema, String table) throws SQLException {
                if (first) {
                    first = false;
                    run("CREATE SCHEMA SHOP");
                    run(creation.createTable(ORDERS, tables.plan(ORDERS)));
                    return null;
                }
                return super.describe(connection, schema, table);
            }
        };
        assertEquals(tables.plan(List.of(ORDERS)), new TableCreation(late, TYPES, Names.upper()).prepare(target, List.of(ORDERS)));
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = target.createStatement()) {
            statement.execute(sql);
        }
    }
}
