package sluice.apply;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DataSourceUtils;
import sluice.control.Settings;
import sluice.event.RowSchema;
import sluice.schema.Names;
import sluice.schema.OracleDialect;
import sluice.schema.TableId;
import sluice.schema.TargetFeatures;
import sluice.schema.TargetTable;
import sluice.schema.ValuePolicies;

/** The plans of all tables, made when the first row of a schema comes. Thread-safe. */
public final class RowPlans {

    private final DataSource target;
    private final OracleDialect dialect;
    private final Names names;
    private final ValuePolicies policies;
    private volatile TargetFeatures features;
    private final Map<String, RowPlan> plans = new ConcurrentHashMap<>();

    /** @param settings says what is done with values that the target cannot keep */
    public RowPlans(DataSource target, OracleDialect dialect, Names names, Settings settings) {
        this(target, dialect, names, settings.valuePolicies());
    }

    RowPlans(DataSource target, OracleDialect dialect, Names names, ValuePolicies policies) {
        this.policies = policies;
        this.target = target;
        this.dialect = dialect;
        this.names = names;
    }

    /** @throws SchemaMismatchException if the target's table is missing or does not fit */
    RowPlan of(RowSchema schema) {
        RowPlan plan = plans.get(schema.id());
        if (plan == null) {
            plan = new RowPlan(schema, describe(schema.table()), names, dialect,
                    column -> dialect.binder(column, policies, features));
            plans.put(schema.id(), plan);
        }
        return plan;
    }

    /** Forgets what is known of the target's tables, since an operator may have altered them. */
    void forget() {
        plans.clear();
    }

    /** @throws SchemaMismatchException if there is no such table */
    TargetTable describe(TableId table) {
        String schema = names.schema(table.database());
        String name = names.table(table);
        Connection connection = DataSourceUtils.getConnection(target);
        try {
            if (features == null) {
                features = dialect.features(connection);
            }
            TargetTable described = dialect.describe(connection, schema, name);
            if (described == null) {
                throw new SchemaMismatchException("the target has no table " + schema + "." + name + " for " + table
                        + "; create it and start the lane again");
            }
            return described;
        } catch (SQLException e) {
            throw new TargetException("the target's catalog cannot be read", e);
        } finally {
            DataSourceUtils.releaseConnection(connection, target);
        }
    }
}
