package sluice.sandbox;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The rows of a result set as text: one {@link CanonicalColumn} after the other, with {@code  | } between them. */
public final class CanonicalRow {
    private final List<CanonicalColumn> columns;

    private CanonicalRow(List<CanonicalColumn> columns) {
        this.columns = columns;
    }

    /** All columns, each by its own type. */
    public static CanonicalRow of(ResultSetMetaData meta) throws SQLException {
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= meta.getColumnCount(); i++) {
            names.add(meta.getColumnLabel(i));
        }
        return new CanonicalRow(CanonicalColumn.of(meta, names, Collections.nCopies(names.size(), null)));
    }

    /** The columns of these names, in this order. */
    static CanonicalRow of(ResultSetMetaData meta, List<ComparedColumn> columns) throws SQLException {
        return new CanonicalRow(CanonicalColumn.of(meta, columns.stream().map(ComparedColumn::name).toList(),
                columns.stream().map(ComparedColumn::kind).toList()));
    }

    /** The current row. */
    public String text(ResultSet row) throws SQLException {
        StringBuilder text = new StringBuilder();
        for (CanonicalColumn column : columns) {
            text.append(text.isEmpty() ? "" : " | ").append(column.value(row));
        }
        return text.toString();
    }
}
