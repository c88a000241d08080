package sluice.apply;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sluice.event.Operation;
import sluice.schema.TargetTable;

/**
 * Reduces changes to the last state of each key, so that a hot key costs one statement and not a thousand. What is
 * written and what is deleted have no key in common then: their order does not matter, and the deletes go first.
 *
 * <p>The changes of a key must be added in the order of their offsets (P3). The result is the same as if they were
 * applied one by one: every event holds the whole row, so only the last one counts.
 */
final class Compaction {

    private final Map<TargetTable, Map<Object, State>> tables = new LinkedHashMap<>();

    /**
     * The last state of a key.
     *
     * @param row     the decoded values
     * @param deleted whether the row is gone
     * @param fresh   whether the row cannot have been in the target before this batch: its first event creates it
     */
    private record State(RowPlan plan, Object[] row, boolean deleted, boolean fresh) {
    }

    /** Adds a change; {@code row} holds decoded values, of a deleted row at least the key. */
    void add(RowPlan plan, Operation operation, Object[] row) {
        Map<Object, State> keys = tables.computeIfAbsent(plan.table(), table -> new LinkedHashMap<>());
        Object key = plan.keyOf(row);
        State before = keys.get(key);
        boolean fresh = before == null ? operation.createsRow() : before.fresh();
        keys.put(key, new State(plan, row, operation == Operation.DELETE, fresh));
    }

    /** The statements of the batch: per table, the deletes before the rows that are written. */
    List<RowBatch> statements(boolean inserts) {
        List<RowBatch> statements = new ArrayList<>();
        for (Map<Object, State> keys : tables.values()) {
            collect(keys, true, inserts, statements);
            collect(keys, false, inserts, statements);
        }
        return statements;
    }

    private static void collect(Map<Object, State> keys, boolean deleted, boolean inserts, List<RowBatch> statements) {
        Map<RowPlan, Map<RowBatch.Kind, RowBatch>> byPlan = new IdentityHashMap<>();
        for (State state : keys.values()) {
            if (state.deleted() != deleted) {
                continue;
            }
            RowBatch.Kind kind = deleted ? RowBatch.Kind.DELETE
                    : inserts && state.fresh() ? RowBatch.Kind.INSERT : RowBatch.Kind.MERGE;
            byPlan.computeIfAbsent(state.plan(), plan -> new LinkedHashMap<>()).computeIfAbsent(kind, k -> {
                RowBatch batch = state.plan().batch(k);
                statements.add(batch);
                return batch;
            }).rows().add(state.plan().parameters(kind, state.row()));
        }
    }
}
