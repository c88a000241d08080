package sluice.cases;

import java.util.Map;
import java.util.Set;

/**
 * What is not applied yet.
 *
 * @param databases the databases with changes in Kafka that are on their way
 * @param held      the databases with a table that waits for an operator, and why; their other tables may be done
 */
record Remainder(Set<String> databases, Map<String, String> held) {
}
