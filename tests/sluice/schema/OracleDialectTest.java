package sluice.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OracleDialectTest {

    private static final List<String> TYPES = List.of("NUMBER(3)", "NUMBER(20)", "NUMBER(38,30)", "BINARY_FLOAT",
            "BINARY_DOUBLE", "VARCHAR2(1 CHAR)", "VARCHAR2(4000 CHAR)", "CLOB", "DATE", "TIMESTAMP(0)", "TIMESTAMP(6)",
            "TIMESTAMP(3) WITH TIME ZONE", "INTERVAL DAY(2) TO SECOND(0)", "INTERVAL DAY(2) TO SECOND(6)",
            "RAW(16)", "RAW(2000)", "BLOB", "NUMBER", "TIMESTAMP(6) WITH LOCAL TIME ZONE");
    private static final List<String> NAMES = List.of("ID", "ORDER", "DATE", "COMMENT", "A B", "N-1", "ÜBER", "1ST", "$X",
            "SELECT", "LEVEL", "ROWNUM", "T", "S", "VALUE#", "日付");

    private final OracleDialect dialect = new OracleDialect();
    private final TargetColumn id = new TargetColumn("ID", "NUMBER(19)", false);
    private final TargetColumn day = new TargetColumn("DAY", "DATE", false);
    private final TargetColumn note = new TargetColumn("NOTE", "VARCHAR2(10 CHAR)", true);
    private final TargetColumn took = new TargetColumn("TOOK", "INTERVAL DAY(2) TO SECOND(6)", true);
    private final TargetTable table = new TargetTable("SHOP", "ORDER", List.of(id, day, note, took), List.of("DAY", "ID"));

    @Test
    void createTableNamesTheKeyAndQuotesEverything() {
        assertEquals("""
                CREATE TABLE "SHOP"."ORDER" (
                  "ID" NUMBER(19) NOT NULL,
                  "DAY" DATE NOT NULL,
                  "NOTE" VARCHAR2(10 CHAR),
                  "TOOK" INTERVAL DAY(2) TO SECOND(6),
                  CONSTRAINT "ORDER_PK" PRIMARY KEY ("DAY", "ID"))""", Tables.create(dialect, table));
    }

    @Test
    void insertHasOneParameterAColumn() {
        assertEquals("INSERT INTO \"SHOP\".\"ORDER\" (\"ID\", \"DAY\", \"NOTE\", \"TOOK\")"
                + " VALUES (?, CAST(? AS DATE), ?, TO_DSINTERVAL(?))", dialect.insert(table, table.columns()));
    }

    /** DDL with these types is newer than the two grammars; what lanes send is not. */
    @Test
    void documentsAndVectorsAreBoundAsTheirTexts() {
        TargetTable newer = new TargetTable("SHOP", "T", List.of(id, new TargetColumn("DOC", "JSON", true),
                new TargetColumn("V", "VECTOR(3,FLOAT32)", true), new TargetColumn("B", "BOOLEAN", true)), List.of("ID"));
        String insert = dialect.insert(newer, newer.columns());
        assertTrue(insert.endsWith("VALUES (?, JSON(?), TO_VECTOR(?), ?)"), insert);
        OracleGrammar.assertParses(insert);
        OracleGrammar.assertParses(dialect.merge(newer, newer.columns()));
    }

    @Test
    void mergeComparesTheKeyAndSetsTheOthers() {
        assertEquals("MERGE INTO \"SHOP\".\"ORDER\" t USING (SELECT ? AS \"ID\", CAST(? AS DATE) AS \"DAY\", ? AS \"NOTE\""
                + " FROM DUAL) s ON (t.\"DAY\" = s.\"DAY\" AND t.\"ID\" = s.\"ID\")"
                + " WHEN MATCHED THEN UPDATE SET t.\"NOTE\" = s.\"NOTE\""
                + " WHEN NOT MATCHED THEN INSERT (\"ID\", \"DAY\", \"NOTE\") VALUES (s.\"ID\", s.\"DAY\", s.\"NOTE\")",
                dialect.merge(table, List.of(id, day, note)));
    }

    @Test
    void mergeOfKeyColumnsAloneUpdatesNothing() {
        assertTrue(dialect.merge(table, List.of(id, day)).contains("ON (t.\"DAY\" = s.\"DAY\" AND t.\"ID\" = s.\"ID\")"
                + " WHEN NOT MATCHED"));
    }

    @Test
    void mergeWithoutTheWholeKeyIsRefusedBecauseItWouldOverwriteOtherRows() {
        assertThrows(IllegalArgumentException.class, () -> dialect.merge(table, List.of(id, note)));
        TargetTable keyless = new TargetTable("S", "T", List.of(id), List.of());
        assertThrows(IllegalArgumentException.class, () -> dialect.merge(keyless, List.of(id)));
    }

    @Test
    void deleteTakesTheKeyInKeyOrder() {
        assertEquals("DELETE FROM \"SHOP\".\"ORDER\" WHERE \"DAY\" = CAST(? AS DATE) AND \"ID\" = ?", dialect.delete(table));
    }

    @Test
    void deleteChunkIsBoundedByItsParameter() {
        assertEquals("DELETE FROM \"SHOP\".\"ORDER\" WHERE ROWNUM <= ?", dialect.deleteChunk(table));
    }

    @Test
    void aQuoteInANameCannotEndTheName() {
        assertEquals("\"a\"\"; DROP TABLE x --\"", dialect.quote("a\"; DROP TABLE x --"));
    }

    @Test
    void keyNamesOfLongTablesFitAndDiffer() {
        String longName = "X".repeat(127);
        String first = keyName(longName + "A");
        String second = keyName(longName + "B");
        assertTrue(OracleDialect.isIdentifier(first, 128) && OracleDialect.isIdentifier(second, 128));
        assertTrue(!first.equals(second));
    }

    @Test
    void theUrlChoosesTheDialect() {
        assertEquals(OracleDialect.class, OracleDialect.of("jdbc:oracle:thin:@//db:1521/x").getClass());
        assertInstanceOf(H2Dialect.class, OracleDialect.of("jdbc:h2:tcp://localhost/x;MODE=Oracle"));
        assertThrows(IllegalArgumentException.class, () -> OracleDialect.of("jdbc:h2:mem:x"));
        assertThrows(IllegalArgumentException.class, () -> OracleDialect.of("jdbc:mysql://localhost/x"));
    }

    @Test
    void everyStatementAboutAnyTableIsOracleSql() {
        Random random = new Random(7);
        for (int i = 0; i < 60; i++) {
            TargetTable any = table(random);
            for (OracleDialect each : List.of(dialect, new H2Dialect())) {
                statements(each, any).forEach(OracleGrammar::assertParses);
            }
        }
    }

    @Test
    void everyQueryOfTheCatalogIsOracleSql() {
        for (OracleDialect each : List.of(dialect, new H2Dialect())) {
            List.of(each.schemaQuery(), each.columnsQuery(), each.keyQuery(), each.ddl().fillsQuery()).forEach(OracleGrammar::assertParses);
        }
    }

    private static List<String> statements(OracleDialect dialect, TargetTable table) {
        return List.of(Tables.create(dialect, table), dialect.insert(table, table.columns()),
                dialect.merge(table, table.columns()), dialect.merge(table, table.keyColumns()), dialect.delete(table),
                dialect.deleteChunk(table), dialect.dropKey(table), dialect.addKey(table),
                dialect.ddl().modifyDefault(table, table.key().get(0), "-1.50"));
    }

    private static TargetTable table(Random random) {
        List<String> names = new ArrayList<>(NAMES);
        Collections.shuffle(names, random);
        List<TargetColumn> columns = names.subList(0, 1 + random.nextInt(names.size())).stream()
                .map(name -> new TargetColumn(name, TYPES.get(random.nextInt(TYPES.size())), random.nextBoolean()))
                .toList();
        List<String> key = columns.subList(0, 1 + random.nextInt(Math.min(3, columns.size()))).stream()
                .map(TargetColumn::name).toList();
        return new TargetTable(NAMES.get(random.nextInt(NAMES.size())), NAMES.get(random.nextInt(NAMES.size())), columns, key);
    }

    private String keyName(String tableName) {
        String ddl = Tables.create(dialect, new TargetTable("S", tableName, List.of(id), List.of("ID")));
        return ddl.replaceAll("(?s).*CONSTRAINT \"|\" PRIMARY.*", "");
    }
}
