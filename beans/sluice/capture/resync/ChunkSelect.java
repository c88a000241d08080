package sluice.capture.resync;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import sluice.capture.SnapshotSelects;
import sluice.schema.source.SourceColumn;

/**
 * Puts the columns of a table in the place of the {@code *} in what Debezium selects for a resync, as the snapshot selects them.
 *
 * <p>The columns are asked for each time: the table may have been altered since the last chunk, and a column that is not selected would be NULL.
 * Debezium compares the columns of each chunk with those that it knows (incremental.snapshot.allow.schema.changes).
 */
final class ChunkSelect {

    private static final Pattern SELECT = Pattern.compile("SELECT \\*( FROM `((?:[^`]|``)+)`\\.`((?:[^`]|``)+)` .*)", Pattern.DOTALL);
    private static final String COLUMNS = "SELECT COLUMN_NAME, DATA_TYPE, CHARACTER_SET_NAME FROM INFORMATION_SCHEMA.COLUMNS"
            + " WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ? ORDER BY ORDINAL_POSITION";

    private final Connection connection;
    private final String mark;

    /** @param mark with what a text begins that is given in hexadecimal digits */
    ChunkSelect(Connection connection, String mark) {
        this.connection = connection;
        this.mark = mark;
    }

    /** Null if it is no such select. */
    String replaced(String sql) throws SQLException {
        Matcher select = SELECT.matcher(sql);
        if (!select.matches()) {
            return null;
        }
        List<SourceColumn> columns = columns(select.group(2).replace("``", "`"), select.group(3).replace("``", "`"));
        // without columns the table is gone, and MySQL says so
        return columns.isEmpty() ? sql : "SELECT " + SnapshotSelects.columns(columns, mark) + select.group(1);
    }

    private List<SourceColumn> columns(String database, String table) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(COLUMNS)) {
            query.setString(1, database);
            query.setString(2, table);
            List<SourceColumn> columns = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    String type = rows.getString(2).toLowerCase(Locale.ROOT);
                    columns.add(new SourceColumn(rows.getString(1), type, type, null, null, null, true, null, rows.getString(3), null, null, ""));
                }
            }
            return columns;
        }
    }
}
