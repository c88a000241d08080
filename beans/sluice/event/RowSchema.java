package sluice.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import sluice.schema.TableId;

/**
 * How the rows of a table are written in its events, at one time in the table's life. Events are decoded by the
 * schema that was recorded with them, never by today's catalog: after an ALTER a backlog still holds the old form
 * (a decimal's scale, a datetime's unit).
 *
 * @param id      identifies the schema
 * @param table   the table at the source
 * @param columns in the order in which the events have them
 */
public record RowSchema(String id, TableId table, List<Column> columns) {

    /**
     * @param name   as the source spells it
     * @param reader reads the column's values
     */
    public record Column(String name, ValueReader reader) {
    }

    /** The position of a column, -1 if the schema has none of that name. */
    public int indexOf(String name) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    /**
     * @param struct a Connect struct schema in JSON, as Connect's JsonConverter writes it
     * @throws IllegalArgumentException for a column type that Sluice does not read
     */
    public static RowSchema of(String id, TableId table, JsonNode struct) {
        List<Column> columns = new ArrayList<>();
        for (JsonNode field : struct.path("fields")) {
            columns.add(new Column(field.path("field").asText().intern(), ValueReader.of(field)));
        }
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("schema " + id + " has no columns");
        }
        return new RowSchema(id, table, List.copyOf(columns));
    }
}
