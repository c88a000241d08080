package sluice.control;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import sluice.cutover.Cutover;
import sluice.cutover.CutoverFailure;
import sluice.schema.OracleDialect;
import sluice.schema.source.SourceTable;
import sluice.verify.ChangedRows;
import sluice.verify.TableResult;
import sluice.verify.Verification;

/** The end of a cut-over: the last comparison, and what {@code schema --cut-over} does. */
final class CutoverEnds implements Cutover.Ends {

    private static final String DONE = "done     ";

    private final Settings settings;
    private final List<SourceTable> tables;
    private final Verification verification;
    private final List<String> enabled = new ArrayList<>();

    CutoverEnds(Settings settings, List<SourceTable> tables, Verification verification) {
        this.settings = settings;
        this.tables = tables;
        this.verification = verification;
    }

    @Override
    public String compare(boolean frozen) throws SQLException, InterruptedException {
        ChangedRows.Result changed = new ChangedRows(settings).look(tables);
        List<String> unequal = new ArrayList<>(changed.unequal());
        if (frozen) {
            unequal.addAll(changed.unsettled());
        }
        long whole = 0;
        for (TableResult result : changed.unknown().isEmpty() ? List.<TableResult>of() : verification.run(changed.unknown(), true)) {
            whole += result.tally().rows();
            if (!result.isEqual() && (frozen || !result.verdict().equals(TableResult.UNSETTLED))) {
                unequal.add(result.table() + ": " + result.verdict());
            }
        }
        if (!unequal.isEmpty()) {
            throw new CutoverFailure("not equal: " + String.join("; ", unequal) + "; ./sluice verify shows the rows");
        }
        return changed.rows() + " rows that have changed since they were equal" + (changed.unknown().isEmpty() ? ""
                : ", and " + whole + " rows of " + changed.unknown().size() + " tables as a whole") + ": equal";
    }

    @Override
    public String enable() throws SQLException {
        try (SchemaWork work = new SchemaWork(settings, false, List.of(), true)) {
            List<String> failures = work.finish(line -> enabled.add(line.substring(DONE.length())));
            if (!failures.isEmpty()) {
                throw new CutoverFailure("the target refuses: " + String.join("; ", failures));
            }
        }
        return enabled.size() + " constraints, triggers and identities";
    }

    @Override
    public String planned() throws SQLException {
        try (SchemaWork work = new SchemaWork(settings, false, List.of(), true)) {
            return work.cutOver();
        }
    }

    @Override
    public void undo() throws SQLException {
        OracleDialect dialect = OracleDialect.of(settings.get("target.url"));
        if (enabled.isEmpty()) {
            return;
        }
        try (Connection target = DriverManager.getConnection(settings.get("target.url"), settings.get("target.user"), settings.get("target.password"));
                Statement statement = target.createStatement()) {
            for (int i = enabled.size() - 1; i >= 0; i--) {
                String undo = dialect.ddl().undo(enabled.get(i)).orElse(null);
                if (undo != null) {
                    statement.execute(undo);
                }
            }
        }
        enabled.clear();
    }
}
