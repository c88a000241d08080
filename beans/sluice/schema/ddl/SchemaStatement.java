package sluice.schema.ddl;

import java.util.List;
import java.util.Map;
import sluice.schema.Enabling;
import sluice.schema.TableId;
import sluice.schema.TargetTable;

/**
 * One thing of the target schema, with the statements that make it.
 *
 * @param part    what it is part of
 * @param source  the source's table
 * @param table   its table in the target
 * @param what    what it is, for people: {@code index}
 * @param name    its name without the schema: a table's, an index's; for a comment the column's, or null for the table's own
 * @param columns its columns, where they can be compared with the catalog's; empty otherwise
 * @param sql     creates it; null where this target can only have it at the cut-over
 * @param cutOver what the cut-over does to it: enables it; null for nothing
 * @param value   the text of a comment; null for all else
 * @param fills   of a table, by column: its default or identity, as DDL writes it; empty for all else
 */
public record SchemaStatement(Part part, TableId source, TargetTable table, String what, String name, List<String> columns,
                              String sql, Enabling cutOver, String value, Map<String, String> fills) {

    /** What is no table. */
    SchemaStatement(Part part, TableId source, TargetTable table, String what, String name, List<String> columns, String sql,
                    Enabling cutOver, String value) {
        this(part, source, table, what, name, columns, sql, cutOver, value, Map.of());
    }

    @Override
    public String toString() {
        return switch (part) {
            case TABLES -> what + " " + table;
            case COMMENTS -> what + " " + table + (name == null ? "" : "." + name);
            default -> what + " " + table.schema() + "." + name + " of " + table.name();
        };
    }
}
