package sluice.apply;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import sluice.control.Settings;
import sluice.event.Barrier;
import sluice.event.SchemaChange;
import sluice.schema.Alteration;
import sluice.schema.Names;
import sluice.schema.OracleDialect;
import sluice.schema.SchemaProblems;
import sluice.schema.TargetTable;
import sluice.schema.TargetTables;
import sluice.schema.TypeMapping;
import sluice.schema.ddl.TableCreation;
import sluice.schema.source.SourceTable;

/**
 * What a change of a source table's structure does to its target table, once all partitions stand before it: every row
 * that was written before it is applied, and none that was written behind it.
 *
 * <p>Oracle commits DDL by itself, so it cannot be in a transaction with "done". Each look compares the target as it is
 * with what the change needs, so a statement that ran before a crash is not asked for again. The race that the lock on
 * the claim prevents: a process is frozen before its {@code MODIFY}, another takes the claim over, alters, the partitions go
 * on, the source widens the column again, and then the first one wakes up and makes the column narrower. The statements run
 * while the claim is locked, so nobody else gets that far.
 */
public final class SchemaChanges {

    private static final Logger LOG = LoggerFactory.getLogger(SchemaChanges.class);
    private static final int STATEMENT_SHOWN = 200;
    private static final String ACCEPT = ". It goes on by itself when the target fits, or after ./sluice changes accept ";

    private final DataSource target;
    private final JdbcTemplate besideTheClaim;
    private final Barriers barriers;
    private final RowPlans tables;
    private final OracleDialect dialect;
    private final Names names;
    private final Settings settings;
    private volatile TypeMapping types;

    public SchemaChanges(DataSource target, Barriers barriers, RowPlans tables, OracleDialect dialect, Names names,
                         Settings settings) {
        this.target = target;
        // another key for Spring than the pool itself: never the connection of the transaction under way, which DDL would commit
        this.besideTheClaim = new JdbcTemplate(new DelegatingDataSource(target));
        this.barriers = barriers;
        this.tables = tables;
        this.dialect = dialect;
        this.names = names;
        this.settings = settings;
    }

    /**
     * What a change asks of the target now.
     *
     * @param statements that Sluice may run
     * @param obstacles  what only an operator can do; the statements are not to be run then
     */
    private record Look(List<String> statements, List<String> obstacles) {

        static Look held(String obstacle) {
            return new Look(List.of(), List.of(obstacle));
        }

        static Look fits() {
            return new Look(List.of(), List.of());
        }
    }

    /** Carries the change over to the target; does nothing if there is nothing to do, or if an operator has to do it. */
    public void carryOut(Barriers.Chunk chunk) {
        Look look = look(chunk);
        if (!settings.get("schema.changes").equals("apply") || !look.obstacles().isEmpty()) {
            return;
        }
        for (String sql : look.statements()) {
            LOG.atInfo().addKeyValue(Barriers.TABLE, chunk.table()).log("{}{}", at(chunk.schema()), sql);
            besideTheClaim.execute(sql);
        }
    }

    /** Lets the partitions go on if the target fits now; else says what they wait for. Returns null: there is no next step. */
    public Barriers.Chunk settle(Barriers.Chunk chunk) {
        Look look = look(chunk);
        if (look.obstacles().isEmpty() && look.statements().isEmpty()) {
            LOG.atInfo().addKeyValue(Barriers.TABLE, chunk.table()).log("{}the target fits", at(chunk.schema()));
            barriers.settle(chunk, null);
        } else {
            List<String> reasons = new ArrayList<>(look.obstacles());
            if (reasons.isEmpty() || settings.get("schema.changes").equals("stop")) {
                look.statements().forEach(sql -> reasons.add("run " + sql)); // else Sluice runs them once the rest is done
            }
            barriers.settle(chunk, at(chunk.schema()) + String.join("; ", reasons) + ACCEPT + chunk.schema().table());
        }
        return null;
    }

    /** The statement and where it stands, as the beginning of what is said about it. */
    static String at(Barrier barrier) {
        String statement = barrier.change().statement();
        return "'" + (statement.length() > STATEMENT_SHOWN ? statement.substring(0, STATEMENT_SHOWN) + "..." : statement) + "' at "
                + barrier.position() + ": ";
    }

    private Look look(Barriers.Chunk chunk) {
        SchemaChange change = chunk.schema().change();
        if (settings.get("schema.changes").equals("ignore") || barriers.accepted(chunk)) {
            return Look.fits();
        }
        TargetTable actual = tables.find(chunk.schema().table());
        if (change.after() == null) {
            return actual == null ? Look.fits() : Look.held("the table is not there any more, and " + actual
                    + " keeps its rows: drop it, or rename it as the source did");
        }
        if (change.type() == SchemaChange.Type.RENAME) {
            return Look.held("the name stands for another table now: give " + chunk.schema().table() + "'s target its structure and its"
                    + " rows (rename likewise, or copy them), then accept the change");
        }
        try {
            return actual == null ? create(change) : alter(change, actual);
        } catch (SchemaProblems e) {
            return Look.held(String.join("; ", e.problems()) + ". Or make the target's table yourself, with a primary key of columns"
                    + " that identify a row, then accept the change");
        }
    }

    private Look create(SchemaChange change) {
        TargetTable planned = planner().plan(change.after());
        return new Look(List.of(new TableCreation(dialect, types, names).createTable(change.after(), planned)), List.of());
    }

    private Look alter(SchemaChange change, TargetTable actual) {
        TargetTables planner = planner();
        TargetTable planned = planner.plan(change.after());
        Alteration alteration = Alteration.of(dialect, names, new Alteration.Plan(change.before(), planned(planner, change.before())),
                new Alteration.Plan(change.after(), planned), change.defaults(), actual);
        List<String> obstacles = new ArrayList<>(alteration.obstacles());
        if (change.type() == SchemaChange.Type.CREATE && !new JdbcTemplate(target).queryForList(dialect.anyRow(actual)).isEmpty()) {
            obstacles.add("the source's table is new and empty, " + actual + " has rows: empty it");
        }
        if (change.unseen() != null) {
            obstacles.add(change.unseen() + ", which the binlog does not show: do the same to " + actual + ", then accept the change");
        }
        return new Look(alteration.statements(), obstacles);
    }

    /** Null if the table could not be planned as it was. */
    private static TargetTable planned(TargetTables planner, SourceTable table) {
        try {
            return table == null ? null : planner.plan(table);
        } catch (SchemaProblems e) {
            LOG.debug("the table as it was has no plan", e);
            return null;
        }
    }

    private TargetTables planner() {
        if (types == null) {
            Connection connection = DataSourceUtils.getConnection(target);
            try {
                types = settings.types(dialect.features(connection));
            } catch (SQLException e) {
                throw new TargetException("the target's features cannot be read", e);
            } finally {
                DataSourceUtils.releaseConnection(connection, target);
            }
        }
        return new TargetTables(dialect, types, names);
    }
}
