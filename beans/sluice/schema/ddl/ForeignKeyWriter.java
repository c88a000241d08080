package sluice.schema.ddl;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import sluice.schema.ColumnType;
import sluice.schema.TableId;
import sluice.schema.TargetTable;
import sluice.schema.source.ForeignKey;
import sluice.schema.source.SourceIndex;
import sluice.schema.source.SourceTable;

/** Foreign keys: disabled until the cut-over, and after all other constraints, since Oracle wants a unique key to refer to. */
final class ForeignKeyWriter {

    private final ScriptParts parts;
    private final Map<TableId, SourceTable> sources;
    private final Map<TableId, TargetTable> targets;

    /** @param sources all tables of the script; so are {@code targets} */
    ForeignKeyWriter(ScriptParts parts, Map<TableId, SourceTable> sources, Map<TableId, TargetTable> targets) {
        this.parts = parts;
        this.sources = sources;
        this.targets = targets;
    }

    void write(SourceTable source) {
        source.foreignKeys().forEach(key -> write(source, targets.get(source.id()), key));
    }

    private void write(SourceTable source, TargetTable table, ForeignKey key) {
        SourceTable parent = sources.get(key.referenced());
        String object = "foreign key " + key.name() + " to " + key.referenced();
        if (parent == null) {
            parts.untranslated(source, object, "that table is not migrated", "take it into source.tables, or leave the key out");
            return;
        }
        TargetTable referenced = targets.get(parent.id());
        List<String> columns = parts.columns(source, key.columns());
        List<String> parentColumns = parts.columns(parent, key.referencedColumns());
        if (!isKey(parent, key.referencedColumns())) {
            parts.untranslated(source, object, "Oracle wants a primary or unique key of exactly these columns there",
                    "add one at the source, or leave the key out");
        } else if (!isPrimary(parent, key.referencedColumns()) && ConstraintWriter.refusal(referenced, parentColumns).isPresent()) {
            parts.untranslated(source, object, "the unique key that it refers to cannot be a constraint in Oracle, where "
                    + ConstraintWriter.refusal(referenced, parentColumns).get(), "name another type in types.mapping, or leave the key out");
        } else if (!alike(table, columns, referenced, parentColumns)) {
            parts.untranslated(source, object, "the columns have different types in Oracle",
                    "name one type for both in types.mapping");
        } else {
            add(source, table, key, parts.ddl().foreignKey(columns, referenced, parentColumns, onDelete(source, key, object)), columns,
                    parts.ddl().orphans(table, columns, referenced, parentColumns));
        }
    }

    private void add(SourceTable source, TargetTable table, ForeignKey key, String body, List<String> columns, String orphans) {
        String name = parts.name("constraint", table, key.name());
        parts.add(new SchemaStatement(Part.CONSTRAINTS, source.id(), table, "foreign key", name, columns,
                parts.ddl().addDisabled(table, name, body).orElse(null), parts.ddl().enable(table, name, body, orphans), null));
    }

    private static boolean isKey(SourceTable parent, List<String> columns) {
        return isPrimary(parent, columns) || parent.indexes().stream().anyMatch(index -> index.unique() && index.isPlain()
                && new HashSet<>(columns).equals(new HashSet<>(index.columns())));
    }

    private static boolean isPrimary(SourceTable parent, List<String> columns) {
        return new HashSet<>(columns).equals(new HashSet<>(parent.key()));
    }

    private static boolean alike(TargetTable table, List<String> columns, TargetTable parent, List<String> parentColumns) {
        for (int i = 0; i < columns.size(); i++) {
            if (!family(table, columns.get(i)).equals(family(parent, parentColumns.get(i)))) {
                return false;
            }
        }
        return true;
    }

    private static String family(TargetTable table, String column) {
        return ColumnType.of(table.column(column).type()).family();
    }

    private String onDelete(SourceTable source, ForeignKey key, String object) {
        if (key.onUpdate().equals("CASCADE") || key.onUpdate().startsWith("SET")) {
            parts.untranslated(source, object + " ON UPDATE " + key.onUpdate(), "Oracle does not have it, so the key is without",
                    "the service must not change keys that are referred to, or change both");
        }
        return key.onDelete().equals("CASCADE") || key.onDelete().equals("SET NULL") ? key.onDelete() : "";
    }
}
