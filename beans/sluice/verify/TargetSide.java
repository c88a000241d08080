package sluice.verify;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.List;
import sluice.schema.OracleDialect;
import sluice.schema.OracleReads;
import sluice.schema.TargetColumn;
import sluice.schema.TargetFeatures;
import sluice.schema.UnbindableValue;
import sluice.schema.ValueBinder;
import sluice.schema.ValuePolicies;
import sluice.schema.ZeroDate;

/** The target's side. */
final class TargetSide extends Side {

    private static final int FETCHED_AT_ONCE = 1_000;

    private final OracleReads reads;
    private final List<TargetColumn> all;
    private final List<TargetColumn> key;
    private final ValueBinder[] binders;
    private final int[] types;

    TargetSide(ComparedTable table, OracleDialect dialect, TargetFeatures features, ValuePolicies policies, Session.Opening opening) {
        super(table, new Session("target", opening));
        this.reads = dialect.reads(table.target());
        this.all = table.columns().stream().map(ComparedColumn::target).toList();
        this.key = table.keyColumns().stream().map(ComparedColumn::target).toList();
        this.binders = all.stream().map(column -> dialect.binder(column, policies, features)).toArray(ValueBinder[]::new);
        this.types = all.stream().mapToInt(dialect::sqlType).toArray();
    }

    @Override
    protected String pageQuery(boolean keysOnly, int equal) {
        return reads.page(keysOnly ? key : all, equal);
    }

    @Override
    protected String findQuery(boolean keysOnly, int keys) {
        return reads.find(keysOnly ? key : all, keys);
    }

    @Override
    protected PreparedStatement streaming(Connection connection, String query, int rows) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(query);
        statement.setFetchSize(Math.min(FETCHED_AT_ONCE, rows));
        return statement;
    }

    @Override
    protected void abandon(PreparedStatement statement) {
        // to close the cursor is enough: rows that were not fetched are not sent
    }

    @Override
    protected void bindBehind(PreparedStatement statement, Object[] behind, int equal) throws SQLException {
        for (int i = 0; i <= equal; i++) {
            OracleDialect.set(statement, i + 1, bindable(i, behind[i]), types[i]);
        }
    }

    /** What cannot be bound cannot have been written either. */
    @Override
    protected boolean bindKey(PreparedStatement statement, int first, Object[] values) throws SQLException {
        Object[] bindables = new Object[table.keys()];
        try {
            for (int i = 0; i < table.keys(); i++) {
                bindables[i] = bindable(i, values[i]);
            }
        } catch (UnbindableValue noSuchKey) {
            return false;
        }
        for (int i = 0; i < table.keys(); i++) {
            OracleDialect.set(statement, first + i, bindables[i], types[i]);
        }
        return true;
    }

    private Object bindable(int column, Object value) {
        return binders[column].bind(event(table.columns().get(column).kind(), value));
    }

    /** The value as change events have it. */
    static Object event(Kind kind, Object value) {
        if (value instanceof ZeroMoment) {
            return ZeroDate.VALUE;
        }
        return value instanceof Long micros ? event(kind, micros.longValue()) : value;
    }

    private static Object event(Kind kind, long micros) {
        return switch (kind) {
            case DATE -> MomentText.moment(micros).toLocalDate();
            case DATETIME -> MomentText.moment(micros);
            case INSTANT -> MomentText.moment(micros).atOffset(ZoneOffset.UTC);
            case SPAN -> MomentText.span(micros);
            default -> micros;
        };
    }

    @Override
    protected Object[] read(ResultSet row, boolean keysOnly) throws SQLException {
        Object[] values = new Object[keysOnly ? table.keys() : all.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = table.columns().get(i).targetCell().read(row, i + 1);
        }
        return values;
    }

    @Override
    Object[] behind(Object[] row) {
        return table.key(row);
    }
}
