package sluice.schema;

import java.util.List;
import java.util.Optional;
import sluice.schema.ValuePolicies.EmptyNotNull;
import sluice.schema.source.SourceColumn;
import sluice.schema.source.SourceTable;

/**
 * The target columns for the source's: by {@link TypeEntries}, unless the operator named another type.
 *
 * <p>A column without an exact counterpart is refused by name before the start. A named type that does not hold every value is
 * the operator's choice: it is told in {@link #note}, and a value that it does not hold is refused, never cut.
 */
public final class TypeMapping {

    /** As long as a key of the smallest blocks can be, with some room. */
    private static final String KEY_TEXT = "VARCHAR2(1000 CHAR)";
    private static final String KEY_BYTES = "RAW(2000)";

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

    /** What the target has. */
    public TargetFeatures target() {
        return target;
    }

    /**
     * The target column for a source column; it keeps the source's name, which {@link Names} translates.
     *
     * @param key whether the column is part of the key; a key column is never nullable
     * @throws UnsupportedColumn when the column has no exact counterpart
     */
    public TargetColumn map(TableId table, SourceColumn column, boolean key) {
        TypeEntry entry = TypeEntries.ALL.get(column.dataType());
        if (entry == null) {
            throw new UnsupportedColumn(table, column, new NoCounterpart("is a type that is not supported",
                    "give the column another type at the source", null));
        }
        try {
            String type = type(table, column, entry, key);
            if (key && (type.equals("CLOB") || type.equals("BLOB"))) {
                throw new NoCounterpart("becomes a " + type + ", which cannot be part of a key", "name other columns in"
                        + " message.key.columns, or a type in types.mapping that holds the keys which are there",
                        type.equals("CLOB") ? KEY_TEXT : KEY_BYTES);
            }
            return new TargetColumn(column.name(), type, !key && nullable(column, entry, type));
        } catch (NoCounterpart none) {
            throw new UnsupportedColumn(table, column, none);
        }
    }

    private String type(TableId table, SourceColumn column, TypeEntry entry, boolean key) {
        Optional<String> named = overrides.typeOf(table, column);
        if (named.isEmpty()) {
            return entry.rule().type(column, target, key);
        }
        Conversions.check(entry.kind(), named.get(), target);
        return named.get();
    }

    /** What the operator should know of a type that the settings name: that it does not hold every value; empty where it does. */
    public Optional<String> note(TableId table, SourceColumn column) {
        TypeEntry entry = TypeEntries.ALL.get(column.dataType());
        return overrides.typeOf(table, column)
                .filter(type -> entry != null && !holds(column, entry, type))
                .map(type -> "%s, as types.mapping wants it, does not hold every %s; the row of a value that it does not hold is parked,"
                        .formatted(type, column.columnType()) + " nothing is cut");
    }

    private boolean holds(SourceColumn column, TypeEntry entry, String type) {
        try {
            return Conversions.holds(ColumnType.of(type), entry, column)
                    || ColumnType.of(type).holds(ColumnType.of(entry.rule().type(column, target, false)));
        } catch (NoCounterpart noneOfItsOwn) {
            return false;
        }
    }

    /**
     * Oracle stores '' as NULL, so a NOT NULL would refuse what MySQL accepts. Bytes have no blank that could stand for it.
     * Key columns have no choice.
     */
    private boolean nullable(SourceColumn column, TypeEntry entry, String type) {
        EmptyNotNull empty = policies.emptyNotNull();
        boolean canBeEmpty = switch (entry.kind()) {
            case TEXT -> empty == EmptyNotNull.NULLABLE;
            case BYTES -> empty != EmptyNotNull.PARK && canBeEmpty(column);
            case DATE, DATETIME, INSTANT -> policies.zeroDate().isNull();
            default -> false;
        };
        return column.nullable() || canBeEmpty;
    }

    /** A BINARY has always its length, and a geometry its SRID. */
    private static boolean canBeEmpty(SourceColumn column) {
        return column.dataType().endsWith("blob") || column.dataType().equals("varbinary")
                || column.length() != null && column.length() == 0;
    }
}
