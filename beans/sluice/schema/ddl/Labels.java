package sluice.schema.ddl;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import sluice.schema.OracleDdl;

/**
 * The conditions that ENUM and SET are. Oracle has '' as NULL, and no condition keeps NULL out: so the '' that stands for a wrong
 * label, and the empty set, are let in.
 */
final class Labels {

    private static final Pattern LABEL = Pattern.compile("'((?:[^']|'')*)'");

    private Labels() {
    }

    /** @param column as SQL; {@code type} as COLUMN_TYPE gives it: {@code enum('a','B')} */
    static String ofEnum(String column, String type) {
        return column + " IN (" + labels(type).stream().filter(label -> !label.isEmpty()).map(OracleDdl::text)
                .collect(joining(", ")) + ")";
    }

    /** Lets in any labels of the set; that each stands there once and in the type's order is not checked. */
    static String ofSet(String column, String type) {
        String any = "(" + labels(type).stream().map(Labels::pattern).collect(joining("|")) + ")";
        return "REGEXP_LIKE(" + column + ", " + OracleDdl.text("^" + any + "(," + any + ")*$") + ")";
    }

    private static List<String> labels(String type) {
        List<String> labels = new ArrayList<>();
        Matcher label = LABEL.matcher(type);
        while (label.find()) {
            labels.add(label.group(1).replace("''", "'"));
        }
        return labels;
    }

    private static String pattern(String label) {
        return label.replaceAll("[\\\\^$.|?*+()\\[\\]{}]", "\\\\$0");
    }
}
