package sluice.assess;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Rows in the target that Sluice did not copy: a snapshot keeps them, and those that the source does not have would stay (P8). */
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
                findings.error(FindingId.TARGET_ROWS, table.planned().toString(), "it holds rows that Sluice did not copy. They are kept,"
                        + " and those that the source does not have would stay", "-- empty it, so that the copy is exact:",
                        "DELETE FROM " + table.sql() + ";",
                        "-- or copy over them, and have the table marked as one that is to be reconciled, in the settings:",
                        "assess.accept=" + FindingId.TARGET_ROWS.text() + ":" + table.planned(),
                        "-- or copy nothing and only follow the changes, in the settings:", "snapshot.mode=no_data");
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
