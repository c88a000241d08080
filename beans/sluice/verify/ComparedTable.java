package sluice.verify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import sluice.schema.Names;
import sluice.schema.TableId;
import sluice.schema.TargetColumn;
import sluice.schema.TargetTable;
import sluice.schema.ValuePolicies;
import sluice.schema.source.SourceColumn;
import sluice.schema.source.SourceTable;

/**
 * A table as both sides have it. Its columns, and the values of its rows, begin with those of the key in the order of the target's key.
 *
 * @param keys how many columns the key has, at least 1
 */
record ComparedTable(SourceTable source, TargetTable target, List<ComparedColumn> columns, int keys) {

    /**
     * @param target  as its catalog has it now; null if there is no such table
     * @param lenient whether columns that the target does not have are left out, as schema.changes=ignore leaves them out
     * @throws UnverifiableException if the two have no key in common, or the target lacks a column
     */
    static ComparedTable of(SourceTable source, TargetTable target, Names names, ValuePolicies policies, boolean lenient) {
        if (target == null) {
            throw new UnverifiableException("the target has no table for it");
        } else if (target.key().isEmpty() || source.key().isEmpty()) {
            throw new UnverifiableException("it has no primary key " + (target.key().isEmpty() ? "in the target" : "at the source")
                    + ", so its rows cannot be told apart");
        }
        List<ComparedColumn> key = new ArrayList<>();
        List<ComparedColumn> others = new ArrayList<>();
        for (SourceColumn column : source.columns()) {
            TargetColumn found = target.column(names.column(source.id(), column.name()));
            if (found == null && lenient) {
                continue;
            } else if (found == null) {
                throw new UnverifiableException("the target's " + target + " has no column for " + column.name());
            }
            (target.key().contains(found.name()) ? key : others).add(ComparedColumn.of(column, found, policies));
        }
        key.sort((a, b) -> target.key().indexOf(a.target().name()) - target.key().indexOf(b.target().name()));
        checkKey(source, target, key);
        List<ComparedColumn> all = new ArrayList<>(key);
        all.addAll(others);
        return new ComparedTable(source, target, List.copyOf(all), key.size());
    }

    private static void checkKey(SourceTable source, TargetTable target, List<ComparedColumn> key) {
        List<String> names = key.stream().map(ComparedColumn::name).sorted().toList();
        if (!names.equals(source.key().stream().sorted().toList())) {
            throw new UnverifiableException("its key has the columns " + source.key() + " at the source and " + target.key() + " in the target");
        }
    }

    TableId id() {
        return source.id();
    }

    List<ComparedColumn> keyColumns() {
        return columns.subList(0, keys);
    }

    /** What its rows look like: another one is another comparison. */
    String shape() {
        return columns.stream().map(column -> column.name() + " " + column.source().columnType() + " > " + column.target().type())
                .collect(Collectors.joining(", "));
    }

    /** What identifies a row of either side, equal for equal keys. */
    Object identity(Object[] row) {
        if (keys == 1) {
            return Values.identity(row[0]);
        }
        List<Object> values = new ArrayList<>(keys);
        for (int i = 0; i < keys; i++) {
            values.add(Values.identity(row[i]));
        }
        return values;
    }

    /** The key's values alone. */
    Object[] key(Object[] row) {
        return Arrays.copyOf(row, keys);
    }

    /** Whether all columns but the key are the same. */
    boolean same(Object[] wanted, Object[] found) {
        for (int i = keys; i < columns.size(); i++) {
            if (!columns.get(i).same(wanted[i], found[i])) {
                return false;
            }
        }
        return true;
    }
}
