package sluice.schema;

import java.util.List;

/**
 * A base table of the source.
 *
 * @param columns in their ordinal order
 * @param key     names of the columns that identify a row (the primary key, or those that
 *                {@code message.key.columns} names), in key order; empty where there is none
 * @param rows    the server's own estimate of the number of rows
 */
public record SourceTable(TableId id, List<SourceColumn> columns, List<String> key, long rows) {
}
