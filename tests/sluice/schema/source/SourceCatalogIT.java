package sluice.schema.source;

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
import sluice.sandbox.Login;
import sluice.sandbox.SharedServers;
import sluice.schema.Names;
import sluice.schema.OracleDialect;
import sluice.schema.OracleGrammar;
import sluice.schema.SchemaProblems;
import sluice.schema.TableId;
import sluice.schema.Tables;
import sluice.schema.TargetColumn;
import sluice.schema.TargetFeatures;
import sluice.schema.TargetTable;
import sluice.schema.TargetTables;
import sluice.schema.TypeMapping;

/** The catalog of a real MySQL server, read with no more than the grants that Sluice's user has. */
class SourceCatalogIT {

    /** Every type that MySQL has and TypeMapping takes, as DDL writes it. */
    private static final List<String> TYPES = List.of("boolean", "tinyint", "tinyint unsigned", "smallint", "smallint unsigned",
            "mediumint", "mediumint unsigned", "int", "int unsigned", "bigint", "bigint unsigned", "decimal(10,2)",
            "decimal(38,0)", "decimal(38,30) unsigned", "float", "double", "char(3)", "varchar(1000)", "varchar(4000)",
            "varchar(5000)", "tinytext", "text", "mediumtext", "longtext", "enum('a','Bcd')", "set('a','bc')", "date",
            "datetime", "datetime(6)", "timestamp", "timestamp(3)", "time", "time(6)", "year");

    private static final String[] RICH = {
        "DROP DATABASE IF EXISTS catalog_c", "CREATE DATABASE catalog_c COLLATE utf8mb4_bin",
        "CREATE TABLE catalog_c.parent (id bigint unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY, code varchar(20))"
                + " COMMENT='the parents' AUTO_INCREMENT=77",
        """
        CREATE TABLE catalog_c.child (a int NOT NULL,
          b char(3) CHARACTER SET latin1 COLLATE latin1_bin NOT NULL DEFAULT 'x''y' COMMENT 'It''s b', parent_id bigint unsigned,
          changed datetime(3) DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3),
          u varchar(40) DEFAULT (concat(uuid(), '''')), v int GENERATED ALWAYS AS (a * 2) VIRTUAL,
          g varchar(20) GENERATED ALWAYS AS (concat(b, '-', a)) STORED, t text, place point NOT NULL SRID 4326,
          PRIMARY KEY (b, a), KEY par (parent_id) COMMENT 'c' INVISIBLE, UNIQUE KEY pref (t(10), b DESC),
          KEY fx ((a + 1), (lower(b)) DESC), FULLTEXT KEY ft (t), SPATIAL KEY sp (place),
          CONSTRAINT fk1 FOREIGN KEY (parent_id) REFERENCES parent (id) ON DELETE CASCADE,
          CONSTRAINT chk1 CHECK (a > 0 AND b IN ('x', 'y\\'z')), CONSTRAINT chk2 CHECK (a < 100) NOT ENFORCED)""",
        "CREATE TABLE catalog_c.part (id int NOT NULL, y int NOT NULL, PRIMARY KEY (id, y)) PARTITION BY RANGE (y)"
                + " SUBPARTITION BY HASH (id) SUBPARTITIONS 2 (PARTITION p0 VALUES LESS THAN (10), PARTITION p1 VALUES LESS THAN"
                + " MAXVALUE)",
        "CREATE VIEW catalog_c.vw AS SELECT id FROM catalog_c.parent",
        "CREATE TRIGGER catalog_c.trg BEFORE INSERT ON catalog_c.parent FOR EACH ROW SET NEW.code = UPPER(NEW.code)",
        "CREATE FUNCTION catalog_c.fn(a int) RETURNS int DETERMINISTIC NO SQL RETURN a",
        "CREATE EVENT catalog_c.ev ON SCHEDULE EVERY 1 DAY DISABLE DO SELECT 1",
        "CREATE USER IF NOT EXISTS catalog_select IDENTIFIED BY 'pw'", "GRANT SELECT ON catalog_c.* TO catalog_select"};

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
        run(RICH);
        StringBuilder ddl = new StringBuilder("CREATE TABLE catalog_b.types (id int PRIMARY KEY");
        for (int i = 0; i < TYPES.size(); i++) {
            ddl.append(", c").append(i).append(' ').append(TYPES.get(i)).append(" NULL");
        }
        run(ddl.append(')').toString());
        reader = SharedServers.mysql().sluice().connect();
    }

    @AfterAll
    static void close() throws SQLException {
        run("DROP DATABASE catalog_a", "DROP DATABASE catalog_b", "DROP DATABASE catalog_c", "DROP USER catalog_select");
        admin.close();
        reader.close();
    }

    @Test
    void columnsAreReadWithWhatTheServerPutsIntoThem() throws SQLException {
        SourceTable rich = tables(List.of("catalog_c"), List.of("catalog_c.child"), Map.of()).get(0);
        assertEquals(List.of("b", "a"), rich.key());
        assertEquals(new SourceColumn("b", "char", "char(3)", 3L, null, null, false,
                new ColumnFill("x'y", false, false, null, null, false), "latin1", "latin1_bin", null, "It's b"), rich.column("b"));
        assertEquals(new ColumnFill("CURRENT_TIMESTAMP(3)", true, false, "CURRENT_TIMESTAMP(3)", null, false),
                rich.column("changed").fill());
        assertEquals(new ColumnFill("concat(uuid(),_utf8mb4'\\'')", true, false, null, null, false), rich.column("u").fill());
        assertEquals(new ColumnFill(null, false, false, null, "concat(`b`,_utf8mb4'-',`a`)", true), rich.column("g").fill());
        assertEquals(new ColumnFill(null, false, false, null, "(`a` * 2)", false), rich.column("v").fill());
        assertEquals(4326, rich.column("place").srid());
        assertEquals("utf8mb4_bin", rich.options().collation());
    }

    @Test
    void tablesAreReadWithTheirOptions() throws SQLException {
        List<SourceTable> tables = tables(List.of("catalog_c"), List.of(), Map.of());
        TableOptions parent = tables.get(1).options();
        assertEquals("InnoDB", parent.engine());
        assertEquals("the parents", parent.comment());
        assertEquals(77, parent.nextAutoIncrement().intValue());
        assertTrue(tables.get(1).column("id").fill().autoIncrement());
        assertEquals("RANGE (`y`), HASH (`id`)", tables.get(2).options().partitioning());
    }

    @Test
    void indexesAreReadWithPrefixesExpressionsAndDirections() throws SQLException {
        SourceTable rich = tables(List.of("catalog_c"), List.of("catalog_c.child"), Map.of()).get(0);
        assertEquals(List.of(
                new SourceIndex("ft", false, "FULLTEXT", true, List.of(part("t", null)), ""),
                new SourceIndex("fx", false, "BTREE", true, List.of(new SourceIndex.Part(null, "(`a` + 1)", null, false),
                        new SourceIndex.Part(null, "lower(`b`)", null, true)), ""),
                new SourceIndex("par", false, "BTREE", false, List.of(part("parent_id", null)), "c"),
                new SourceIndex("pref", true, "BTREE", true, List.of(part("t", 10), new SourceIndex.Part("b", null, null, true)), ""),
                new SourceIndex("sp", false, "SPATIAL", true, List.of(part("place", null)), "")), rich.secondaryIndexes());
        assertEquals(List.of("b", "a"), rich.indexes().stream().filter(SourceIndex::isPrimary).findFirst().orElseThrow().columns());
    }

    @Test
    void constraintsAreReadAlsoByAUserWhoHasNothingButSelect() throws SQLException {
        try (Connection select = login("catalog_select").connect()) {
            for (Connection user : List.of(reader, select)) {
                SourceTable rich = new SourceCatalog(user).tables(List.of("catalog_c"), List.of("catalog_c.child"), Map.of()).get(0);
                assertEquals(List.of(new ForeignKey("fk1", List.of("parent_id"), new TableId("catalog_c", "parent"), List.of("id"),
                        "CASCADE", "NO ACTION")), rich.foreignKeys());
                assertEquals(List.of(new CheckConstraint("chk1", "((`a` > 0) and (`b` in (_utf8mb4'x',_utf8mb4'y\\'z')))", true),
                        new CheckConstraint("chk2", "(`a` < 100)", false)), rich.checks());
            }
        }
    }

    @Test
    void whatIsNotMigratedIsListedAndWhatIsHiddenIsTold() throws SQLException {
        SourceObjects all = new SourceCatalog(admin).objects(List.of("catalog_c"));
        assertEquals(List.of(new SourceObjects.Trigger(new TableId("catalog_c", "parent"), "trg", "BEFORE", "INSERT",
                "SET NEW.code = UPPER(NEW.code)")), all.triggers());
        assertEquals(List.of(new SourceObjects.Routine("catalog_c", "fn", "FUNCTION"),
                new SourceObjects.Routine("catalog_c", "ev", "EVENT")), all.routines());
        assertTrue(all.views().get(0).definition().startsWith("select"), all.views().toString());
        assertEquals(List.of(), all.unseen());

        SourceObjects some = new SourceCatalog(reader).objects(List.of("catalog_c"));
        assertEquals(List.of(new SourceObjects.View(new TableId("catalog_c", "vw"), "")), some.views());
        assertEquals(List.of(), some.triggers());
        assertEquals(List.of("EVENT", "SHOW VIEW", "TRIGGER"),
                some.unseen().stream().map(SourceObjects.Unseen::privilege).toList());
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
        TargetTable planned = new TargetTables(new OracleDialect(), TypeMapping.of(TargetFeatures.ORACLE_19C), Names.upper())
                .plan(tables(List.of("catalog_b"), List.of("catalog_b.types"), Map.of()).get(0));
        assertEquals(List.of("NUMBER(10)", "NUMBER(3)", "NUMBER(3)", "NUMBER(3)", "NUMBER(5)", "NUMBER(5)", "NUMBER(7)",
                "NUMBER(8)", "NUMBER(10)", "NUMBER(10)", "NUMBER(19)", "NUMBER(20)", "NUMBER(10,2)", "NUMBER(38)",
                "NUMBER(38,30)", "BINARY_FLOAT", "BINARY_DOUBLE", "VARCHAR2(3 CHAR)", "VARCHAR2(1000 CHAR)",
                "VARCHAR2(4000 CHAR)", "CLOB", "CLOB", "CLOB", "CLOB", "CLOB", "VARCHAR2(3 CHAR)", "VARCHAR2(4 CHAR)", "DATE",
                "TIMESTAMP(0)", "TIMESTAMP(6)", "TIMESTAMP(0) WITH TIME ZONE", "TIMESTAMP(3) WITH TIME ZONE",
                "INTERVAL DAY(2) TO SECOND(0)", "INTERVAL DAY(2) TO SECOND(6)", "NUMBER(4)"),
                planned.columns().stream().map(TargetColumn::type).toList());
        OracleGrammar.assertParses(Tables.create(new OracleDialect(), planned));
    }

    private static SourceIndex.Part part(String column, Integer prefix) {
        return new SourceIndex.Part(column, null, prefix, false);
    }

    private static Login login(String user) {
        return new Login(SharedServers.mysql().app().url(), user, "pw");
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
