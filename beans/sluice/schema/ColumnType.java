package sluice.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A column type of the target, taken apart: {@code TIMESTAMP(6) WITH TIME ZONE} is the family
 * {@code TIMESTAMP WITH TIME ZONE} with the size 6.
 *
 * <p>{@link #holds} says yes only if every value of the other type is kept exactly; a wrong yes would let an existing table
 * round or refuse rows in the middle of a migration.
 *
 * @param family the type without its sizes
 * @param sizes  the numbers in parentheses, in their order
 * @param bytes  whether a length counts bytes instead of characters
 */
public record ColumnType(String family, List<Integer> sizes, boolean bytes) {

    private static final Pattern PARENTHESES = Pattern.compile("\\(([^)]*)\\)");
    private static final Pattern NUMBER = Pattern.compile("-?\\d+");
    private static final int BYTES_PER_CHARACTER = 4;

    /** Each value that is bound asks for its column's type; there are only as many texts as the target has types. */
    private static final Map<String, ColumnType> KNOWN = new ConcurrentHashMap<>();

    /** @param text the full type as in DDL; not null */
    public static ColumnType of(String text) {
        ColumnType known = KNOWN.get(text);
        return known == null ? KNOWN.computeIfAbsent(text, ColumnType::parse) : known;
    }

    private static ColumnType parse(String text) {
        List<Integer> sizes = new ArrayList<>();
        boolean bytes = false;
        Matcher group = PARENTHESES.matcher(text);
        while (group.find()) {
            NUMBER.matcher(group.group(1)).results().forEach(number -> sizes.add(Integer.valueOf(number.group())));
            bytes |= group.group(1).endsWith("BYTE");
        }
        return new ColumnType(PARENTHESES.matcher(text).replaceAll(""), List.copyOf(sizes), bytes);
    }

    /** Whether a column of this type keeps every value of the needed type exactly. */
    boolean holds(ColumnType needed) {
        return switch (needed.family) {
            case "NUMBER" -> is("NUMBER") && (sizes.isEmpty() || holdsDigits(needed));
            case "VARCHAR2" -> is("CLOB") || is("VARCHAR2") && holdsLength(needed);
            case "DATE" -> is("DATE") || is("TIMESTAMP");
            // Oracle's DATE has a time, in whole seconds.
            case "TIMESTAMP" -> is("TIMESTAMP") && size(0) >= needed.size(0) || is("DATE") && needed.size(0) == 0;
            case "TIMESTAMP WITH TIME ZONE" ->
                    (is("TIMESTAMP WITH TIME ZONE") || is("TIMESTAMP WITH LOCAL TIME ZONE")) && size(0) >= needed.size(0);
            case "INTERVAL DAY TO SECOND" ->
                    is("INTERVAL DAY TO SECOND") && size(0) >= needed.size(0) && size(1) >= needed.size(1);
            case "RAW" -> is("BLOB") || is("RAW") && size(0) >= needed.size(0);
            case "JSON" -> is("JSON") || is("CLOB");
            case "BINARY_FLOAT" -> is("BINARY_FLOAT") || is("BINARY_DOUBLE");
            default -> is(needed.family);
        };
    }

    public boolean is(String other) {
        return family.equals(other);
    }

    private boolean holdsDigits(ColumnType needed) {
        return size(1) >= needed.size(1) && size(0) - size(1) >= needed.size(0) - needed.size(1);
    }

    /** A VARCHAR2 of n characters has 4000 bytes at most, however many characters it names. */
    private boolean holdsLength(ColumnType needed) {
        int required = bytes && !needed.bytes
                ? Math.min(BYTES_PER_CHARACTER * needed.size(0), needed.size(0) > TargetFeatures.STANDARD_STRING_BYTES
                        ? TargetFeatures.EXTENDED_STRING_BYTES : TargetFeatures.STANDARD_STRING_BYTES)
                : needed.size(0);
        return size(0) >= required;
    }

    /** 0 where the type does not name that size. */
    private int size(int index) {
        return index < sizes.size() ? sizes.get(index) : 0;
    }
}
