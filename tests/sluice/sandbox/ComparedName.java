package sluice.sandbox;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;

/** What a table has to be called in the target. */
record ComparedName(String schema, String table) {

    boolean exists(Connection target) throws SQLException {
        DatabaseMetaData meta = target.getMetaData();
        try (ResultSet found = meta.getTables(null, escaped(meta, schema), escaped(meta, table), null)) {
            return found.next();
        }
    }

    /** The catalog takes patterns, in which an underscore stands for any character. */
    private static String escaped(DatabaseMetaData meta, String name) throws SQLException {
        String escape = meta.getSearchStringEscape();
        return name.replace(escape, escape + escape).replace("_", escape + "_").replace("%", escape + "%");
    }

    @Override
    public String toString() {
        return '"' + schema + "\".\"" + table + '"';
    }
}
