package sluice.assess;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import sluice.schema.TargetFeatures;
import sluice.schema.TypeMapping;
import sluice.schema.ValuePolicies;
import sluice.schema.source.SourceTable;

/**
 * Looks at the rows themselves, where it was asked for.
 *
 * <p>Each table is read once, by one query with an aggregate for each thing to know, under a limit of time. It reads uncommitted
 * rows: a consistent read of hours would keep the source's old row versions from being purged.
 */
final class DataScan implements Check {

    private static final int TIME_IS_UP = 3024;

    private final Connection source;
    private final List<SourceTable> tables;
    private final TypeMapping types;
    private final TargetFeatures target;
    private final ValuePolicies policies;
    private final long largestRecord;
    private final int secondsPerTable;
    private final Consumer<String> progress;

    /** @param largestRecord that capture writes, in bytes */
    DataScan(Connection source, List<SourceTable> tables, TypeMapping types, TargetFeatures target, ValuePolicies policies,
             long largestRecord, int secondsPerTable, Consumer<String> progress) {
        this.source = source;
        this.tables = tables;
        this.types = types;
        this.target = target;
        this.policies = policies;
        this.largestRecord = largestRecord;
        this.secondsPerTable = secondsPerTable;
        this.progress = progress;
    }

    @Override
    public void look(Findings findings) throws SQLException {
        source.setTransactionIsolation(Connection.TRANSACTION_READ_UNCOMMITTED);
        for (int i = 0; i < tables.size(); i++) {
            SourceTable table = tables.get(i);
            List<Measure> measures = new TableMeasures(table, types, target, policies, largestRecord).all();
            if (!measures.isEmpty()) {
                progress.accept(String.format("scanning table %d of %d: %s (about %,d rows)", i + 1, tables.size(), table.id(),
                        table.rows()));
                scan(findings, table, measures);
            }
        }
    }

    private void scan(Findings findings, SourceTable table, List<Measure> measures) throws SQLException {
        List<String> expressions = new ArrayList<>();
        measures.forEach(measure -> expressions.add(measure.aggregate()));
        String sql = "SELECT /*+ MAX_EXECUTION_TIME(" + secondsPerTable * 1_000L + ") */ " + String.join(", ", expressions) + " FROM "
                + RowKeys.sql(table);
        try (Statement statement = source.createStatement(); ResultSet row = statement.executeQuery(sql)) {
            row.next();
            for (int i = 0; i < measures.size(); i++) {
                measures.get(i).judge(findings, row.getLong(i + 1));
            }
        } catch (SQLException e) {
            if (e.getErrorCode() != TIME_IS_UP) {
                throw e;
            }
            findings.warning(FindingId.SCAN_INCOMPLETE, table.id().toString(), "its rows were not read to the end within "
                    + secondsPerTable + " s, so nothing is known of its values",
                    "-- give it more time, or ask a replica:", "-- ./sluice assess --scan-data --scan-seconds " + 10 * secondsPerTable);
        }
    }
}
