package sluice.schema;

import java.util.List;

/**
 * An index, a constraint or a trigger of the target, as its catalog has it.
 *
 * @param columns in their order; empty where it has none
 */
public record TargetObject(String name, String table, List<String> columns) {
}
