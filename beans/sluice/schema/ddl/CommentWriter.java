package sluice.schema.ddl;

import java.nio.charset.StandardCharsets;
import java.util.List;
import sluice.schema.TargetTable;
import sluice.schema.source.SourceColumn;
import sluice.schema.source.SourceTable;

/** Comments of one table and its columns. */
final class CommentWriter {

    /** Longest comment of Oracle. MySQL's are counted in characters: 2048 of a table, 1024 of a column. */
    private static final int BYTES = 4000;

    private final ScriptParts parts;
    private final SourceTable source;
    private final TargetTable table;

    CommentWriter(ScriptParts parts, SourceTable source, TargetTable table) {
        this.parts = parts;
        this.source = source;
        this.table = table;
    }

    void write() {
        write(null, "the table", source.options().comment());
        for (int i = 0; i < table.columns().size(); i++) {
            SourceColumn column = source.columns().get(i);
            write(table.columns().get(i).name(), "column " + column.name(), column.comment());
        }
    }

    private void write(String column, String object, String text) {
        if (text.isEmpty()) {
            return;
        }
        if (text.getBytes(StandardCharsets.UTF_8).length > BYTES) {
            parts.untranslated(source, "comment of " + object, "it is longer than the " + BYTES + " bytes that Oracle keeps",
                    "shorten it");
            return;
        }
        String sql = column == null ? parts.ddl().commentOnTable(table, text) : parts.ddl().commentOnColumn(table, column, text);
        parts.add(new SchemaStatement(Part.COMMENTS, source.id(), table, "comment on", column, List.of(), sql, null, text));
    }
}
