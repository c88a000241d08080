package sluice.capture;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import sluice.schema.TableId;

/**
 * What must be read from the text of a DDL statement, since neither structure shows it: which name a table had before a
 * rename, and what the statement does to rows without a trace in the binlog.
 *
 * <p>A wrong yes holds a table until an operator has looked; a wrong no would leave the target with other rows than the source.
 */
final class DdlText {

    private static final String NAME = "(?:`((?:[^`]|``)+)`|([^\\s.`(,;]+))";
    private static final Pattern FIRST_TABLE = Pattern.compile(
            "^\\s*(?:ALTER(?:\\s+(?:ONLINE|OFFLINE|IGNORE))*\\s+TABLE|RENAME\\s+TABLES?)\\s+(?:IF\\s+EXISTS\\s+)?" + NAME
                    + "(?:\\s*\\.\\s*" + NAME + ")?", Pattern.CASE_INSENSITIVE);
    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/", Pattern.DOTALL);
    private static final Pattern LITERAL = Pattern.compile("'(?:[^'\\\\]|''|\\\\.)*'|\"(?:[^\"\\\\]|\"\"|\\\\.)*\"", Pattern.DOTALL);
    private static final Pattern ONE_TABLE = Pattern.compile("^\\s*(?:ALTER|CREATE)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern DATABASE = Pattern.compile("^\\s*DROP\\s+(?:DATABASE|SCHEMA)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern PARTITION = Pattern.compile("\\b(?:TRUNCATE|DROP|EXCHANGE)\\s+PARTITION\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern TABLESPACE = Pattern.compile("\\b(?:IMPORT|DISCARD)\\s+TABLESPACE\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern COMPUTED = Pattern.compile("\\bAS\\s*\\(|\\bDEFAULT\\s*\\(|\\b(?:CURRENT_TIMESTAMP|NOW|LOCALTIME"
            + "|LOCALTIMESTAMP|AUTO_INCREMENT|SERIAL)\\b", Pattern.CASE_INSENSITIVE);

    private final String text;
    private final String bare;

    DdlText(String statement) {
        text = COMMENT.matcher(statement).replaceAll(" ").strip();
        bare = LITERAL.matcher(text).replaceAll("''");
    }

    /**
     * The name that the table had before; null if the statement does not rename it.
     *
     * @param table the name it has now
     */
    TableId renamedFrom(TableId table) {
        Matcher first = FIRST_TABLE.matcher(text);
        if (!first.find()) {
            return null;
        }
        String one = name(first.group(1), first.group(2));
        String two = name(first.group(3), first.group(4));
        TableId named = two == null ? new TableId(table.database(), one) : new TableId(one, two);
        return named.toString().equalsIgnoreCase(table.toString()) ? null : named;
    }

    private static String name(String quoted, String plain) {
        return quoted == null ? plain : quoted.replace("``", "`");
    }

    /** Whether further events of the same statement may follow: RENAME TABLE and DROP TABLE take several tables. */
    boolean mayGoOn() {
        return !ONE_TABLE.matcher(text).find();
    }

    boolean dropsDatabase() {
        return DATABASE.matcher(text).find();
    }

    /**
     * What the statement may do to rows that are there; null if nothing.
     *
     * @param addsColumn whether it adds a column: only then do computed values matter
     */
    String unseen(boolean addsColumn) {
        if (PARTITION.matcher(bare).find()) {
            return "it removes or replaces the rows of a partition";
        }
        if (TABLESPACE.matcher(bare).find()) {
            return "it replaces the table's rows";
        }
        if (addsColumn && COMPUTED.matcher(bare).find()) {
            return "it gives the rows that were there values which are computed";
        }
        return null;
    }

    /** The statement on one line. */
    static String line(String statement) {
        return statement.replaceAll("\\s+", " ").strip();
    }
}
