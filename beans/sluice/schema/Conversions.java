package sluice.schema;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import sluice.schema.TypeEntry.Kind;
import sluice.schema.source.SourceColumn;

/**
 * Which target types the values of each kind can be converted to, where the operator names a type.
 *
 * <p>Everything that is allowed here has a conversion in {@link ValueBinder}; a pair that is allowed without one would stop the
 * first row.
 */
final class Conversions {

    private static final Map<Kind, Set<String>> FAMILIES = Map.ofEntries(
            Map.entry(Kind.INTEGER, Set.of("NUMBER", "VARCHAR2", "CLOB", "BOOLEAN", "BINARY_DOUBLE")),
            Map.entry(Kind.DECIMAL, Set.of("NUMBER", "VARCHAR2", "CLOB", "BINARY_DOUBLE")),
            Map.entry(Kind.APPROXIMATE, Set.of("BINARY_FLOAT", "BINARY_DOUBLE", "NUMBER", "VARCHAR2")),
            Map.entry(Kind.BITS, Set.of("NUMBER", "VARCHAR2", "BOOLEAN", "RAW")),
            Map.entry(Kind.TEXT, Set.of("VARCHAR2", "CLOB", "NUMBER")),
            Map.entry(Kind.DOCUMENT, Set.of("JSON", "CLOB", "VARCHAR2")),
            Map.entry(Kind.BYTES, Set.of("RAW", "BLOB")),
            Map.entry(Kind.DATE, Set.of("DATE", "TIMESTAMP", "VARCHAR2")),
            Map.entry(Kind.DATETIME, Set.of("TIMESTAMP", "DATE", "VARCHAR2")),
            Map.entry(Kind.INSTANT, Set.of("TIMESTAMP", "TIMESTAMP WITH TIME ZONE", "TIMESTAMP WITH LOCAL TIME ZONE", "DATE",
                    "VARCHAR2")),
            Map.entry(Kind.SPAN, Set.of("INTERVAL DAY TO SECOND", "VARCHAR2", "NUMBER")),
            Map.entry(Kind.VECTOR, Set.of("VECTOR", "CLOB", "VARCHAR2")));

    private static final Pattern WELL_FORMED = Pattern.compile("NUMBER(\\(([1-9]|[12]\\d|3[0-8])(,-?\\d{1,3})?\\))?"
            + "|VARCHAR2\\([1-9]\\d{0,4} (CHAR|BYTE)\\)|RAW\\([1-9]\\d{0,4}\\)|CLOB|BLOB|JSON|BOOLEAN|BINARY_(FLOAT|DOUBLE)|DATE"
            + "|TIMESTAMP\\([0-9]\\)( WITH( LOCAL)? TIME ZONE)?|INTERVAL DAY\\([0-9]\\) TO SECOND\\([0-9]\\)"
            + "|VECTOR\\((\\*|\\d{1,5}),FLOAT(32|64)\\)");

    private Conversions() {
    }

    /** Whether the text is a type that columns can be given, with its sizes as the catalog writes them. */
    static boolean isWellFormed(String type) {
        return WELL_FORMED.matcher(type).matches();
    }

    /** @throws NoCounterpart if no value of that kind goes into that type, or the target lacks it */
    static void check(Kind kind, String type, TargetFeatures target) {
        ColumnType named = ColumnType.of(type);
        if (!FAMILIES.get(kind).contains(named.family())) {
            throw new NoCounterpart("cannot become " + type + " as types.mapping wants it", "name one of "
                    + FAMILIES.get(kind).stream().sorted().toList() + " there", null);
        }
        int limit = named.is("VARCHAR2") ? target.stringBytes() : named.is("RAW") ? target.rawBytes() : Integer.MAX_VALUE;
        boolean missing = named.is("JSON") && !target.hasJson() || named.is("BOOLEAN") && !target.hasBoolean()
                || named.is("VECTOR") && !target.hasVector();
        if (missing || !named.sizes().isEmpty() && named.sizes().get(0) > limit) {
            throw new NoCounterpart("cannot become " + type + ", which this target does not have (release " + target.version()
                    + ", strings of " + target.stringBytes() + " bytes)", "correct types.mapping", null);
        }
    }

    /** Whether a type of another family than the type's own holds every value: as text, or as a wider number. */
    static boolean holds(ColumnType named, TypeEntry entry, SourceColumn column) {
        List<Integer> sizes = named.sizes();
        return switch (named.family()) {
            case "CLOB" -> true;
            case "VARCHAR2" -> sizes.get(0) >= longestText(entry.kind(), column);
            case "NUMBER" -> entry.kind() == Kind.SPAN && (sizes.isEmpty()
                    || sizes.size() == 2 && sizes.get(1) >= column.precision() && sizes.get(0) - sizes.get(1) >= 7);
            case "RAW" -> entry.kind() == Kind.BITS && 8 * sizes.get(0) >= column.precision();
            case "TIMESTAMP WITH LOCAL TIME ZONE" -> sizes.get(0) >= column.precision();
            case "TIMESTAMP" -> entry.kind() == Kind.INSTANT && sizes.get(0) >= column.precision();
            default -> false;
        };
    }

    private static int longestText(Kind kind, SourceColumn column) {
        return switch (kind) {
            case INTEGER, BITS -> 20;
            case DECIMAL -> column.precision() + 2;
            case APPROXIMATE -> 24;
            case DATE -> 10;
            case DATETIME -> 26;
            case INSTANT -> 27;
            case SPAN -> 17;
            default -> Integer.MAX_VALUE;
        };
    }
}
