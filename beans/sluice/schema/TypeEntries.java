package sluice.schema;

import static sluice.schema.TypeEntry.Kind.APPROXIMATE;
import static sluice.schema.TypeEntry.Kind.BITS;
import static sluice.schema.TypeEntry.Kind.BYTES;
import static sluice.schema.TypeEntry.Kind.DATE;
import static sluice.schema.TypeEntry.Kind.DATETIME;
import static sluice.schema.TypeEntry.Kind.DECIMAL;
import static sluice.schema.TypeEntry.Kind.DOCUMENT;
import static sluice.schema.TypeEntry.Kind.INSTANT;
import static sluice.schema.TypeEntry.Kind.INTEGER;
import static sluice.schema.TypeEntry.Kind.SPAN;
import static sluice.schema.TypeEntry.Kind.TEXT;
import static sluice.schema.TypeEntry.Kind.VECTOR;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import sluice.schema.source.SourceColumn;

/**
 * The target type of each MySQL type.
 *
 * <p>A type stands here only if every value of it survives the way to Oracle and back. An entry that were too narrow would
 * stop rows in the middle of a migration. docs/types.md shows this table, and a test compares the two.
 */
final class TypeEntries {

    /** Most digits that a NUMBER keeps exactly. */
    private static final int NUMBER_DIGITS = 38;

    private static final String LOB_NOTE = "a LOB also where the values are short: a later MODIFY at the source changes no type";

    /** By DATA_TYPE, in the order of the handbook. */
    static final Map<String, TypeEntry> ALL = table(
            integer("tinyint", 3, 3, "also where it is a BOOLEAN: MySQL stores -128 to 127 in it"),
            integer("smallint", 5, 5, ""),
            integer("mediumint", 7, 8, ""),
            integer("int", 10, 10, ""),
            integer("bigint", 19, 20, ""),
            new TypeEntry("decimal", DECIMAL, TypeEntries::decimal, "with more than 38 digits refused until `types.mapping` names a type"),
            entry("float", APPROXIMATE, "BINARY_FLOAT", "a NUMBER shows other digits, and ends near 1e126"),
            entry("double", APPROXIMATE, "BINARY_DOUBLE", ""),
            new TypeEntry("bit", BITS, TypeEntries::bits, "the bits as a number, as MySQL shows it with `+0`"),
            new TypeEntry("char", TEXT, TypeEntries::text, "MySQL strips the blanks at the end on reading; Oracle's CHAR would add them"),
            new TypeEntry("varchar", TEXT, TypeEntries::text, "longer than a VARCHAR2 can be: CLOB"),
            entry("tinytext", TEXT, "CLOB", LOB_NOTE),
            entry("text", TEXT, "CLOB", ""),
            entry("mediumtext", TEXT, "CLOB", ""),
            entry("longtext", TEXT, "CLOB", ""),
            new TypeEntry("binary", BYTES, TypeEntries::bytes, "with the zero bytes at its end"),
            new TypeEntry("varbinary", BYTES, TypeEntries::bytes, "longer than a RAW can be: BLOB"),
            entry("tinyblob", BYTES, "BLOB", LOB_NOTE),
            entry("blob", BYTES, "BLOB", ""),
            entry("mediumblob", BYTES, "BLOB", ""),
            entry("longblob", BYTES, "BLOB", ""),
            entry("date", DATE, "DATE", "zero dates: `values.zero.date`"),
            new TypeEntry("time", SPAN, (column, target, key) -> "INTERVAL DAY(2) TO SECOND(" + fraction(column) + ")",
                    "a span from -838:59:59 to 838:59:59, which no time of day holds"),
            new TypeEntry("datetime", DATETIME, (column, target, key) -> "TIMESTAMP(" + fraction(column) + ")",
                    "has no zone, and gets none; TIMESTAMP(0), not DATE, so that it can be told from a DATE"),
            new TypeEntry("timestamp", INSTANT, TypeEntries::instant,
                    "an instant in UTC; in a key TIMESTAMP in UTC, since Oracle has no key on zones (ORA-02329)"),
            entry("year", INTEGER, "NUMBER(4)", "0000 is 0"),
            new TypeEntry("enum", TEXT, TypeEntries::text, "the label; '' where MySQL took a wrong one"),
            new TypeEntry("set", TEXT, TypeEntries::text, "the labels in the type's order, with commas"),
            new TypeEntry("json", DOCUMENT, (column, target, key) -> target.hasJson() ? "JSON" : "CLOB",
                    "without blanks, numbers by value: the same text whichever way it came"),
            new TypeEntry("vector", VECTOR, TypeEntries::vector, "before 23ai as the text `[1.0,2.0]`"),
            geometry("geometry"), geometry("point"), geometry("linestring"), geometry("polygon"), geometry("multipoint"),
            geometry("multilinestring"), geometry("multipolygon"), geometry("geomcollection"), geometry("geometrycollection"));

    private TypeEntries() {
    }

    private static Map<String, TypeEntry> table(TypeEntry... entries) {
        Map<String, TypeEntry> table = new LinkedHashMap<>();
        Stream.of(entries).forEach(entry -> table.put(entry.name(), entry));
        return table;
    }

    private static TypeEntry entry(String name, TypeEntry.Kind kind, String type, String note) {
        return new TypeEntry(name, kind, (column, target, key) -> type, note);
    }

    private static TypeEntry integer(String name, int digits, int digitsUnsigned, String note) {
        return new TypeEntry(name, INTEGER,
                (column, target, key) -> "NUMBER(" + (column.unsigned() ? digitsUnsigned : digits) + ")", note);
    }

    private static TypeEntry geometry(String name) {
        return entry(name, BYTES, "BLOB", name.equals("geometry")
                ? "as MySQL holds it: the SRID in 4 bytes, lowest first, then the well-known binary (WKB)" : "as geometry");
    }

    private static String decimal(SourceColumn column, TargetFeatures target, boolean key) {
        if (column.precision() > NUMBER_DIGITS) {
            String text = "VARCHAR2(" + (column.precision() + 2) + " CHAR)";
            throw new NoCounterpart("has more than the " + NUMBER_DIGITS + " digits that NUMBER keeps", "name a type in"
                    + " types.mapping: " + text + " keeps all of them, a NUMBER refuses the values that have more", text);
        }
        return column.scale() == 0
                ? "NUMBER(" + column.precision() + ")"
                : "NUMBER(" + column.precision() + "," + column.scale() + ")";
    }

    private static String bits(SourceColumn column, TargetFeatures target, boolean key) {
        int bits = column.precision() == null ? 1 : column.precision();
        if (bits == 1 && target.hasBoolean()) {
            return "BOOLEAN";
        }
        return "NUMBER(" + BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE).toString().length() + ")";
    }

    /**
     * Past 1000 characters a value full of four-byte characters is longer than the 4000 bytes that VARCHAR2 holds, and is
     * refused as an error of its data; still VARCHAR2, because such values are rare where such columns are common, and a CLOB
     * can neither be compared, grouped, indexed nor be a key. EXTENDED strings take them all.
     */
    private static String text(SourceColumn column, TargetFeatures target, boolean key) {
        long characters = Math.max(1, column.length());   // CHAR(0) and ENUM('') exist in MySQL, VARCHAR2(0) does not
        return characters > target.stringBytes() ? "CLOB" : "VARCHAR2(" + characters + " CHAR)";
    }

    private static String bytes(SourceColumn column, TargetFeatures target, boolean key) {
        long length = Math.max(1, column.length());
        return length > target.rawBytes() ? "BLOB" : "RAW(" + length + ")";
    }

    private static String instant(SourceColumn column, TargetFeatures target, boolean key) {
        return "TIMESTAMP(" + fraction(column) + ")" + (key ? "" : " WITH TIME ZONE");
    }

    private static String vector(SourceColumn column, TargetFeatures target, boolean key) {
        List<Integer> dimensions = ColumnType.of(column.columnType()).sizes();
        return target.hasVector() ? "VECTOR(" + (dimensions.isEmpty() ? "*" : dimensions.get(0)) + ",FLOAT32)" : "CLOB";
    }

    private static int fraction(SourceColumn column) {
        return column.precision() == null ? 0 : column.precision();
    }
}
