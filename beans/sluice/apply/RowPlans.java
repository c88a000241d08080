package sluice.apply;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.DataSourceUtils;
import sluice.control.Settings;
import sluice.event.RowSchema;
import sluice.kafka.Topics;
import sluice.schema.Names;
import sluice.schema.OracleDialect;
import sluice.schema.TableId;
import sluice.schema.TargetFeatures;
import sluice.schema.TargetTable;
import sluice.schema.ValuePolicies;

/** The plans of all tables, made when the first row of a schema comes. Thread-safe. */
public final class RowPlans {

    private static final Logger LOG = LoggerFactory.getLogger(RowPlans.class);

    private final DataSource target;
    private final OracleDialect dialect;
    private final Names names;
    private final ValuePolicies policies;
    private final boolean lenient;
    private volatile TargetFeatures features;
    private final Map<String, Known> plans = new ConcurrentHashMap<>();
    private long forgotten; // guarded by this

    /** @param plan null where the rows have no place in the target */
    private record Known(TableId table, RowPlan plan) {
    }

    /** @param settings says what is done with values that the target cannot keep, and with schema changes */
    public RowPlans(DataSource target, OracleDialect dialect, Names names, Settings settings) {
        this(target, dialect, names, settings.valuePolicies(), settings.get("schema.changes").equals("ignore"));
    }

    RowPlans(DataSource target, OracleDialect dialect, Names names, ValuePolicies policies) {
        this(target, dialect, names, policies, false);
    }

    /** @param lenient whether what has no place in the target is left out, as schema.changes=ignore wants it */
    RowPlans(DataSource target, OracleDialect dialect, Names names, ValuePolicies policies, boolean lenient) {
        this.lenient = lenient;
        this.policies = policies;
        this.target = target;
        this.dialect = dialect;
        this.names = names;
    }

    /**
     * Null if the target has no such table and schema changes are ignored.
     *
     * @throws SchemaMismatchException if the target's table is missing or does not fit
     */
    RowPlan of(RowSchema schema) {
        Known known = plans.get(schema.id());
        return known == null ? make(schema) : known.plan();
    }

    private RowPlan make(RowSchema schema) {
        long before = forgotten();
        TargetTable table = find(schema.table());
        if (table == null && !lenient) {
            throw new SchemaMismatchException(missing(schema.table()));
        }
        RowPlan plan = table == null ? null : new RowPlan(schema, table, names, dialect,
                column -> dialect.binder(column, policies, features), lenient);
        if (plan == null) {
            LOG.warn("The target has no table for {}: its changes are left out (schema.changes=ignore)", schema.table());
        } else if (!plan.leftOut().isEmpty()) {
            LOG.warn("Table {} has no columns {}, which {} has: they are left out (schema.changes=ignore)", table, plan.leftOut(), schema.table());
        }
        remember(schema, plan, before);
        return plan;
    }

    private synchronized long forgotten() {
        return forgotten;
    }

    /** A plan that was begun before something was forgotten may be of the table as it was. */
    private synchronized void remember(RowSchema schema, RowPlan plan, long before) {
        if (before == forgotten) {
            plans.put(schema.id(), new Known(schema.table(), plan));
        }
    }

    /** Forgets what is known of the target's tables, since an operator may have altered them. */
    synchronized void forget() {
        forgotten++;
        plans.clear();
    }

    /** Forgets a table that was altered. */
    synchronized void forget(TableId table) {
        forgotten++;
        plans.values().removeIf(known -> known.table().equals(table));
    }

    /**
     * Forgets the tables of topics of which a partition has come to this process: while another one had it, the table may have
     * been altered. Rows that are bound for the column as it was would be cut or refused.
     */
    synchronized void forget(Collection<String> topics) {
        forgotten++;
        plans.values().removeIf(known -> topics.stream().anyMatch(topic -> topic.endsWith("." + Topics.suffix(known.table()))));
    }

    /** @throws SchemaMismatchException if there is no such table */
    TargetTable describe(TableId table) {
        TargetTable found = find(table);
        if (found == null) {
            throw new SchemaMismatchException(missing(table));
        }
        return found;
    }

    private String missing(TableId table) {
        return "the target has no table " + names.schema(table.database()) + "." + names.table(table) + " for " + table
                + "; create it and start the lane again";
    }

    /** The target's table for a table of the source, as the catalog has it; null if there is none. */
    TargetTable find(TableId table) {
        Connection connection = DataSourceUtils.getConnection(target);
        try {
            if (features == null) {
                features = dialect.features(connection);
            }
            return dialect.describe(connection, names.schema(table.database()), names.table(table));
        } catch (SQLException e) {
            throw new TargetException("the target's catalog cannot be read", e);
        } finally {
            DataSourceUtils.releaseConnection(connection, target);
        }
    }
}
