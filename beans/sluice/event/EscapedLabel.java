package sluice.event;

/**
 * The label of an ENUM or SET in an event of the binlog. Debezium takes labels from the statement that made the table, as literals
 * of SQL: it undoes the quotes of a literal, leaves its other escapes, and sets a backslash before each comma. In the snapshot a
 * label is the server's own text.
 *
 * <p>A label that stayed as it is would be one thing in the snapshot and another in the binlog.
 */
public final class EscapedLabel {

    private static final char ESCAPE = '\\';

    private EscapedLabel() {
    }

    /**
     * What the label is.
     *
     * @param text as Debezium has it, one label or several with commas between them; not null
     */
    public static String plain(String text) {
        return text.indexOf(ESCAPE) < 0 ? text : unescaped(text.replace("\\,", ","));
    }

    private static String unescaped(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) != ESCAPE) {
                plain.append(text.charAt(i));
                continue;
            }
            int escapes = escapesAt(text, i);
            i += escapes;
            // Debezium has made \'' and \\\' of a backslash and a quote: one or two backslashes before the quote are one
            boolean quote = i < text.length() && text.charAt(i) == '\'';
            plain.append("\\".repeat(quote ? (escapes + 1) / 2 : escapes / 2));
            if (!quote && escapes % 2 == 1 && i < text.length()) {
                plain.append(character(text.charAt(i)));
            } else {
                i--;
            }
        }
        return plain.toString();
    }

    private static int escapesAt(String text, int start) {
        int end = start;
        while (end < text.length() && text.charAt(end) == ESCAPE) {
            end++;
        }
        return end - start;
    }

    /** What a backslash and this character stand for in a literal of MySQL. */
    public static String character(char escaped) {
        return switch (escaped) {
            case '0' -> "\0";
            case 'b' -> "\b";
            case 'n' -> "\n";
            case 'r' -> "\r";
            case 't' -> "\t";
            case 'Z' -> "\u001a";
            case '%', '_' -> "\\" + escaped;
            default -> String.valueOf(escaped);
        };
    }
}
