package sluice.schema.ddl;

import static java.util.stream.Collectors.joining;

import java.util.List;
import sluice.schema.OracleDdl;
import sluice.schema.source.TypeLabels;

/**
 * The conditions that ENUM and SET are. Oracle has '' as NULL, and no condition keeps NULL out: so the '' that stands for a wrong
 * label, and the empty set, are let in.
 */
final class Labels {

    private Labels() {
    }

    /** @param column as SQL; {@code type} as COLUMN_TYPE gives it: {@code enum('a','B')} */
    static String ofEnum(String column, String type) {
        List<String> labels = labels(type);
        return labels.isEmpty() ? column + " IS NULL" : column + " IN (" + labels.stream().map(OracleDdl::text).collect(joining(", ")) + ")";
    }

    /** Lets in any labels of the set; that each stands there once and in the type's order is not checked. */
    static String ofSet(String column, String type) {
        List<String> labels = labels(type);
        if (labels.isEmpty()) {
            return column + " IS NULL";
        }
        String empty = TypeLabels.of(type).contains("") ? "?" : "";
        String any = "(" + labels.stream().map(Labels::pattern).collect(joining("|")) + ")" + empty;
        return "REGEXP_LIKE(" + column + ", " + OracleDdl.text("^" + any + "(," + any + ")*$") + ")";
    }

    private static List<String> labels(String type) {
        return TypeLabels.of(type).stream().filter(label -> !label.isEmpty()).toList();
    }

    private static String pattern(String label) {
        return label.replaceAll("[\\\\^$.|?*+()\\[\\]{}]", "\\\\$0");
    }
}
