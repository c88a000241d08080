package sluice.apply;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import sluice.event.ChangeEvent;
import sluice.event.Operation;
import sluice.schema.TargetTable;
import sluice.schema.UnbindableValue;

/**
 * Reduces changes to the last state of each key, so that a hot key costs one statement and not a thousand. What is
 * written and what is deleted have no key in common then: their order does not matter, and the deletes go first.
 *
 * <p>The changes of a key must be added in the order of their offsets (P3). The result is the same as if they were
 * applied one by one: every event holds the whole row, so only the last one counts.
 *
 * <p>A row that cannot be bound is refused only if it is the last state of its key: an earlier one would have been
 * overwritten anyway.
 */
final class Compaction {

    private final Map<TargetTable, Map<Object, Change>> tables = new LinkedHashMap<>();
    /** That of the last change: mostly the next one's too, and a table's hash takes in all of its columns. */
    private Map<Object, Change> keysOfLast;
    private RowPlan last;
    private final List<Refusal> unknown = new ArrayList<>();

    /**
     * Adds a change.
     *
     * @param row    decoded values, of a deleted row at least the key
     * @param record where it comes from, and {@code event} what it was decoded to: for those that are parked
     */
    void add(RowPlan plan, Operation operation, Object[] row, ConsumerRecord<byte[], byte[]> record, ChangeEvent event) {
        add(plan, operation, row, record, event, null);
    }

    /** Adds a change of which nothing but the key can be told. */
    void addRefused(RowPlan plan, Object[] keyRow, ConsumerRecord<byte[], byte[]> record, RuntimeException refused) {
        add(plan, Operation.NONE, keyRow, record, null, refused);
    }

    /** Adds a change whose values were too large for Kafka; its key, operation and position are known. */
    void addLarge(RowPlan plan, ChangeEvent event, ConsumerRecord<byte[], byte[]> record) {
        add(plan, event.operation(), event.row(), record, event, event.large());
    }

    /** Adds a parked record of which not even the key can be told now: it can only be parked again. */
    void addUnknown(ConsumerRecord<byte[], byte[]> record, RuntimeException refused) {
        unknown.add(new Refusal(new Change(null, null, Operation.NONE, null, false, record, null, refused, 1), refused));
    }

    private void add(RowPlan plan, Operation operation, Object[] row, ConsumerRecord<byte[], byte[]> record, ChangeEvent event,
                     RuntimeException refused) {
        Object key;
        RuntimeException why = refused;
        try {
            key = plan.keyOf(row);
        } catch (UnbindableValue e) {
            key = plan.rawKeyOf(row);
            why = e;
        }
        if (plan != last) {
            keysOfLast = tables.computeIfAbsent(plan.table(), table -> new LinkedHashMap<>());
            last = plan;
        }
        Map<Object, Change> keys = keysOfLast;
        Change before = keys.get(key);
        boolean fresh = before == null ? operation.createsRow() : before.fresh();
        keys.put(key, new Change(plan, key, operation, row, fresh, record, event, why, before == null ? 1 : before.times() + 1));
    }

    /** The last change of each key. */
    List<Change> changes() {
        return tables.values().stream().flatMap(keys -> keys.values().stream()).toList();
    }

    /** How many keys there are. */
    int rows() {
        return tables.values().stream().mapToInt(Map::size).sum();
    }

    /** The last change of each key that has so many changes or more. */
    List<Change> repeated(int times) {
        return tables.values().stream().flatMap(keys -> keys.values().stream()).filter(change -> change.times() >= times).toList();
    }

    /**
     * The statements of the batch: per table, the deletes before the rows that are written.
     *
     * @param inserts whether rows that cannot exist yet are inserted; otherwise they are merged like all others
     * @param refused takes what no statement can be given
     */
    List<RowBatch> statements(boolean inserts, Consumer<Refusal> refused) {
        List<RowBatch> statements = new ArrayList<>();
        unknown.forEach(refused);
        for (Map<Object, Change> keys : tables.values()) {
            collect(keys, true, inserts, statements, refused);
            collect(keys, false, inserts, statements, refused);
        }
        return statements;
    }

    private static void collect(Map<Object, Change> keys, boolean deleted, boolean inserts, List<RowBatch> statements,
                                Consumer<Refusal> refused) {
        Map<RowPlan, Map<RowBatch.Kind, RowBatch>> byPlan = new IdentityHashMap<>();
        for (Change change : keys.values()) {
            if (change.deletes() != deleted) {
                continue;
            }
            RowBatch.Kind kind = deleted ? RowBatch.Kind.DELETE
                    : inserts && change.fresh() ? RowBatch.Kind.INSERT : RowBatch.Kind.MERGE;
            Object[] parameters = parameters(change, kind, refused);
            if (parameters != null) {
                RowBatch batch = byPlan.computeIfAbsent(change.plan(), plan -> new LinkedHashMap<>()).computeIfAbsent(kind, k -> {
                    RowBatch made = change.plan().batch(k);
                    statements.add(made);
                    return made;
                });
                batch.add(change, parameters);
            }
        }
    }

    private static Object[] parameters(Change change, RowBatch.Kind kind, Consumer<Refusal> refused) {
        if (change.refused() != null) {
            refused.accept(new Refusal(change, change.refused()));
            return null;
        }
        try {
            return change.plan().parameters(kind, change.row());
        } catch (UnbindableValue e) {
            refused.accept(new Refusal(change, e));
            return null;
        }
    }
}
