package sluice.schema.source;

import java.util.List;
import sluice.schema.TableId;

/**
 * A base table of the source.
 *
 * @param columns     in their ordinal order
 * @param key         names of the columns that identify a row (the primary key, or those that
 *                    {@code message.key.columns} names), in key order; empty where there is none
 * @param rows        the server's own estimate of the number of rows
 * @param options     engine, comment, sizes and the like; never null
 * @param indexes     all of them by name, the primary key's (named PRIMARY) among them
 * @param foreignKeys those that this table refers to others with, by name
 * @param checks      its own CHECK constraints, by name
 */
public record SourceTable(TableId id, List<SourceColumn> columns, List<String> key, long rows, TableOptions options,
                          List<SourceIndex> indexes, List<ForeignKey> foreignKeys, List<CheckConstraint> checks) {

    public SourceTable {
        options = options == null ? TableOptions.UNKNOWN : options;
        indexes = indexes == null ? List.of() : indexes;
        foreignKeys = foreignKeys == null ? List.of() : foreignKeys;
        checks = checks == null ? List.of() : checks;
    }

    /** A table of which no more is known than its columns and its key. */
    public SourceTable(TableId id, List<SourceColumn> columns, List<String> key, long rows) {
        this(id, columns, key, rows, TableOptions.UNKNOWN, List.of(), List.of(), List.of());
    }

    /** The table with other columns that identify a row. */
    public SourceTable withKey(List<String> columnNames) {
        return new SourceTable(id, columns, columnNames, rows, options, indexes, foreignKeys, checks);
    }

    /** The column of that name, as the catalog spells it; null when the table has none. */
    public SourceColumn column(String name) {
        return columns.stream().filter(column -> column.name().equals(name)).findFirst().orElse(null);
    }

    /** The indexes without the primary key's. */
    public List<SourceIndex> secondaryIndexes() {
        return indexes.stream().filter(index -> !index.isPrimary()).toList();
    }
}
