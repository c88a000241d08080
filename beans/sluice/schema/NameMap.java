package sluice.schema;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import sluice.schema.source.SourceTable;

/**
 * The mapping file of names: one entry a line, {@code database = SCHEMA}, {@code database.table = TABLE} or
 * {@code database.table.column = COLUMN}; the right side is spelt as the target shall have it.
 *
 * <p>A part on the left that holds a dot or an equals sign stands in backquotes, as in MySQL. An entry for what is not there is told:
 * a misspelt one would leave a table under its old name.
 */
final class NameMap {

    static final NameMap EMPTY = new NameMap("", Map.of());

    private static final String PART = "(`(?:[^`]|``)+`|[^.=`\\s](?:[^.=`]*[^.=`\\s])?)";
    private static final Pattern PLAIN = Pattern.compile("[^.=`\\s#](?:[^.=`]*[^.=`\\s])?");
    private static final Pattern LINE = Pattern.compile(PART + "(?:\\." + PART + ")?(?:\\." + PART + ")?\\s*=\\s*(\\S.*)");

    private final String file;
    private final Map<List<String>, Entry> entries;

    private NameMap(String file, Map<List<String>, Entry> entries) {
        this.file = file;
        this.entries = entries;
    }

    /** @param text the left side, as it stands in the file */
    private record Entry(int line, String text, String target) {
    }

    /** @throws SchemaProblems with each line that cannot be read */
    static NameMap read(String path) {
        List<String> lines;
        try {
            lines = Files.readAllLines(Path.of(path));
        } catch (IOException e) {
            throw new SchemaProblems(List.of("target.names: the file %s cannot be read as text in UTF-8 (%s): correct the path"
                    .formatted(path, e)));
        }
        Map<List<String>, Entry> entries = new HashMap<>();
        List<String> problems = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                add(entries, i + 1, line, path, problems);
            }
        }
        SchemaProblems.throwIfAny(problems);
        return new NameMap(path, entries);
    }

    private static void add(Map<List<String>, Entry> entries, int number, String line, String path, List<String> problems) {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
            problems.add("%s, line %d cannot be read: write database = SCHEMA, database.table = TABLE or"
                    .formatted(path, number) + " database.table.column = COLUMN");
            return;
        }
        List<String> source = new ArrayList<>();
        for (int part = 1; part <= 3 && parts.group(part) != null; part++) {
            source.add(plain(parts.group(part)));
        }
        String text = line.substring(0, parts.start(4)).replaceAll("\\s*=\\s*$", "");
        Entry other = entries.putIfAbsent(key(source), new Entry(number, text, parts.group(4)));
        if (other != null) {
            problems.add("%s, line %d names %s again, after line %d: take one out".formatted(path, number, text, other.line()));
        }
    }

    /** The left side of an entry, as {@link #read} reads it. */
    static String left(String... source) {
        return Arrays.stream(source).map(part -> PLAIN.matcher(part).matches() ? part : "`" + part.replace("`", "``") + "`")
                .collect(Collectors.joining("."));
    }

    private static String plain(String part) {
        return part.startsWith("`") ? part.substring(1, part.length() - 1).replace("``", "`") : part;
    }

    /** Column names are the same in upper and lower case on every server; those of tables are not. */
    private static List<String> key(List<String> source) {
        return source.size() < 3 ? List.copyOf(source)
                : List.of(source.get(0), source.get(1), source.get(2).toLowerCase(Locale.ROOT));
    }

    /** Null where the file does not name it; as in the two below. */
    String schema(String database) {
        return target(List.of(database));
    }

    String table(TableId table) {
        return target(List.of(table.database(), table.table()));
    }

    String column(TableId table, String column) {
        return entries.isEmpty() ? null : target(key(List.of(table.database(), table.table(), column)));
    }

    private String target(List<String> source) {
        Entry entry = entries.get(source);
        return entry == null ? null : entry.target();
    }

    List<String> unknown(List<SourceTable> tables) {
        Map<List<String>, Entry> left = new HashMap<>(entries);
        for (SourceTable table : tables) {
            TableId id = table.id();
            left.remove(List.of(id.database()));
            left.remove(List.of(id.database(), id.table()));
            table.columns().forEach(column -> left.remove(key(List.of(id.database(), id.table(), column.name()))));
        }
        return left.values().stream().sorted((a, b) -> Integer.compare(a.line(), b.line()))
                .map(entry -> "%s, line %d: %s is not among what is migrated: correct the name, or take the line out"
                        .formatted(file, entry.line(), entry.text()))
                .toList();
    }
}
