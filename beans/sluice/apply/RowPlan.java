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
import sluice.schema.TableId;
import sluice.schema.TargetColumn;
import sluice.schema.TargetTable;
import sluice.schema.ValueBinder;

/**
 * How the rows of one schema are written to their target table: everything that is the same for all of its rows is
 * found out once.
 */
final class RowPlan {

    private final TableId source;
    private final TargetTable table;
    private final ValueBinder[] binders;
    private final List<String> leftOut;
    private final int[] all;
    private final int[] key;
    private final String insert;
    private final String merge;
    private final String delete;
    private final int[] rowTypes;
    private final int[] keyTypes;

    /**
     * @param binders makes what the driver is given for a column's values
     * @param lenient whether values without a column in the target are left out
     * @throws SchemaMismatchException if the target lacks a column of the rows, cannot keep what the events hold, or has no key
     */
    RowPlan(RowSchema schema, TargetTable table, Names names, OracleDialect dialect, Function<TargetColumn, ValueBinder> binders,
            boolean lenient) {
        this.source = schema.table();
        this.table = table;
        List<TargetColumn> columns = new ArrayList<>(); // null where a value has no place
        for (RowSchema.Column column : schema.columns()) {
            TargetColumn target = target(schema, column.name(), names, lenient);
            columns.add(target == null ? null : ColumnFit.checked(schema, column, target));
        }
        this.binders = columns.stream().map(column -> column == null ? null : binders.apply(column)).toArray(ValueBinder[]::new);
        this.all = IntStream.range(0, columns.size()).filter(i -> columns.get(i) != null).toArray();
        this.leftOut = IntStream.range(0, columns.size()).filter(i -> columns.get(i) == null)
                .mapToObj(i -> schema.columns().get(i).name()).toList();
        this.key = key(schema, columns);
        List<TargetColumn> ordered = Arrays.stream(all).mapToObj(columns::get).toList();
        this.insert = dialect.insert(table, ordered);
        this.merge = dialect.merge(table, ordered);
        this.delete = dialect.delete(table);
        this.rowTypes = ordered.stream().mapToInt(dialect::sqlType).toArray();
        this.keyTypes = Arrays.stream(key).map(index -> dialect.sqlType(columns.get(index))).toArray();
    }

    /** The rows' columns that the target does not have. */
    List<String> leftOut() {
        return leftOut;
    }

    private TargetColumn target(RowSchema schema, String source, Names names, boolean lenient) {
        String name = names.column(schema.table(), source);
        TargetColumn found = table.column(name);
        if (found == null && !lenient) {
            throw new SchemaMismatchException("table " + table + " has no column " + name
                    + ", which " + schema.table() + " has; add it and start the lane again");
        }
        return found;
    }

    private int[] key(RowSchema schema, List<TargetColumn> ordered) {
        if (table.key().isEmpty()) {
            throw new SchemaMismatchException("table " + table + " has no primary key; without one a change cannot find its row");
        }
        return table.key().stream().mapToInt(name -> {
            for (int i = 0; i < ordered.size(); i++) {
                if (ordered.get(i) != null && ordered.get(i).name().equals(name)) {
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

    /** The table at the source. */
    TableId source() {
        return source;
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

    /** The key as the source has it, where it cannot be bound: such rows are told apart too. */
    Object rawKeyOf(Object[] row) {
        List<Object> values = new ArrayList<>(key.length);
        for (int column : key) {
            values.add(identity(row[column]));
        }
        return values;
    }

    /** Whether a row, of which perhaps the key only was decoded, has all of the key. */
    boolean hasKey(Object[] row) {
        return Arrays.stream(key).allMatch(column -> row[column] != null);
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
            case INSERT -> new RowBatch(kind, insert, rowTypes);
            case MERGE -> new RowBatch(kind, merge, rowTypes);
            case DELETE -> new RowBatch(kind, delete, keyTypes);
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
