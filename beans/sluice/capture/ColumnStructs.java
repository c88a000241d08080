package sluice.capture;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import sluice.schema.source.SourceColumn;
import sluice.schema.source.TypeLabels;

/**
 * Columns as Debezium's DDL parser has them, turned into what INFORMATION_SCHEMA would say of them.
 *
 * <p>The parser keeps the words of the statement (INTEGER, DEC, BOOL, NATIONAL VARCHAR), the catalog has one name for
 * each type. A column that came out different from the catalog's would get another target type than the same column
 * gets at a start.
 */
final class ColumnStructs {

    private static final Map<String, String> CATALOG_NAMES = Map.ofEntries(
            Map.entry("bool", "tinyint"), Map.entry("boolean", "tinyint"), Map.entry("int1", "tinyint"),
            Map.entry("int2", "smallint"), Map.entry("int3", "mediumint"), Map.entry("middleint", "mediumint"),
            Map.entry("int4", "int"), Map.entry("integer", "int"), Map.entry("int8", "bigint"), Map.entry("serial", "bigint"),
            Map.entry("dec", "decimal"), Map.entry("fixed", "decimal"), Map.entry("numeric", "decimal"),
            Map.entry("real", "double"), Map.entry("double precision", "double"), Map.entry("float8", "double"),
            Map.entry("float4", "float"), Map.entry("character", "char"), Map.entry("nchar", "char"),
            Map.entry("national char", "char"), Map.entry("national character", "char"), Map.entry("char byte", "binary"),
            Map.entry("character varying", "varchar"), Map.entry("char varying", "varchar"), Map.entry("nvarchar", "varchar"),
            Map.entry("nchar varchar", "varchar"), Map.entry("nchar varying", "varchar"), Map.entry("national varchar", "varchar"),
            Map.entry("national char varying", "varchar"), Map.entry("national character varying", "varchar"),
            Map.entry("long", "mediumtext"), Map.entry("long varchar", "mediumtext"), Map.entry("long varbinary", "mediumblob"),
            Map.entry("geometrycollection", "geomcollection"));

    /** With CHARACTER SET binary a text type is the binary type of its size. */
    private static final Map<String, String> BINARY_NAMES = Map.of("char", "binary", "varchar", "varbinary",
            "tinytext", "tinyblob", "text", "blob", "mediumtext", "mediumblob", "longtext", "longblob");

    private static final Map<String, Long> TEXT_LENGTHS = Map.of("tinytext", 255L, "tinyblob", 255L, "text", 65_535L,
            "blob", 65_535L, "mediumtext", 16_777_215L, "mediumblob", 16_777_215L, "longtext", 4_294_967_295L, "longblob", 4_294_967_295L);
    private static final Map<String, Integer> DIGITS = Map.of("tinyint", 3, "smallint", 5, "mediumint", 7, "int", 10, "bigint", 19,
            "float", 12, "double", 22);
    private static final int FLOAT_BITS = 24;

    private ColumnStructs() {
    }

    /** @param column of a schema change event; {@code charset} is the table's default, which may be null */
    static SourceColumn column(Struct column, String charset) {
        String words = column.getString("typeName").toLowerCase(Locale.ROOT);
        Integer length = column.getInt32("length");
        Integer scale = column.getInt32("scale");
        List<String> literals = column.getArray("enumValues");
        List<String> labels = literals == null ? List.of() : literals.stream().map(TypeLabels::text).toList();
        String ownCharset = column.getString("charsetName");
        String type = type(words, length, ownCharset == null ? charset : ownCharset);
        boolean unsigned = words.contains("unsigned") || words.contains("zerofill");
        return new SourceColumn(column.getString("name"), type, columnType(type, words, length, scale, labels)
                + (unsigned ? " unsigned" : "") + (words.contains("zerofill") ? " zerofill" : ""),
                characters(type, length, labels), precision(type, length), scale(type, scale), optional(column))
                .withFill(ColumnFills.of(column, type));
    }

    private static boolean optional(Struct column) {
        return !Boolean.FALSE.equals(column.getBoolean("optional"));
    }

    /** The catalog's DATA_TYPE. */
    private static String type(String words, Integer length, String charset) {
        String bare = words.replaceAll(" (unsigned|signed|zerofill|binary|ascii|unicode)\\b", "").strip();
        String type = CATALOG_NAMES.getOrDefault(bare, bare);
        if (type.equals("float") && length != null && length > FLOAT_BITS && !words.contains(",")) {
            return "double"; // FLOAT(n) is asked for in bits
        }
        return "binary".equals(charset) ? BINARY_NAMES.getOrDefault(type, type) : type;
    }

    private static String columnType(String type, String words, Integer length, Integer scale, List<String> labels) {
        return switch (type) {
            case "decimal" -> "decimal(" + digits(length) + "," + (scale == null ? 0 : scale) + ")";
            case "char", "varchar", "binary", "varbinary", "bit", "vector" -> type + "(" + (length == null ? 1 : length) + ")";
            case "datetime", "timestamp", "time" -> length == null || length == 0 ? type : type + "(" + length + ")";
            case "enum", "set" -> TypeLabels.columnType(type, labels);
            case "float", "double" -> scale == null ? type : type + "(" + length + "," + scale + ")";
            // the one display width that means something: BOOLEAN
            case "tinyint" -> words.startsWith("bool") || length != null && length == 1 ? "tinyint(1)" : type;
            default -> type;
        };
    }

    private static Long characters(String type, Integer length, List<String> labels) {
        return switch (type) {
            case "char", "varchar", "binary", "varbinary" -> length == null ? 1L : length.longValue();
            case "enum" -> labels.stream().mapToLong(ColumnStructs::length).max().orElse(0);
            case "set" -> labels.stream().mapToLong(ColumnStructs::length).sum() + Math.max(0, labels.size() - 1);
            default -> TEXT_LENGTHS.get(type);
        };
    }

    private static long length(String label) {
        return label.codePointCount(0, label.length());
    }

    private static Integer precision(String type, Integer length) {
        return switch (type) {
            case "decimal" -> digits(length);
            case "bit" -> length == null ? 1 : length;
            case "datetime", "timestamp", "time" -> length == null ? 0 : length;
            default -> DIGITS.get(type);
        };
    }

    private static Integer scale(String type, Integer scale) {
        return switch (type) {
            case "decimal" -> scale == null ? 0 : scale;
            case "tinyint", "smallint", "mediumint", "int", "bigint" -> 0;
            default -> scale;
        };
    }

    private static int digits(Integer length) {
        return length == null ? 10 : length;
    }
}
