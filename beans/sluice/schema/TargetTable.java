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

    @Override
    public String toString() {
        return schema + "." + name;
    }
}
