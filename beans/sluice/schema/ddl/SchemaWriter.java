package sluice.schema.ddl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sluice.schema.Names;
import sluice.schema.OracleDialect;
import sluice.schema.SchemaProblems;
import sluice.schema.TableId;
import sluice.schema.TargetTable;
import sluice.schema.TargetTables;
import sluice.schema.TypeMapping;
import sluice.schema.source.SourceObjects;
import sluice.schema.source.SourceTable;

/**
 * Writes the DDL of a whole schema.
 *
 * <p>Nothing is left out without a word: what has no statement is in {@link SchemaScript#untranslated}. The names of indexes and
 * constraints depend on the tables before them, so it always writes the whole schema; take parts of the script, not of the source.
 */
public final class SchemaWriter {

    private final OracleDialect dialect;
    private final TypeMapping types;
    private final Names names;

    public SchemaWriter(OracleDialect dialect, TypeMapping types, Names names) {
        this.dialect = dialect;
        this.types = types;
        this.names = names;
    }

    /**
     * The script for all tables to migrate.
     *
     * @param others   what else the source has
     * @param triggers whether ON UPDATE CURRENT_TIMESTAMP becomes a trigger
     * @param problems gets one sentence for each table that cannot be migrated; the script is without such tables
     */
    public SchemaScript write(List<SourceTable> sources, SourceObjects others, boolean triggers, List<String> problems) {
        List<SourceTable> tables = migratable(sources, problems);
        List<TargetTable> planned = plan(tables, problems);
        ScriptParts parts = new ScriptParts(dialect, names, types.target());
        if (planned.isEmpty()) {
            return parts.script();
        }
        tables(parts, tables, planned);
        rest(parts, tables, planned, triggers);
        others(parts, others);
        return parts.script();
    }

    /** The statement that creates one table, as {@link #write} would write it. */
    public String createTable(SourceTable source, TargetTable table) {
        ScriptParts parts = new ScriptParts(dialect, names, types.target());
        tables(parts, List.of(source), List.of(table));
        return parts.script().statements().get(0).sql();
    }

    private List<SourceTable> migratable(List<SourceTable> sources, List<String> problems) {
        TargetTables targets = new TargetTables(dialect, types, names);
        List<SourceTable> tables = new ArrayList<>();
        for (SourceTable source : sources) {
            try {
                targets.plan(source);
                tables.add(source);
            } catch (SchemaProblems e) {
                problems.addAll(e.problems());
            }
        }
        return tables;
    }

    /** Each table can be migrated, so what is wrong now are tables that become the same one. */
    private List<TargetTable> plan(List<SourceTable> tables, List<String> problems) {
        try {
            return new TargetTables(dialect, types, names).plan(tables);
        } catch (SchemaProblems e) {
            problems.addAll(e.problems());
            return List.of();
        }
    }

    private void tables(ScriptParts parts, List<SourceTable> tables, List<TargetTable> planned) {
        TableWriter writer = new TableWriter(parts, types.target().identifierBytes());
        for (int i = 0; i < tables.size(); i++) {
            writer.write(tables.get(i), planned.get(i));
        }
    }

    private static void rest(ScriptParts parts, List<SourceTable> tables, List<TargetTable> planned, boolean triggers) {
        Map<TableId, SourceTable> sources = new LinkedHashMap<>();
        Map<TableId, TargetTable> targets = new LinkedHashMap<>();
        for (int i = 0; i < tables.size(); i++) {
            sources.put(tables.get(i).id(), tables.get(i));
            targets.put(tables.get(i).id(), planned.get(i));
        }
        ForeignKeyWriter foreignKeys = new ForeignKeyWriter(parts, sources, targets);
        TriggerWriter triggerWriter = new TriggerWriter(parts, triggers);
        sources.forEach((id, source) -> new IndexWriter(parts, source, targets.get(id)).write());
        sources.forEach((id, source) -> new ConstraintWriter(parts, source, targets.get(id)).write());
        sources.values().forEach(foreignKeys::write);
        sources.forEach((id, source) -> new CommentWriter(parts, source, targets.get(id)).write());
        sources.forEach((id, source) -> triggerWriter.write(source, targets.get(id)));
    }

    private static void others(ScriptParts parts, SourceObjects others) {
        others.triggers().forEach(trigger -> parts.untranslated(null, "trigger " + trigger.table() + "." + trigger.name(),
                "its language is MySQL's", "write it anew in PL/SQL, and enable it at the cut-over only"));
        others.views().forEach(view -> parts.untranslated(null, "view " + view.id(), "views are not migrated",
                "write it anew in Oracle"));
        others.routines().forEach(routine -> parts.untranslated(null, routine.type().toLowerCase(java.util.Locale.ROOT) + " "
                + routine.database() + "." + routine.name(), "its language is MySQL's", "write it anew in PL/SQL"));
        others.unseen().forEach(unseen -> parts.untranslated(null, unseen.hides() + " of " + unseen.database(),
                "source.user lacks the privilege " + unseen.privilege() + " and cannot see whether there are any",
                "GRANT " + unseen.privilege() + " to it, or look yourself"));
    }
}
