package sluice.assess;

import sluice.schema.TargetTable;
import sluice.schema.source.SourceTable;

/**
 * A table of the source and what it has in the target.
 *
 * @param planned as Sluice would create it
 * @param actual  as it is; null where there is none
 */
record PlannedTable(SourceTable source, TargetTable planned, TargetTable actual) {

    /** {@code "SHOP"."ORDERS"}, as Oracle's statements write it. */
    String sql() {
        return "\"" + planned.schema() + "\".\"" + planned.name() + "\"";
    }
}
