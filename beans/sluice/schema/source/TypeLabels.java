package sluice.schema.source;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import sluice.event.EscapedLabel;

/** The labels of an ENUM or SET: literals of SQL in the catalog and in statements, texts for everybody else. */
public final class TypeLabels {

    private static final Pattern LITERAL = Pattern.compile("'(?:[^'\\\\]|''|\\\\.)*'", Pattern.DOTALL);

    /** In these a label has no character that needs four bytes, so a question mark is one. */
    private static final Set<String> WITHOUT_FOUR_BYTES = Set.of("utf8mb3", "utf8", "ucs2", "ascii", "latin1", "latin2", "latin5", "latin7");

    private TypeLabels() {
    }

    /** @param columnType as COLUMN_TYPE gives it: {@code enum('a','it''s')} */
    public static List<String> of(String columnType) {
        return LITERAL.matcher(columnType).results().map(literal -> text(literal.group())).toList();
    }

    /** Whether the catalog tells the labels; false where one has a {@code ?}, which may stand for a character that needs four bytes. */
    public static boolean areTold(SourceColumn column) {
        return column.charset() == null || WITHOUT_FOUR_BYTES.contains(column.charset())
                || of(column.columnType()).stream().noneMatch(label -> label.contains("?"));
    }

    /** The type as the catalog writes it. */
    public static String columnType(String type, List<String> labels) {
        return labels.stream().map(TypeLabels::literal).collect(Collectors.joining(",", type + "(", ")"));
    }

    /** As the server itself writes a label. */
    private static String literal(String label) {
        return "'" + label.replace("\\", "\\\\").replace("'", "''").replace("\0", "\\0").replace("\n", "\\n").replace("\r", "\\r") + "'";
    }

    /** @param literal with its quotes, of either kind */
    public static String text(String literal) {
        char quote = literal.charAt(0);
        StringBuilder text = new StringBuilder(literal.length());
        for (int i = 1; i < literal.length() - 1; i++) {
            char at = literal.charAt(i);
            if (at == '\\') {
                text.append(EscapedLabel.character(literal.charAt(++i)));
            } else {
                text.append(at);
                i += at == quote ? 1 : 0; // it stands twice
            }
        }
        return text.toString();
    }
}
