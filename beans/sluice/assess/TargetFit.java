package sluice.assess;

import java.util.List;
import sluice.schema.TableDifference;
import sluice.schema.TargetTables;

/** Whether each table can be planned, and whether those that the target has already take every row of the source's. */
final class TargetFit implements Check {

    private final TargetTables planner;
    private final List<PlannedTable> tables;

    TargetFit(TargetTables planner, List<PlannedTable> tables) {
        this.planner = planner;
        this.tables = tables;
    }

    @Override
    public void look(Findings findings) {
        tables.stream().filter(table -> table.actual() != null).forEach(table ->
                planner.differences(table.source(), table.planned(), table.actual()).forEach(difference -> report(findings, table, difference)));
    }

    private static void report(Findings findings, PlannedTable table, TableDifference difference) {
        String column = difference.column() == null ? "" : "." + difference.column();
        findings.error(FindingId.TARGET_TABLE, table.planned() + column, "it exists and is to take " + difference.source() + ": "
                + difference.detail(), difference.remedy().stream().map(sql -> sql.startsWith("--") ? sql : sql + ";").toArray(String[]::new));
    }
}
