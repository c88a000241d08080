package sluice.sandbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One transaction of the workload in the making: its statements, and what the writer's memory learns when it is committed.
 * The memory changes after the commit only, so that a transaction that is rolled back or lost leaves no trace in it.
 */
final class WorkTransaction {
    /** What a statement does to a row. */
    enum Kind { INSERT, UPDATE, DELETE, REINSERT, KEY_CHANGE, TRUNCATE }

    private record Step(Kind kind, String sql, Object[] values) {
    }

    private final List<Step> steps = new ArrayList<>();
    private final List<Runnable> afterCommit = new ArrayList<>();
    private boolean rollback;

    WorkTransaction add(Kind kind, String sql, Object... values) {
        steps.add(new Step(kind, sql, values));
        return this;
    }

    void afterCommit(Runnable action) {
        afterCommit.add(action);
    }

    /** It shall do its work and be rolled back. */
    WorkTransaction rolledBack() {
        rollback = true;
        return this;
    }

    boolean isEmpty() {
        return steps.isEmpty();
    }

    WorkloadCounts execute(Connection connection) throws SQLException {
        Map<Kind, Long> rows = new EnumMap<>(Kind.class);
        for (Step step : steps) {
            try (PreparedStatement statement = connection.prepareStatement(step.sql())) {
                for (int i = 0; i < step.values().length; i++) {
                    statement.setObject(i + 1, step.values()[i]);
                }
                long changed = statement.executeUpdate();
                rows.merge(step.kind(), step.kind() == Kind.TRUNCATE ? 1 : changed, Long::sum);
            }
        }
        if (rollback) {
            connection.rollback();
            return new WorkloadCounts(0, 0, 0, 0, 0, 0, 0, 1, 0);
        }
        connection.commit();
        remember();
        return new WorkloadCounts(count(rows, Kind.INSERT), count(rows, Kind.UPDATE), count(rows, Kind.DELETE),
                count(rows, Kind.REINSERT), count(rows, Kind.KEY_CHANGE), count(rows, Kind.TRUNCATE), 1, 0, 0);
    }

    /** Tells the writer's memory what is true from the commit on. */
    void remember() {
        if (!rollback) {
            afterCommit.forEach(Runnable::run);
        }
    }

    @Override
    public String toString() {
        return steps.stream().map(step -> step.kind() + " " + step.sql() + " " + Arrays.toString(step.values()))
                .collect(Collectors.joining("\n", rollback ? "rolled back\n" : "", ""));
    }

    private static long count(Map<Kind, Long> rows, Kind kind) {
        return rows.getOrDefault(kind, 0L);
    }
}
