package sluice.control;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import sluice.cutover.Cutover;
import sluice.cutover.CutoverFailure;
import sluice.schema.OracleDialect;
import sluice.schema.source.SourceTable;
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
    public String compare() throws SQLException, InterruptedException {
        List<TableResult> results = verification.run(tables, true);
        List<TableResult> not = results.stream().filter(result -> !result.isEqual()).toList();
        if (!not.isEmpty()) {
            throw new CutoverFailure("not equal: " + not.stream().map(result -> result.table() + " (" + result.verdict() + ")").collect(Collectors.joining(", "))
                    + "; ./sluice verify shows the rows");
        }
        return results.stream().mapToLong(result -> result.tally().equal()).sum() + " rows in " + results.size() + " tables are equal";
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
