package sluice.verify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The results of a verification as one JSON object, for scripts: {@code equal} is what decides. */
public final class VerifyJson {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private VerifyJson() {
    }

    public static String of(List<TableResult> results) {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("equal", results.stream().allMatch(TableResult::isEqual));
        ArrayNode tables = root.putArray("tables");
        results.forEach(result -> add(tables.addObject(), result));
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the results cannot be written as JSON: " + e.getMessage(), e);
        }
    }

    private static void add(ObjectNode node, TableResult result) {
        Tally tally = result.tally();
        node.put("table", result.table().toString()).put("verdict", result.verdict()).put("reason", result.reason()).put("rows", tally.rows())
                .put("equal", tally.equal()).put("missing", tally.missing()).put("extra", tally.extra()).put("different", tally.different())
                .put("unsettled", tally.unsettled()).put("seconds", Math.round(result.seconds() * 10) / 10.0)
                .put("rowsPerSecond", Math.round(result.rate()));
        ArrayNode differences = node.putArray("differences");
        for (TableResult.Row row : result.differences()) {
            ObjectNode one = differences.addObject().put("kind", row.kind()).put("key", row.key()).put("reason", row.reason());
            ArrayNode columns = one.putArray("columns");
            row.cells().forEach(cell -> columns.addObject().put("column", cell.column()).put("source", cell.source()).put("target", cell.target()));
        }
    }
}
