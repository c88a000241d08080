package sluice.control;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import sluice.cutover.Cutover;
import sluice.cutover.CutoverFailure;
import sluice.schema.OracleDialect;
import sluice.schema.ddl.CutOver;
import sluice.schema.ddl.SchemaStatement;
import sluice.schema.source.SourceTable;
import sluice.verify.ChangedRows;
import sluice.verify.TableResult;
import sluice.verify.Verification;

/** The end of a cut-over: the last comparison, and what {@code schema --cut-over} does. */
final class CutoverEnds implements Cutover.Ends, AutoCloseable {

    /** Lanes do not keep the order between keys: a row may be there for a moment before the one that it refers to. */
    private static final int LOOKS = 6;
    private static final long PAUSE_SECONDS = 2;
    private static final int NAMED = 3;

    private final Settings settings;
    private final List<SourceTable> tables;
    private final Verification verification;
    private final ChangedRows changedRows;
    private final SchemaWork work;
    private final CutOver steps;
    private final boolean statistics;
    private final List<String> enabled = new ArrayList<>();

    /** @param statistics whether the target's optimizer is to look at the tables at last */
    CutoverEnds(Settings settings, List<SourceTable> tables, Verification verification, boolean statistics) throws SQLException {
        this.settings = settings;
        this.tables = tables;
        this.verification = verification;
        this.statistics = statistics;
        this.changedRows = new ChangedRows(settings);
        this.work = new SchemaWork(settings, false, List.of(), true);
        this.steps = work.steps();
    }

    @Override
    public String compare(boolean frozen) throws SQLException, InterruptedException {
        ChangedRows.Result changed = changedRows.look(tables);
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
    public String prove() throws SQLException, InterruptedException {
        List<SchemaStatement> constraints = steps.breakable();
        Map<SchemaStatement, Set<String>> open = new LinkedHashMap<>();
        for (SchemaStatement constraint : constraints) {
            remember(open, constraint, steps.offenders(constraint));
        }
        for (int look = 1; look < LOOKS && !open.isEmpty(); look++) {
            TimeUnit.SECONDS.sleep(PAUSE_SECONDS);
            for (Map.Entry<SchemaStatement, Set<String>> before : Map.copyOf(open).entrySet()) {
                Set<String> now = steps.offenders(before.getKey());
                List<String> both = now.stream().filter(before.getValue()::contains).toList();
                if (!both.isEmpty()) {
                    throw new CutoverFailure("the target would refuse " + before.getKey() + ", which these rows break: "
                            + String.join("; ", both.subList(0, Math.min(NAMED, both.size()))) + ". Mend them at the source, or drop the constraint there");
                }
                remember(open, before.getKey(), now);
            }
        }
        return constraints.size() + " constraints are kept by all rows"
                + (open.isEmpty() ? "" : ", but for rows on their way of " + open.keySet().stream().map(SchemaStatement::toString).toList());
    }

    private static void remember(Map<SchemaStatement, Set<String>> open, SchemaStatement constraint, Set<String> offenders) {
        open.put(constraint, offenders);
        open.values().removeIf(Set::isEmpty);
    }

    @Override
    public String enable() throws SQLException {
        List<String> failures = work.carryOut(steps.statements(), enabled::add);
        if (!failures.isEmpty()) {
            throw new CutoverFailure("the target refuses: " + String.join("; ", failures));
        }
        return enabled.size() + " constraints, triggers and identities";
    }

    @Override
    public String planned() throws SQLException {
        return work.cutOver();
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

    @Override
    public String settle() {
        List<String> done = new ArrayList<>();
        List<String> failures = work.carryOut(steps.validations(), done::add);
        String validated = done.size() + " constraints validated";
        List<String> gathered = new ArrayList<>();
        if (statistics) {
            failures.addAll(work.carryOut(steps.statistics(), gathered::add));
        }
        return validated + (statistics ? ", statistics of " + gathered.size() + " tables gathered" : "")
                + (failures.isEmpty() ? "" : "; not done, and yours to mend (the switch stands): " + String.join("; ", failures));
    }

    @Override
    public void close() throws SQLException {
        work.close();
    }
}
