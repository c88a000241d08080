package sluice.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import sluice.schema.source.SourceColumn;

/** The handbook's table of types is what the code does. */
class TypesPageTest {

    private static final List<String> COLUMNS = List.of("tinyint", "tinyint unsigned", "tinyint(1)", "smallint", "smallint unsigned",
            "mediumint", "mediumint unsigned", "int", "int(10) unsigned zerofill", "bigint", "bigint unsigned", "decimal(10,2)",
            "decimal(38,30)", "decimal(65,30)", "float", "double", "bit(1)", "bit(64)", "char(10)", "varchar(4000)", "varchar(4001)",
            "tinytext", "text", "mediumtext", "longtext", "binary(16)", "varbinary(2000)", "varbinary(2001)", "tinyblob", "blob",
            "mediumblob", "longblob", "date", "time(3)", "datetime", "datetime(6)", "timestamp", "timestamp(6)", "year", "enum('a','bc')",
            "set('a','bc')", "json", "vector(3)", "geometry", "point", "linestring", "polygon", "multipoint", "multilinestring",
            "multipolygon", "geomcollection", "geometrycollection");

    @Test
    void thePageShowsTheTypesOfTheCode() throws IOException {
        String page = Files.readString(Path.of("docs/types.md"));
        String table = page.substring(page.indexOf("| MySQL |"), page.indexOf("\n\n", page.indexOf("| MySQL |")));
        assertEquals(String.join("\n", table()), table);
    }

    @Test
    void noTypeIsLeftOut() {
        Set<String> shown = new HashSet<>(COLUMNS.stream().map(type -> Tables.column("c", type).dataType()).toList());
        assertEquals(TypeEntries.ALL.keySet(), shown);
    }

    @Test
    void everySettingOfValuesIsExplained() throws IOException {
        String page = Files.readString(Path.of("docs/types.md"));
        assertTrue(page.contains("`values.empty.not.null`") && page.contains("`values.zero.date`") && page.contains("`types.mapping`"));
    }

    private static List<String> table() {
        List<String> lines = new ArrayList<>(List.of("| MySQL | Oracle | remarks |", "|---|---|---|"));
        for (String type : COLUMNS) {
            SourceColumn column = Tables.column("c", type);
            lines.add("| `" + type + "` | " + targets(column) + " | " + TypeEntries.ALL.get(column.dataType()).note() + " |");
        }
        return lines;
    }

    private static String targets(SourceColumn column) {
        String oldest = target(column, 19);
        String newer = target(column, 21);
        String newest = target(column, 23);
        return oldest + (newer.equals(oldest) ? "" : "; from 21c " + newer) + (newest.equals(newer) ? "" : "; from 23ai " + newest);
    }

    private static String target(SourceColumn column, int version) {
        try {
            TargetFeatures features = new TargetFeatures(version, 4000, "AL32UTF8", 128);
            return "`" + TypeEntries.ALL.get(column.dataType()).rule().type(column, features, false) + "`";
        } catch (UnsupportedOperationException none) {
            return "refused";
        }
    }
}
