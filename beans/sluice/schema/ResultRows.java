package sluice.schema;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Rows of a server's own tables and SHOW statements as text, for questions whose columns differ between versions. */
public final class ResultRows {

    private ResultRows() {
    }

    /** All rows that are left, each by the labels of its columns in upper case; NULL is left out. */
    public static List<Map<String, String>> of(ResultSet result) throws SQLException {
        List<Map<String, String>> rows = new ArrayList<>();
        ResultSetMetaData columns = result.getMetaData();
        while (result.next()) {
            Map<String, String> row = new LinkedHashMap<>();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                String value = result.getString(i);
                if (value != null) {
                    row.put(columns.getColumnLabel(i).toUpperCase(Locale.ROOT), value);
                }
            }
            rows.add(row);
        }
        return rows;
    }
}
