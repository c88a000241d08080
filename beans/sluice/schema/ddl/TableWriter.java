package sluice.schema.ddl;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sluice.schema.ObjectNames;
import sluice.schema.TargetColumn;
import sluice.schema.TargetTable;
import sluice.schema.source.ColumnFill;
import sluice.schema.source.SourceColumn;
import sluice.schema.source.SourceTable;

/**
 * Tables: columns, defaults, identities, primary keys.
 *
 * <p>A generated column becomes a plain one. The row images bring its values, and Oracle refuses to be given the value of a virtual
 * column.
 */
final class TableWriter {

    /** What stands before the expression of a default. */
    static final String DEFAULT = "DEFAULT ";

    private final ScriptParts parts;
    private final int identifierBytes;

    TableWriter(ScriptParts parts, int identifierBytes) {
        this.parts = parts;
        this.identifierBytes = identifierBytes;
    }

    void write(SourceTable source, TargetTable table) {
        Map<String, String> fills = new LinkedHashMap<>();
        for (int i = 0; i < table.columns().size(); i++) {
            String fill = fill(source, source.columns().get(i), table, table.columns().get(i));
            if (fill != null) {
                fills.put(table.columns().get(i).name(), fill);
            }
        }
        parts.add(new SchemaStatement(Part.TABLES, source.id(), table, "table", table.name(), List.of(),
                parts.ddl().createTable(table, fills, ObjectNames.key(table, identifierBytes)), null, null, fills));
        if (source.options().partitioning() != null) {
            parts.untranslated(source, "partitions by " + source.options().partitioning(), "the table is created in one piece",
                    "partition it in Oracle before the copy, where you need that (PARTITION BY, an option there)");
        }
    }

    private String fill(SourceTable source, SourceColumn column, TargetTable table, TargetColumn target) {
        ColumnFill fill = column.fill();
        if (fill.isGenerated()) {
            parts.untranslated(source, "column " + column.name() + " GENERATED ALWAYS AS (" + fill.generated() + ")",
                    "it becomes a plain column, which takes the values that MySQL computes, because Oracle refuses to be given"
                            + " those of a virtual one",
                    "after the cut-over nobody computes it: drop it and add it as a virtual column, or write a trigger");
            return null;
        }
        if (fill.autoIncrement()) {
            return identity(source, column, table, target);
        }
        try {
            String value = Defaults.translate(column, target);
            return value == null ? null : DEFAULT + value;
        } catch (Expression.Refused refused) {
            parts.untranslated(source, "column " + column.name() + " DEFAULT " + shown(fill), refused.getMessage(),
                    "rows that come without a value after the cut-over get NULL or are refused: write the default into the"
                            + " service, or by ALTER TABLE into the target");
            return null;
        }
    }

    private String identity(SourceTable source, SourceColumn column, TargetTable table, TargetColumn target) {
        if (!target.type().startsWith("NUMBER") || identifierBytes < 128) {
            parts.untranslated(source, "column " + column.name() + " AUTO_INCREMENT",
                    "an identity is a NUMBER, and is there from Oracle 12.2 on",
                    "number the rows by a sequence and a trigger from the cut-over on");
            return null;
        }
        parts.add(new SchemaScript.Identity(source.id(), table, target.name()));
        return parts.ddl().identity();
    }

    private static String shown(ColumnFill fill) {
        return fill.expression() ? fill.defaultValue() : "'" + fill.defaultValue() + "'";
    }
}
