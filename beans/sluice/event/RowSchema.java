package sluice.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import sluice.schema.TableId;
import sluice.schema.ZeroDate;

/**
 * How the rows of a table are written in its events, at one time in the table's life. Events are decoded by the
 * schema that was recorded with them, never by today's catalog: after an ALTER a backlog still holds the old form
 * (a decimal's scale, a datetime's unit).
 *
 * @param id      identifies the schema
 * @param table   the table at the source
 * @param columns in the order in which the events have them
 * @param escaped the positions of the columns whose labels are {@linkplain EscapedLabel escaped} in events of the binlog
 */
public record RowSchema(String id, TableId table, List<Column> columns, List<Integer> escaped) {

    /** A schema without escaped labels. */
    public RowSchema(String id, TableId table, List<Column> columns) {
        this(id, table, columns, List.of());
    }

    /** The parameter of a field's schema by which capture says that a null stands for a zero date there. */
    public static final String ZERO_DATE = "sluice.zero.date";

    /** The parameter by which capture says that it has written the labels there as they are. */
    public static final String PLAIN_LABELS = "sluice.plain.labels";

    /** The parameter by which capture says that U+FFFD stands for what the source's character set does not define. */
    public static final String DECODED = "sluice.decoded";

    private static final Set<String> LABELS = Set.of("io.debezium.data.Enum", "io.debezium.data.EnumSet");

    /**
     * @param name       as the source spells it
     * @param reader     reads the column's values
     * @param none       what a null stands for: null, or a {@link ZeroDate}
     * @param semantic   the semantic name of the column's Connect type, or the Connect type itself where it has none
     * @param sourceType the MySQL type in upper case; empty where the connector does not tell it
     */
    public record Column(String name, ValueReader reader, Object none, String semantic, String sourceType) {

        public Column(String name, ValueReader reader) {
            this(name, reader, null, "", "");
        }

        private static Column of(JsonNode field) {
            return new Column(field.path("field").asText().intern(), ValueReader.of(field),
                    field.path("parameters").has(ZERO_DATE) ? ZeroDate.VALUE : null,
                    field.path("name").asText(field.path("type").asText()), ValueReader.sourceType(field));
        }
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
        List<Integer> escaped = new ArrayList<>();
        for (JsonNode field : struct.path("fields")) {
            if (hasEscapedLabels(field)) {
                escaped.add(columns.size());
            }
            columns.add(Column.of(field));
        }
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("schema " + id + " has no columns");
        }
        return new RowSchema(id, table, List.copyOf(columns), List.copyOf(escaped));
    }

    /** @param field a field of a Connect schema in JSON */
    public static boolean hasEscapedLabels(JsonNode field) {
        JsonNode parameters = field.path("parameters");
        return LABELS.contains(field.path("name").asText()) && parameters.path("allowed").asText().indexOf('\\') >= 0
                && !parameters.has(PLAIN_LABELS);
    }
}
