package sluice.schema.source;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import sluice.schema.TableId;

/** The columns of all tables, with what MySQL puts into them. */
final class ColumnReader {

    private static final String ON_UPDATE = "on update ";

    private ColumnReader() {
    }

    static Map<TableId, List<SourceColumn>> read(CatalogQuery catalog, Collection<String> databases) throws SQLException {
        return catalog.byTable("SELECT TABLE_SCHEMA, TABLE_NAME, COLUMN_NAME, DATA_TYPE, COLUMN_TYPE, CHARACTER_MAXIMUM_LENGTH,"
                + " COALESCE(NUMERIC_PRECISION, DATETIME_PRECISION) AS PRECISION_, NUMERIC_SCALE, IS_NULLABLE, COLUMN_DEFAULT,"
                + " EXTRA, GENERATION_EXPRESSION, CHARACTER_SET_NAME, COLLATION_NAME, SRS_ID, COLUMN_COMMENT"
                + " FROM INFORMATION_SCHEMA.COLUMNS WHERE TABLE_SCHEMA IN (%s)"
                + " ORDER BY TABLE_SCHEMA, TABLE_NAME, ORDINAL_POSITION", databases, ColumnReader::column);
    }

    private static SourceColumn column(ResultSet row) throws SQLException {
        return new SourceColumn(row.getString("COLUMN_NAME"), row.getString("DATA_TYPE").toLowerCase(Locale.ROOT),
                row.getString("COLUMN_TYPE"), row.getObject("CHARACTER_MAXIMUM_LENGTH", Long.class),
                row.getObject("PRECISION_", Integer.class), row.getObject("NUMERIC_SCALE", Integer.class),
                "YES".equals(row.getString("IS_NULLABLE")), fill(row), row.getString("CHARACTER_SET_NAME"),
                row.getString("COLLATION_NAME"), row.getObject("SRS_ID", Integer.class), row.getString("COLUMN_COMMENT"));
    }

    /** EXTRA is a list of words: {@code DEFAULT_GENERATED on update CURRENT_TIMESTAMP(3)}, {@code auto_increment}. */
    private static ColumnFill fill(ResultSet row) throws SQLException {
        String extra = row.getString("EXTRA");
        String generated = row.getString("GENERATION_EXPRESSION");
        boolean expression = extra.contains("DEFAULT_GENERATED");
        String defaultValue = row.getString("COLUMN_DEFAULT");
        int update = extra.indexOf(ON_UPDATE);
        return new ColumnFill(expression ? CatalogQuery.expression(defaultValue) : defaultValue, expression,
                extra.contains("auto_increment"),
                update < 0 ? null : extra.substring(update + ON_UPDATE.length()).replaceAll(" .*", ""),
                generated.isEmpty() ? null : CatalogQuery.expression(generated), extra.contains("STORED GENERATED"));
    }
}
