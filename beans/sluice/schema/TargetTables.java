package sluice.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sluice.schema.source.SourceTable;

/** The target's tables for the source's, as they are planned; and what those that are there lack. */
public final class TargetTables {

    private final OracleDialect dialect;
    private final TypeMapping types;
    private final Names names;

    public TargetTables(OracleDialect dialect, TypeMapping types, Names names) {
        this.dialect = dialect;
        this.types = types;
        this.names = names;
    }

    /**
     * The target table of a source table, its columns in the source's order.
     *
     * @throws SchemaProblems with all that keeps this table from being migrated
     */
    public TargetTable plan(SourceTable source) {
        return plan(List.of(source)).get(0);
    }

    /**
     * The target tables in the order of the source tables.
     *
     * @throws SchemaProblems with all problems of all tables
     */
    public List<TargetTable> plan(List<SourceTable> sources) {
        List<String> problems = new ArrayList<>();
        Map<String, TableId> taken = new LinkedHashMap<>();
        List<TargetTable> result = new ArrayList<>();
        for (SourceTable source : sources) {
            TargetTable table = new TablePlan(dialect, types, names, source, problems).table();
            TableId other = taken.putIfAbsent(table.toString(), source.id());
            if (other != null) {
                problems.add("%s and %s would both become %s: leave one out with source.tables, or %s"
                        .formatted(other, source.id(), table, "give one another name by target.names, or each database its own schema (no target.schema)"));
            }
            result.add(table);
        }
        SchemaProblems.throwIfAny(problems);
        return List.copyOf(result);
    }

    /** What keeps a table that is there from taking the source's rows; empty when it fits. */
    public List<TableDifference> differences(SourceTable source, TargetTable planned, TargetTable actual) {
        return TableFit.differences(dialect, source, planned, actual);
    }
}
