package sluice.schema;

import java.util.List;

/**
 * A table of the target, as it is or as it is going to be created.
 *
 * @param schema  owner, as the catalog spells it
 * @param name    as the catalog spells it
 * @param columns in their order
 * @param key     names of the primary key's columns, in key order
 */
public record TargetTable(String schema, String name, List<TargetColumn> columns, List<String> key) {

    /** The column of that name, as the catalog spells it; null when the table has none. */
    public TargetColumn column(String columnName) {
        return columns.stream().filter(column -> column.name().equals(columnName)).findFirst().orElse(null);
    }

    /** The primary key's columns in key order: the order of the parameters of a delete. Never null. */
    public List<TargetColumn> keyColumns() {
        return key.stream().map(this::column).toList();
    }

    @Override
    public String toString() {
        return schema + "." + name;
    }
}
