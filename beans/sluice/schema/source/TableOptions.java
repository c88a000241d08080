package sluice.schema.source;

import java.math.BigInteger;
import java.util.List;

/**
 * What a table is besides its columns.
 *
 * <p>Sizes and the next number are what the server last counted (it may keep them for a day: information_schema_stats_expiry), so
 * they are for estimates only, and never for deciding whether two tables are alike.
 *
 * @param engine            {@code InnoDB}; null where it is not known
 * @param collation         the default collation of its columns; null where it is not known
 * @param comment           never null; empty where there is none
 * @param nextAutoIncrement the next number of its AUTO_INCREMENT column; null without one
 * @param dataBytes         size of the rows, with the primary key
 * @param indexBytes        size of the other indexes
 * @param partitioning      how it is partitioned, as in DDL: {@code RANGE (`y`)}; null where it is not
 */
public record TableOptions(String engine, String collation, String comment, BigInteger nextAutoIncrement, long dataBytes,
                           long indexBytes, String partitioning) {

    /** Nothing is known. */
    public static final TableOptions UNKNOWN = new TableOptions(null, null, "", null, 0, 0, null);

    /** @param clauses how the table is partitioned; empty where it is not */
    TableOptions partitioned(List<String> clauses) {
        return clauses.isEmpty() ? this : new TableOptions(engine, collation, comment, nextAutoIncrement, dataBytes, indexBytes,
                clauses.get(0));
    }
}
