package sluice.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import sluice.schema.source.SourceColumn;

/**
 * The target types that the operator names in the setting {@code types.mapping}: entries {@code WHAT=TYPE} separated by
 * semicolons, where WHAT is a MySQL type ({@code time}, {@code tinyint(1)}, {@code bigint unsigned}) or one column
 * ({@code database.table.column}), and TYPE an Oracle type.
 *
 * <p>The narrower entry wins: the column, then the type with its size, then the bare type. An entry that cannot be read is an
 * error before the start: passed over, it would give a column a type that the operator did not want.
 */
public final class TypeOverrides {

    /** No overrides. */
    public static final TypeOverrides NONE = new TypeOverrides(List.of());

    private static final Pattern TYPE = Pattern.compile("[a-z]+( ?\\([0-9]+(, ?[0-9]+)?\\))?( unsigned)?");
    private static final Pattern BARE_LENGTH = Pattern.compile("^(VARCHAR2\\(\\d+)\\)");
    private static final Pattern COLUMN = Pattern.compile("([^.=;]+)\\.([^.=;]+)\\.([^.=;]+)");

    private final List<Entry> entries;

    private TypeOverrides(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /** @param what the type, or the column's full name */
    private record Entry(boolean isColumn, String what, String type) {
    }

    /** @throws IllegalArgumentException for an entry that cannot be read; its message names the entry and the remedy */
    public static TypeOverrides parse(String setting) {
        List<Entry> entries = new ArrayList<>();
        for (String text : setting.split(";")) {
            if (!text.isBlank()) {
                entries.add(entry(text.strip()));
            }
        }
        return new TypeOverrides(entries);
    }

    private static Entry entry(String text) {
        int equals = text.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException("'" + text + "' has no '='; write WHAT=TYPE, for example time=VARCHAR2(17 CHAR)");
        }
        String what = text.substring(0, equals).strip();
        String type = targetType(text.substring(equals + 1));
        if (COLUMN.matcher(what).matches()) {
            return new Entry(true, what, type);
        }
        String source = what.toLowerCase(Locale.ROOT);
        if (!TYPE.matcher(source).matches()) {
            throw new IllegalArgumentException("'" + what + "' is neither a MySQL type nor database.table.column; "
                    + "write for example decimal(65,30), tinyint(1), bigint unsigned or shop.orders.flags");
        }
        return new Entry(false, source.replace(" (", "(").replace(", ", ","), type);
    }

    private static String targetType(String text) {
        String type = text.strip().toUpperCase(Locale.ROOT).replaceAll("\\s+", " ").replaceAll(" ?\\( ?", "(")
                .replaceAll(" ?, ?", ",").replace(" )", ")");
        String spelt = BARE_LENGTH.matcher(type).replaceAll("$1 CHAR)").replaceAll("^TIMESTAMP(?!\\()", "TIMESTAMP(6)");
        if (!Conversions.isWellFormed(spelt)) {
            throw new IllegalArgumentException("'" + text.strip() + "' is not a type that columns can be given; write it as in "
                    + "NUMBER(12,2), VARCHAR2(40 CHAR), RAW(16), CLOB, TIMESTAMP(6) or INTERVAL DAY(2) TO SECOND(6)");
        }
        return spelt;
    }

    /** The type that the settings name for a column; empty where they name none. */
    Optional<String> typeOf(TableId table, SourceColumn column) {
        String full = table + "." + column.name();
        String type = plain(column.columnType());
        return first(entry -> entry.isColumn() && entry.what().equalsIgnoreCase(full))
                .or(() -> type(type))
                .or(() -> type(type.replaceAll("\\(.*\\)", "")))
                .or(() -> type(column.dataType()));
    }

    private Optional<String> type(String what) {
        return first(entry -> !entry.isColumn() && entry.what().equals(what));
    }

    private Optional<String> first(Predicate<Entry> condition) {
        return entries.stream().filter(condition).findFirst().map(Entry::type);
    }

    /** The type without what says nothing about its values. */
    private static String plain(String columnType) {
        return columnType.toLowerCase(Locale.ROOT).replace(" zerofill", "");
    }
}
