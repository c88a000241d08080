package sluice.apply;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import sluice.event.RowSchema;
import sluice.schema.Names;
import sluice.schema.OracleDialect;
import sluice.schema.TargetColumn;
import sluice.schema.TargetTable;
import sluice.schema.ValueBinder;

/**
 * How the rows of one schema are written to their target table: everything that is the same for all of its rows is
 * found out once.
 */
final class RowPlan {

    private final TargetTable table;
    private final ValueBinder[] binders;
    private final int[] all;
    private final int[] key;
    private final String insert;
    private final String merge;
    private final String delete;
    private final int[] rowTypes;
    private final int[] keyTypes;

    /**
     * @param binders makes what the driver is given for a column's values
     * @throws SchemaMismatchException if the target lacks a column of the rows, cannot keep what the events hold, or has no key
     */
    RowPlan(RowSchema schema, TargetTable table, Names names, OracleDialect dialect, Function<TargetColumn, ValueBinder> binders) {
        this.table = table;
        List<TargetColumn> ordered = new ArrayList<>();
        for (RowSchema.Column column : schema.columns()) {
            ordered.add(ColumnFit.checked(schema, column, target(schema, column.name(), names)));
        }
        this.binders = ordered.stream().map(binders).toArray(ValueBinder[]::new);
        this.all = IntStream.range(0, ordered.size()).toArray();
        this.key = key(schema, ordered);
        this.insert = dialect.insert(table, ordered);
        this.merge = dialect.merge(table, ordered);
        this.delete = dialect.delete(table);
        this.rowTypes = ordered.stream().mapToInt(dialect::sqlType).toArray();
        this.keyTypes = Arrays.stream(key).map(index -> rowTypes[index]).toArray();
    }

    private TargetColumn target(RowSchema schema, String source, Names names) {
        String name = names.column(schema.table(), source);
        return table.columns().stream().filter(column -> column.name().equals(name)).findFirst()
                .orElseThrow(() -> new SchemaMismatchException("table " + table + " has no column " + name
                        + ", which " + schema.table() + " has; add it and start the lane again"));
    }

    private int[] key(RowSchema schema, List<TargetColumn> ordered) {
        if (table.key().isEmpty()) {
            throw new SchemaMismatchException("table " + table + " has no primary key; without one a change cannot find its row");
        }
        return table.key().stream().mapToInt(name -> {
            for (int i = 0; i < ordered.size(); i++) {
                if (ordered.get(i).name().equals(name)) {
                    return i;
                }
            }
            throw new SchemaMismatchException("the key column " + name + " of table " + table + " is not in the rows of "
                    + schema.table());
        }).toArray();
    }

    TargetTable table() {
        return table;
    }

    /** What identifies a decoded row: its key's value, or the list of them. Equal for equal keys. */
    Object keyOf(Object[] row) {
        if (key.length == 1) {
            return identity(bound(row, key[0]));
        }
        List<Object> values = new ArrayList<>(key.length);
        for (int column : key) {
            values.add(identity(bound(row, column)));
        }
        return values;
    }

    /** 1.0 and 1.00 are one key: a schema change may come between them. Arrays are equal by what they hold. */
    private static Object identity(Object value) {
        if (value instanceof byte[] bytes) {
            return ByteBuffer.wrap(bytes);
        }
        return value instanceof BigDecimal number ? number.stripTrailingZeros() : value;
    }

    private Object bound(Object[] row, int column) {
        return binders[column].bind(row[column]);
    }

    /** An empty batch of rows of one kind. */
    RowBatch batch(RowBatch.Kind kind) {
        return switch (kind) {
            case INSERT -> new RowBatch(kind, insert, rowTypes, new ArrayList<>());
            case MERGE -> new RowBatch(kind, merge, rowTypes, new ArrayList<>());
            case DELETE -> new RowBatch(kind, delete, keyTypes, new ArrayList<>());
        };
    }

    /** The parameters that a statement of this kind takes for a decoded row, as the driver takes them. */
    Object[] parameters(RowBatch.Kind kind, Object[] row) {
        int[] wanted = kind == RowBatch.Kind.DELETE ? key : all;
        Object[] parameters = new Object[wanted.length];
        for (int i = 0; i < wanted.length; i++) {
            parameters[i] = bound(row, wanted[i]);
        }
        return parameters;
    }
}
