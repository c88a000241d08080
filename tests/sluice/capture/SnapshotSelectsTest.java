package sluice.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import sluice.schema.TableId;
import sluice.schema.source.SourceColumn;
import sluice.schema.source.SourceTable;

class SnapshotSelectsTest {

    private static final String KEY = "snapshot.select.statement.overrides";

    private final Properties engine = new Properties();

    @Test
    void floatsAndYearsAreSelectedAsWhatKeepsThem() {
        SnapshotSelects.add(engine, List.of(table("a", "int", "float", "year"), table("b", "int", "double")));
        assertEquals("shop.a", engine.getProperty(KEY));
        assertEquals("SELECT `int`, `float` + 0E0 AS `float`, CAST(IF(`year` = 0, 1900, `year`) AS SIGNED) AS `year` FROM `shop`.`a`",
                engine.getProperty(KEY + ".shop.a"));
    }

    /** Those whose characters Java has, and types that are too long for digits, are selected as they are. */
    @Test
    void textsThatDebeziumWouldEncodeAreSelectedAsTheirBytes() {
        engine.setProperty("texts.mark", "m-");
        SnapshotSelects.add(engine, List.of(new SourceTable(new TableId("shop", "c"), List.of(text("v", "varchar", "euckr"),
                text("u", "varchar", "utf8mb4"), text("l", "longtext", "euckr")), List.of(), 0)));
        assertEquals("SELECT IF(CAST(CONVERT(`v` USING ascii) AS BINARY) <> CAST(`v` AS BINARY), CONCAT('m-', HEX(`v`)), `v`) AS `v`, `u`, `l`"
                + " FROM `shop`.`c`", engine.getProperty(KEY + ".shop.c"));
    }

    /** A Connect cluster has none; a mark that is not there would become text of the rows. */
    @Test
    void textsStayAsTheyAreWithoutTheirConverter() {
        SnapshotSelects.add(engine, List.of(new SourceTable(new TableId("shop", "c"), List.of(text("v", "varchar", "euckr")), List.of(), 0),
                new SourceTable(new TableId("shop", "d"), List.of(text("v", "varchar", "euckr"),
                        new SourceColumn("f", "float", "float", null, null, null, true)), List.of(), 0)));
        assertEquals("shop.d", engine.getProperty(KEY));
        assertEquals("SELECT `v`, `f` + 0E0 AS `f` FROM `shop`.`d`", engine.getProperty(KEY + ".shop.d"));
    }

    private static SourceColumn text(String name, String type, String charset) {
        return new SourceColumn(name, type, type, 9L, null, null, true, null, charset, charset + "_bin", null, null);
    }

    @Test
    void whatAnOperatorHasSetStays() {
        engine.setProperty(KEY, "shop.a");
        engine.setProperty(KEY + ".shop.a", "SELECT 1");
        SnapshotSelects.add(engine, List.of(table("a", "float"), table("b", "float")));
        assertEquals("shop.a,shop.b", engine.getProperty(KEY));
        assertEquals("SELECT 1", engine.getProperty(KEY + ".shop.a"));
    }

    @Test
    void otherTablesAreSelectedAsDebeziumDoes() {
        SnapshotSelects.add(engine, List.of(table("b", "int", "double")));
        assertTrue(engine.isEmpty());
    }

    private static SourceTable table(String name, String... types) {
        return new SourceTable(new TableId("shop", name), List.of(types).stream()
                .map(type -> new SourceColumn(type, type, type, null, null, null, true)).toList(), List.of(), 0);
    }
}
