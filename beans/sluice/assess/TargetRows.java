package sluice.assess;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Rows in the target that Sluice did not copy: a snapshot begins by emptying its tables. */
final class TargetRows implements Check {

    private final TargetServer target;
    private final List<PlannedTable> tables;

    /** @param tables those that are not under way */
    TargetRows(TargetServer target, List<PlannedTable> tables) {
        this.target = target;
        this.tables = tables;
    }

    @Override
    public void look(Findings findings) throws SQLException {
        for (PlannedTable table : tables) {
            if (table.actual() != null && hasRows(table)) {
                findings.error(FindingId.TARGET_ROWS, table.planned().toString(), "it holds rows that Sluice did not copy, and a snapshot"
                        + " begins by emptying its tables", "-- empty it, if that is what you want:", "DELETE FROM " + table.sql() + ";",
                        "-- or keep the rows and only follow the changes, in the settings:", "snapshot.mode=no_data");
            }
        }
    }

    private boolean hasRows(PlannedTable table) throws SQLException {
        try (Statement statement = target.connection().createStatement();
                ResultSet rows = statement.executeQuery(target.dialect().anyRow(table.actual()))) {
            return rows.next();
        }
    }
}
