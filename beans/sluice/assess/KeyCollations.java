package sluice.assess;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import sluice.capture.ServerCharset;
import sluice.schema.source.ForeignKey;
import sluice.schema.source.SourceColumn;
import sluice.schema.source.SourceIndex;
import sluice.schema.source.SourceTable;

/**
 * Texts that MySQL takes for equal and Oracle does not: by case, by accents, by blanks at the end.
 *
 * <p>It matters where texts have to be equal: in keys, in unique keys and in foreign keys. Oracle compares bytes unless it is told
 * otherwise.
 */
final class KeyCollations implements Check {

    private final List<SourceTable> tables;
    private final boolean captures;

    /** @param captures whether we capture ourselves; otherwise a connector fills the topics */
    KeyCollations(List<SourceTable> tables, boolean captures) {
        this.tables = tables;
        this.captures = captures;
    }

    @Override
    public void look(Findings findings) {
        Map<String, Set<String>> charsets = new TreeMap<>();
        for (SourceTable table : tables) {
            compared(table).forEach(column -> collation(findings, table, column));
            table.columns().stream().filter(column -> column.charset() != null)
                    .forEach(column -> charsets.computeIfAbsent(column.charset(), charset -> new TreeSet<>()).add(table.id().toString()));
        }
        charsets.remove("utf8mb4");
        charsets.remove("binary");
        charsets.forEach((charset, names) -> charset(findings, charset, some(names)));
    }

    private void charset(Findings findings, String charset, String names) {
        if (!captures && ServerCharset.isNeededFor(charset)) {
            findings.error(FindingId.CHARACTER_SET, charset, "a connector decodes texts in " + charset + " as Java has it, which is not what"
                    + " MySQL has: some characters arrive as others, or as none. Tables: " + names,
                    "-- capture with Sluice (capture.enabled=true), or accept it where the texts have no such characters");
        } else {
            findings.note(FindingId.CHARACTER_SET, charset, "texts in " + charset + " arrive in the target's character set; their lengths"
                    + " stay as they are, in characters. Tables: " + names);
        }
    }

    /** The columns by whose values rows are found or refused. */
    private static Set<SourceColumn> compared(SourceTable table) {
        Set<String> names = new LinkedHashSet<>(table.key());
        table.indexes().stream().filter(SourceIndex::unique).forEach(index -> names.addAll(index.columns()));
        table.foreignKeys().stream().map(ForeignKey::columns).forEach(names::addAll);
        Set<SourceColumn> columns = new LinkedHashSet<>();
        names.stream().map(table::column).filter(column -> column != null && column.collation() != null).forEach(columns::add);
        return columns;
    }

    private static void collation(Findings findings, SourceTable table, SourceColumn column) {
        String collation = column.collation();
        if (collation.endsWith("_bin") || collation.equals("binary") || collation.endsWith("_as_cs")) {
            return;
        }
        boolean accents = !collation.contains("_as_");
        String alike = accents ? "'a', 'A' and '\u00e4'" : "'a' and 'A'";
        String quoted = "\"" + column.name().toUpperCase(java.util.Locale.ROOT) + "\"";
        findings.warning(FindingId.KEY_COLLATION, table.id() + "." + column.name(), "it is in a key, and in " + collation + " " + alike
                + " are equal. In Oracle they are different values: a look-up by another spelling finds nothing, a foreign key to"
                + " another spelling is broken, and new rows that MySQL would refuse are taken",
                "-- in Oracle, where MAX_STRING_SIZE is EXTENDED, before the first row:",
                "-- ALTER TABLE ... MODIFY (" + quoted + " COLLATE BINARY_" + (accents ? "AI" : "CI") + ")",
                "-- or a unique index on UPPER(" + quoted + "), and look-ups by UPPER",
                "-- spellings that differ at the source, to be made one before the cut-over:",
                "SELECT `" + column.name() + "`, COUNT(DISTINCT CAST(`" + column.name() + "` AS BINARY)) FROM " + RowKeys.sql(table)
                        + " GROUP BY `" + column.name() + "` HAVING COUNT(DISTINCT CAST(`" + column.name() + "` AS BINARY)) > 1 LIMIT 10;");
    }

    private static String some(Set<String> names) {
        List<String> first = names.stream().limit(5).toList();
        return String.join(", ", first) + (names.size() > first.size() ? " and " + (names.size() - first.size()) + " more" : "");
    }
}
