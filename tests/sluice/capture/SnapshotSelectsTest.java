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
