package sluice.schema.source;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sluice.schema.TableId;

/**
 * Asks the source's INFORMATION_SCHEMA: one query about all databases, however many tables they have.
 *
 * <p>A catalog with thousands of tables that is asked table by table keeps a start waiting for minutes.
 */
final class CatalogQuery {

    private final Connection connection;

    CatalogQuery(Connection connection) {
        this.connection = connection;
    }

    /** Reads the current row. */
    @FunctionalInterface
    interface Mapping<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** @param sql with {@code %s} where the parameters of an IN list of names go */
    <T> List<T> rows(String sql, Collection<String> names, Mapping<T> mapping) throws SQLException {
        String parameters = String.join(", ", Collections.nCopies(names.size(), "?"));
        try (PreparedStatement statement = connection.prepareStatement(sql.formatted(parameters))) {
            int index = 0;
            for (String name : names) {
                statement.setString(++index, name);
            }
            List<T> result = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    result.add(mapping.read(rows));
                }
            }
            return result;
        }
    }

    /** The same, by the table that TABLE_SCHEMA and TABLE_NAME of a row say, each list in the order of the rows. */
    <T> Map<TableId, List<T>> byTable(String sql, Collection<String> names, Mapping<T> mapping) throws SQLException {
        Map<TableId, List<T>> result = new LinkedHashMap<>();
        rows(sql, names, row -> result.computeIfAbsent(id(row), id -> new ArrayList<>()).add(mapping.read(row)));
        return result;
    }

    static TableId id(ResultSet row) throws SQLException {
        return new TableId(row.getString("TABLE_SCHEMA"), row.getString("TABLE_NAME"));
    }

    /**
     * An expression of the catalog as SQL. INFORMATION_SCHEMA escapes it as if it stood inside of a literal:
     * {@code lower(_utf8mb4\'A\')}.
     *
     * @param escaped may be null
     */
    static String expression(String escaped) {
        return escaped == null ? null : escaped.replaceAll("\\\\(.)", "$1");
    }
}
