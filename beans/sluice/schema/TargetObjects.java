package sluice.schema;

import java.util.List;
import java.util.Map;

/**
 * What a schema of the target has besides tables, each by its name.
 *
 * @param comments by the table, or by the table and the column
 */
public record TargetObjects(Map<String, TargetObject> indexes, Map<String, TargetObject> constraints,
                            Map<String, TargetObject> triggers, Map<List<String>, String> comments) {
}
