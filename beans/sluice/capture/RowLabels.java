package sluice.capture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.debezium.data.Enum;
import io.debezium.data.EnumSet;
import org.apache.kafka.connect.data.Schema;
import sluice.event.RowSchema;

/**
 * The columns of a row that hold labels of an ENUM or SET.
 *
 * <p>Most tables have no label with a comma or a backslash. What is asked for each event is asked of the schema once.
 */
final class RowLabels {

    private RowLabels() {
    }

    static boolean isLabel(Schema schema) {
        return Enum.LOGICAL_NAME.equals(schema.name()) || EnumSet.LOGICAL_NAME.equals(schema.name());
    }

    /**
     * Says in a row's schema, as JSON, of which columns the labels are escaped by Debezium and written plain by us.
     *
     * @return whether there are such columns
     */
    static boolean markPlain(JsonNode row) {
        boolean any = false;
        for (JsonNode field : row.path("fields")) {
            if (RowSchema.hasEscapedLabels(field)) {
                ((ObjectNode) field.path("parameters")).put(RowSchema.PLAIN_LABELS, "true");
                any = true;
            }
        }
        return any;
    }
}
