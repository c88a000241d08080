package sluice.schema;

import java.util.Map;
import sluice.schema.ValuePolicies.EmptyNotNull;

/**
 * The target type of each MySQL type.
 *
 * <p>A type stands here only if every value of it survives the way to Oracle and back; a type without an entry is refused
 * by name before the start. An entry that were too narrow would stop a lane in the middle of a migration.
 */
public final class TypeMapping {

    /** Most digits that a NUMBER keeps exactly. */
    private static final int NUMBER_DIGITS = 38;

    /** Most characters that VARCHAR2 can declare (MAX_STRING_SIZE=STANDARD). */
    private static final int VARCHAR2_CHARACTERS = 4000;

    private static final Map<String, Entry> ENTRIES = Map.ofEntries(
            // BOOLEAN and TINYINT(1) too: MySQL stores -128..127 in them, whatever the display width says.
            Map.entry("tinyint", integer(3, 3)),
            Map.entry("smallint", integer(5, 5)),
            // 8388607 signed, 16777215 unsigned: the one type but bigint that grows by a digit.
            Map.entry("mediumint", integer(7, 8)),
            Map.entry("int", integer(10, 10)),
            Map.entry("bigint", integer(19, 20)),
            Map.entry("decimal", TypeMapping::decimal),
            // A NUMBER would not hold 1e300 and would show 0.1f with other digits.
            Map.entry("float", (column, key) -> "BINARY_FLOAT"),
            Map.entry("double", (column, key) -> "BINARY_DOUBLE"),
            // Oracle's CHAR pads with blanks; MySQL strips them on reading. VARCHAR2 keeps what was read.
            Map.entry("char", TypeMapping::text),
            Map.entry("varchar", TypeMapping::text),
            // A TINYTEXT would fit VARCHAR2, but ALTER TABLE to a longer text would then change the type in the target.
            Map.entry("tinytext", (column, key) -> "CLOB"),
            Map.entry("text", (column, key) -> "CLOB"),
            Map.entry("mediumtext", (column, key) -> "CLOB"),
            Map.entry("longtext", (column, key) -> "CLOB"),
            // The server gives the longest label for an ENUM, and all labels with commas for a SET.
            Map.entry("enum", TypeMapping::text),
            Map.entry("set", TypeMapping::text),
            Map.entry("date", (column, key) -> "DATE"),
            // Also for precision 0: Oracle's DATE would do, but then the column could not be told from a DATE.
            Map.entry("datetime", (column, key) -> "TIMESTAMP(" + fraction(column) + ")"),
            Map.entry("timestamp", TypeMapping::instant),
            // MySQL's TIME goes to 838:59:59 on both sides of zero: 34 days, so two digits of days.
            Map.entry("time", (column, key) -> "INTERVAL DAY(2) TO SECOND(" + fraction(column) + ")"),
            Map.entry("year", (column, key) -> "NUMBER(4)"));

    private final TargetFeatures target;
    private final TypeOverrides overrides;
    private final ValuePolicies policies;

    /** @param overrides what the operator wants otherwise; none is null */
    public TypeMapping(TargetFeatures target, TypeOverrides overrides, ValuePolicies policies) {
        this.target = target;
        this.overrides = overrides;
        this.policies = policies;
    }

    /** The mapping that nobody has changed, for a target with these features. */
    public static TypeMapping of(TargetFeatures target) {
        return new TypeMapping(target, TypeOverrides.NONE, ValuePolicies.DEFAULT);
    }

    /**
     * The target column for a source column; its name is folded to upper case.
     *
     * @param key whether the column is part of the key; a key column is never nullable
     * @throws UnsupportedColumn when the column has no exact counterpart
     */
    public TargetColumn map(TableId table, SourceColumn column, boolean key) {
        Entry entry = ENTRIES.get(column.dataType());
        if (entry == null) {
            throw new UnsupportedColumn(table, column, "is a type that is not supported yet");
        }
        try {
            String type = overrides.typeOf(table, column).orElseGet(() -> entry.targetType(column, key));
            if (key && type.equals("CLOB")) {
                throw new UnsupportedOperationException("becomes a CLOB, which cannot be part of a key"
                        + " (message.key.columns may name other columns)");
            }
            return new TargetColumn(OracleDialect.fold(column.name()), type, !key && nullable(column, type));
        } catch (UnsupportedOperationException e) {
            throw new UnsupportedColumn(table, column, e.getMessage());
        }
    }

    /** Oracle stores '' as NULL, so a NOT NULL would refuse what MySQL accepts. Key columns have no choice. */
    private boolean nullable(SourceColumn column, String type) {
        return column.nullable() || policies.emptyNotNull() == EmptyNotNull.NULLABLE
                && (type.startsWith("VARCHAR2") || type.equals("CLOB"));
    }

    private static Entry integer(int digits, int digitsUnsigned) {
        return (column, key) -> "NUMBER(" + (column.unsigned() ? digitsUnsigned : digits) + ")";
    }

    private static String decimal(SourceColumn column, boolean key) {
        if (column.precision() > NUMBER_DIGITS) {
            throw new UnsupportedOperationException("has more than the " + NUMBER_DIGITS + " digits that NUMBER keeps");
        }
        return column.scale() == 0
                ? "NUMBER(" + column.precision() + ")"
                : "NUMBER(" + column.precision() + "," + column.scale() + ")";
    }

    /**
     * Up to 4000 characters VARCHAR2, above CLOB. Past 1000 characters a value full of four-byte characters is longer than the
     * 4000 bytes that VARCHAR2 holds, and its row stops the lane; still VARCHAR2, because such values are rare where such columns
     * are common, and a CLOB can neither be compared, grouped, indexed nor be a key. EXTENDED strings take them all.
     */
    private static String text(SourceColumn column, boolean key) {
        long characters = Math.max(1, column.length());   // CHAR(0) and ENUM('') exist in MySQL, VARCHAR2(0) does not
        if (characters > VARCHAR2_CHARACTERS) {
            return "CLOB";
        }
        return "VARCHAR2(" + characters + " CHAR)";
    }

    /**
     * Oracle refuses a primary key on TIMESTAMP WITH TIME ZONE (ORA-02329). MySQL keeps instants in UTC and no zone with them,
     * so a plain TIMESTAMP in UTC holds the same.
     */
    private static String instant(SourceColumn column, boolean key) {
        return "TIMESTAMP(" + fraction(column) + ")" + (key ? "" : " WITH TIME ZONE");
    }

    private static int fraction(SourceColumn column) {
        return column.precision() == null ? 0 : column.precision();
    }

    /** One MySQL type: gives the target's type as DDL writes it, or throws with the reason why there is none. */
    @FunctionalInterface
    private interface Entry {
        String targetType(SourceColumn column, boolean key);
    }
}
