package sluice.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import sluice.sandbox.SharedServers;

/** The catalog of a real MySQL server, read with no more than the grants that Sluice's user has. */
class SourceCatalogIT {

    /** Every type that MySQL has and TypeMapping takes, as DDL writes it. */
    private static final List<String> TYPES = List.of("boolean", "tinyint", "tinyint unsigned", "smallint", "smallint unsigned",
            "mediumint", "mediumint unsigned", "int", "int unsigned", "bigint", "bigint unsigned", "decimal(10,2)",
            "decimal(38,0)", "decimal(38,30) unsigned", "float", "double", "char(3)", "varchar(1000)", "varchar(4000)",
            "varchar(5000)", "tinytext", "text", "mediumtext", "longtext", "enum('a','Bcd')", "set('a','bc')", "date",
            "datetime", "datetime(6)", "timestamp", "timestamp(3)", "time", "time(6)", "year");

    private static Connection admin;
    private static Connection reader;

    @BeforeAll
    static void tables() throws SQLException {
        admin = SharedServers.mysql().app().connect();
        run("DROP DATABASE IF EXISTS catalog_a", "DROP DATABASE IF EXISTS catalog_b",
                "CREATE DATABASE catalog_a", "CREATE DATABASE catalog_b",
                "CREATE TABLE catalog_a.orders (note varchar(20), Id bigint unsigned NOT NULL, day date NOT NULL,"
                        + " PRIMARY KEY (day, Id), UNIQUE (note))",
                "CREATE TABLE catalog_a.order_lines (a int NOT NULL, b int NOT NULL, c json)",
                "CREATE VIEW catalog_a.order_view AS SELECT * FROM catalog_a.orders",
                "CREATE TABLE catalog_b.`odd.name` (id int PRIMARY KEY)");
        StringBuilder ddl = new StringBuilder("CREATE TABLE catalog_b.types (id int PRIMARY KEY");
        for (int i = 0; i < TYPES.size(); i++) {
            ddl.append(", c").append(i).append(' ').append(TYPES.get(i)).append(" NULL");
        }
        run(ddl.append(')').toString());
        reader = SharedServers.mysql().sluice().connect();
    }

    @AfterAll
    static void close() throws SQLException {
        run("DROP DATABASE catalog_a", "DROP DATABASE catalog_b");
        admin.close();
        reader.close();
    }

    @Test
    void aUserWhoMayOnlySelectSeesTablesColumnsAndKeys() throws SQLException {
        SourceTable orders = tables(List.of("catalog_a"), List.of("catalog_a.orders"), Map.of()).get(0);
        assertEquals(new SourceTable(new TableId("catalog_a", "orders"), List.of(
                new SourceColumn("note", "varchar", "varchar(20)", 20L, null, null, true),
                new SourceColumn("Id", "bigint", "bigint unsigned", null, 20, 0, false),
                new SourceColumn("day", "date", "date", null, null, null, false)), List.of("day", "Id"), 0), orders);
    }

    @Test
    void allBaseTablesAreReadAndNoView() throws SQLException {
        assertEquals(List.of("catalog_a.order_lines", "catalog_a.orders", "catalog_b.odd.name", "catalog_b.types"),
                names(List.of("catalog_b", "catalog_a"), List.of()));
    }

    @Test
    void includeTakesWildcardsAndNothingElse() throws SQLException {
        assertEquals(List.of("catalog_a.order_lines", "catalog_a.orders"), names(List.of("catalog_a"), List.of("catalog_a.ord*s")));
        assertEquals(List.of("catalog_b.odd.name"), names(List.of("catalog_b"), List.of("*.odd.*")));
        assertEquals(List.of("catalog_b.types"), names(List.of("catalog_a", "catalog_b"), List.of("catalog_b.t*")));
    }

    @Test
    void everyNameThatTheServerDoesNotKnowIsTold() {
        assertEquals(List.of("Database catalog_x is not there, or source.user may not see it: correct source.databases, or grant"
                + " SELECT on it"), problems(List.of("catalog_a", "catalog_x"), List.of(), Map.of()));
        List<String> unmatched = problems(List.of("catalog_a"), List.of("catalog_a.orders", "catalog_a.order", "catalog_b.*"),
                Map.of());
        assertEquals(2, unmatched.size());
        assertTrue(unmatched.get(0).startsWith("catalog_a.order in source.tables matches no table"), unmatched.get(0));
        assertTrue(unmatched.get(1).startsWith("catalog_b.* in source.tables matches no table"), unmatched.get(1));
        assertEquals(2, problems(List.of("catalog_a"), List.of(),
                Map.of("catalog_a.orders", List.of("idd"), "catalog_a.lines", List.of("a"))).size());
    }

    @Test
    void namedKeyColumnsTakeThePlaceOfThePrimaryKey() throws SQLException {
        Map<String, List<String>> keys = Map.of("catalog_a.order_lines", List.of("B", "a"), "catalog_a.orders", List.of("id"));
        List<SourceTable> tables = tables(List.of("catalog_a"), List.of(), keys);
        assertEquals(List.of("b", "a"), tables.get(0).key());
        assertEquals(List.of("Id"), tables.get(1).key());
    }

    @Test
    void everyTypeOfTheServerIsMapped() throws SQLException {
        TargetTable planned = new TargetTables(new OracleDialect(), TypeMapping.of(TargetFeatures.ORACLE_19C), null)
                .plan(tables(List.of("catalog_b"), List.of("catalog_b.types"), Map.of()).get(0));
        assertEquals(List.of("NUMBER(10)", "NUMBER(3)", "NUMBER(3)", "NUMBER(3)", "NUMBER(5)", "NUMBER(5)", "NUMBER(7)",
                "NUMBER(8)", "NUMBER(10)", "NUMBER(10)", "NUMBER(19)", "NUMBER(20)", "NUMBER(10,2)", "NUMBER(38)",
                "NUMBER(38,30)", "BINARY_FLOAT", "BINARY_DOUBLE", "VARCHAR2(3 CHAR)", "VARCHAR2(1000 CHAR)",
                "VARCHAR2(4000 CHAR)", "CLOB", "CLOB", "CLOB", "CLOB", "CLOB", "VARCHAR2(3 CHAR)", "VARCHAR2(4 CHAR)", "DATE",
                "TIMESTAMP(0)", "TIMESTAMP(6)", "TIMESTAMP(0) WITH TIME ZONE", "TIMESTAMP(3) WITH TIME ZONE",
                "INTERVAL DAY(2) TO SECOND(0)", "INTERVAL DAY(2) TO SECOND(6)", "NUMBER(4)"),
                planned.columns().stream().map(TargetColumn::type).toList());
        OracleGrammar.assertParses(new OracleDialect().createTable(planned));
    }

    private static List<SourceTable> tables(List<String> databases, List<String> include, Map<String, List<String>> keys)
            throws SQLException {
        return new SourceCatalog(reader).tables(databases, include, keys);
    }

    private static List<String> names(List<String> databases, List<String> include) throws SQLException {
        return tables(databases, include, Map.of()).stream().map(table -> table.id().toString()).toList();
    }

    private static List<String> problems(List<String> databases, List<String> include, Map<String, List<String>> keys) {
        return assertThrows(SchemaProblems.class, () -> tables(databases, include, keys)).problems();
    }

    private static void run(String... statements) throws SQLException {
        try (Statement statement = admin.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
