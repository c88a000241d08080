package sluice.capture.start;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import sluice.schema.TableId;

/**
 * Statements of the binlog that may have changed the structure of captured tables.
 *
 * <p>The structure at a place in the past is not known: the catalog has today's. A row from before an ALTER, taken apart by the
 * structure from behind it, would arrive wrong or not at all. A wrong yes costs an operator a look, a wrong no a row.
 */
final class StructureChanges {

    private static final Pattern COMMENT = Pattern.compile("/\\*(?!!).*?\\*/", Pattern.DOTALL);
    private static final Pattern STRUCTURE = Pattern.compile("^\\s*(?:ALTER|RENAME|DROP)\\b(?![\\s/*!\\d]*TEMPORARY).*?\\b(?:TABLES?|DATABASE|SCHEMA)\\b",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern WORD = Pattern.compile("`((?:[^`]|``)+)`|([\\p{L}\\p{N}_$]+)");
    private static final int SHOWN = 100;

    private final Predicate<TableId> captured;
    private final Set<String> databases;
    private final List<String> found = new ArrayList<>();
    private String end = "";

    /** @param captured whether the changes of a table are captured; {@code databases} are those that it may be in */
    StructureChanges(Predicate<TableId> captured, Set<String> databases) {
        this.captured = captured;
        this.databases = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        this.databases.addAll(databases);
    }

    /** Reads on from a place. */
    void read(BinlogWalk walk, String file, long position) throws IOException {
        end = file + ":" + position;
        walk.from(file, position, step -> {
            if (step.query() != null && concerns(step.query(), step.database())) {
                String text = step.query().replaceAll("\\s+", " ").strip();
                found.add(step.file() + ":" + step.position() + " " + step.at() + " "
                        + (text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text));
            }
            end = step.file() + ":" + step.end();
            return true;
        });
    }

    /** The statements, each with its place and time. */
    List<String> found() {
        return found;
    }

    /** The place up to which was read, as {@code file:position}. */
    String end() {
        return end;
    }

    /** @param database the statement's default database; may be empty */
    boolean concerns(String statement, String database) {
        String text = COMMENT.matcher(statement).replaceAll(" ");
        if (!STRUCTURE.matcher(text).find()) {
            return false;
        }
        Set<String> words = words(text);
        Set<String> mentioned = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        mentioned.addAll(words);
        mentioned.add(database);
        return databases.stream().filter(mentioned::contains)
                .anyMatch(known -> words.stream().anyMatch(word -> captured.test(new TableId(known, word))));
    }

    private static Set<String> words(String text) {
        Set<String> words = new TreeSet<>();
        Matcher word = WORD.matcher(text);
        while (word.find()) {
            words.add(word.group(1) == null ? word.group(2) : word.group(1).replace("``", "`"));
        }
        return words;
    }
}
