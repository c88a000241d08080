package sluice.schema.ddl;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sluice.schema.Enabling;
import sluice.schema.TargetTable;
import sluice.schema.source.SourceColumn;
import sluice.schema.source.SourceTable;

/**
 * ON UPDATE CURRENT_TIMESTAMP of one table: named, or written as a trigger where that is wanted.
 *
 * <p>The trigger is disabled until the cut-over: it would overwrite the times that the migrated rows bring.
 */
final class TriggerWriter {

    private final ScriptParts parts;
    private final boolean wanted;

    TriggerWriter(ScriptParts parts, boolean wanted) {
        this.parts = parts;
        this.wanted = wanted;
    }

    void write(SourceTable source, TargetTable table) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < table.columns().size(); i++) {
            SourceColumn column = source.columns().get(i);
            if (column.fill().onUpdate() != null) {
                try {
                    values.put(table.columns().get(i).name(), Defaults.now(column, table.columns().get(i)));
                } catch (Expression.Refused refused) {
                    named(source, column, refused.getMessage(), "write a trigger for the time after the cut-over, or let the service do it");
                }
            }
        }
        if (!values.isEmpty()) {
            write(source, table, values);
        }
    }

    private void write(SourceTable source, TargetTable table, Map<String, String> values) {
        String name = parts.name("trigger", table, "ON_UPDATE");
        String sql = parts.ddl().createUpdateTrigger(table, name, values).orElse(null);
        if (wanted && sql != null) {
            parts.add(new SchemaStatement(Part.TRIGGERS, source.id(), table, "trigger", name, List.of(), sql,
                    Enabling.of(parts.ddl().enableTrigger(table, name)), null));
            return;
        }
        String reason = wanted ? "the embedded target has no triggers in PL/SQL" : "Oracle has no such column";
        source.columns().stream().filter(column -> column.fill().onUpdate() != null)
                .forEach(column -> named(source, column, reason,
                        "--triggers writes a trigger that is enabled at the cut-over, or the service has to set the time"));
    }

    private void named(SourceTable source, SourceColumn column, String reason, String remedy) {
        parts.untranslated(source, "column " + column.name() + " ON UPDATE " + column.fill().onUpdate(), reason, remedy);
    }
}
