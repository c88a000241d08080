package sluice.assess;

import java.util.List;
import java.util.Set;
import sluice.schema.source.SourceColumn;
import sluice.schema.source.SourceTable;
import sluice.schema.source.TypeLabels;

/**
 * Labels of ENUM and SET that the binlog's events get wrong. A row of the binlog holds a label's number; its text is the catalog's.
 *
 * <p>The catalog has a {@code ?} in place of each character that needs four bytes, and no statement tells it from a real one: the
 * texts are known to the rows alone.
 */
final class EnumLabels implements Check {

    private final List<SourceTable> tables;
    private final boolean captures;

    /** @param captures whether we capture ourselves; otherwise a connector fills the topics */
    EnumLabels(List<SourceTable> tables, boolean captures) {
        this.tables = tables;
        this.captures = captures;
    }

    @Override
    public void look(Findings findings) {
        for (SourceTable table : tables) {
            table.columns().stream().filter(column -> Set.of("enum", "set").contains(column.dataType())).forEach(column -> {
                List<String> labels = TypeLabels.of(column.columnType());
                if (!TypeLabels.areTold(column)) {
                    replaced(findings, table, column);
                }
                inKey(findings, table, column, labels);
            });
        }
    }

    private static void replaced(Findings findings, SourceTable table, SourceColumn column) {
        findings.error(FindingId.ENUM_LABEL, object(table, column), "it has a label with a ?, which the catalog shows for each character"
                + " that needs four bytes (emoji). The copy has such a label right; later changes arrive with the ?",
                "-- keeps every label; the ? of a default or a comment has to be corrected:", "ALTER TABLE " + RowKeys.sql(table) + " MODIFY `"
                        + column.name().replace("`", "``") + "` VARCHAR(" + column.length() + ") CHARACTER SET " + column.charset() + " COLLATE "
                        + column.collation() + (column.nullable() ? " NULL" : " NOT NULL") + literal(" DEFAULT ", column.fill().defaultValue())
                        + literal(" COMMENT ", column.comment()) + ";",
                "-- or, where the ? is a question mark, in the settings:", "assess.accept=" + FindingId.ENUM_LABEL.text() + ":" + object(table, column));
    }

    private void inKey(Findings findings, SourceTable table, SourceColumn column, List<String> labels) {
        boolean escaped = labels.stream().anyMatch(label -> label.contains(",") || label.contains("\\"));
        if (!captures && escaped && table.key().contains(column.name())) {
            findings.error(FindingId.ENUM_LABEL, object(table, column), "it is in the key and has a label with a comma or a backslash, which"
                    + " a connector writes otherwise from the snapshot than from the binlog: changes of one row may be in two partitions, in no order",
                    "-- capture with Sluice (capture.enabled=true), or give the topic one partition and accept this");
        }
    }

    private static String literal(String word, String text) {
        return text == null || text.isEmpty() ? "" : word + "'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
    }

    private static String object(SourceTable table, SourceColumn column) {
        return table.id() + "." + column.name();
    }
}
