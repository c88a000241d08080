package sluice.schema.source;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sluice.schema.TableId;

/**
 * The indexes of all tables, the primary keys' among them.
 *
 * <p>From STATISTICS, not from TABLE_CONSTRAINTS: the server hides the latter from a user who may only SELECT, and a table would
 * seem to have no key.
 */
final class IndexReader {

    private IndexReader() {
    }

    static Map<TableId, List<SourceIndex>> read(CatalogQuery catalog, Collection<String> databases) throws SQLException {
        Map<TableId, Map<String, SourceIndex>> indexes = new HashMap<>();
        catalog.rows("SELECT TABLE_SCHEMA, TABLE_NAME, INDEX_NAME, NON_UNIQUE, COLUMN_NAME, EXPRESSION, SUB_PART, COLLATION,"
                + " INDEX_TYPE, IS_VISIBLE, INDEX_COMMENT FROM INFORMATION_SCHEMA.STATISTICS WHERE TABLE_SCHEMA IN (%s)"
                + " ORDER BY TABLE_SCHEMA, TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX", databases, row -> {
                    SourceIndex index = index(row);
                    return indexes.computeIfAbsent(CatalogQuery.id(row), id -> new LinkedHashMap<>())
                            .computeIfAbsent(index.name(), name -> index).parts().add(part(row));
                });
        Map<TableId, List<SourceIndex>> result = new HashMap<>();
        indexes.forEach((table, byName) -> result.put(table, byName.values().stream().map(IndexReader::complete).toList()));
        return result;
    }

    private static SourceIndex index(ResultSet row) throws SQLException {
        return new SourceIndex(row.getString("INDEX_NAME"), row.getInt("NON_UNIQUE") == 0, row.getString("INDEX_TYPE"),
                "YES".equals(row.getString("IS_VISIBLE")), new ArrayList<>(), row.getString("INDEX_COMMENT"));
    }

    /** The whole of a spatial index's values is indexed, whatever number the server gives. */
    private static SourceIndex.Part part(ResultSet row) throws SQLException {
        Integer prefix = "SPATIAL".equals(row.getString("INDEX_TYPE")) ? null : row.getObject("SUB_PART", Integer.class);
        return new SourceIndex.Part(row.getString("COLUMN_NAME"), CatalogQuery.expression(row.getString("EXPRESSION")),
                prefix, "D".equals(row.getString("COLLATION")));
    }

    private static SourceIndex complete(SourceIndex index) {
        return new SourceIndex(index.name(), index.unique(), index.type(), index.visible(), List.copyOf(index.parts()),
                index.comment());
    }
}
