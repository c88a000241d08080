package sluice.it;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A table with a column for each type of a family, and the values at the edges of each, as SQL literals.
 * The row {@code n} has each column's value {@code n}, from the beginning again where a column has fewer.
 */
record TypeFamily(String table, Map<String, Column> columns) {

    /** How the two sides' values are read, so that equal values are equal texts. */
    enum Reading {
        NUMBER, FLOAT, DOUBLE, BITS, TEXT, BYTES, DATE, DATETIME, TIMESTAMP, TIME, JSON, VECTOR
    }

    record Column(String type, Reading reading, List<String> values) {
    }

    static TypeFamily of(String table) {
        return new TypeFamily(table, new LinkedHashMap<>());
    }

    TypeFamily with(String type, Reading reading, String... values) {
        return add(type, reading, Stream.concat(Stream.of(values), Stream.of("NULL")).toList());
    }

    /** A column that does not allow NULL; the type says its default. */
    TypeFamily withNotNull(String type, Reading reading, String... values) {
        return add(type.replaceFirst("DEFAULT|$", "NOT NULL $0"), reading, List.of(values));
    }

    private TypeFamily add(String type, Reading reading, List<String> values) {
        columns.put("c" + (columns.size() + 1), new Column(type, reading, values));
        return this;
    }

    int rows() {
        return columns.values().stream().mapToInt(column -> column.values().size()).max().orElseThrow();
    }

    String create(String database) {
        StringBuilder sql = new StringBuilder("CREATE TABLE " + database + "." + table + " (id INT PRIMARY KEY");
        columns.forEach((name, column) -> sql.append(", ").append(name).append(' ').append(column.type()));
        return sql.append(") CHARACTER SET utf8mb4").toString();
    }

    /** All rows, their ids counted from the first one. */
    String insert(String database, int first) {
        List<String> rows = new ArrayList<>();
        for (int row = 0; row < rows(); row++) {
            List<String> values = new ArrayList<>(List.of(Integer.toString(first + row)));
            for (Column column : columns.values()) {
                values.add(column.values().get(row % column.values().size()));
            }
            rows.add("(" + String.join(", ", values) + ")");
        }
        return "INSERT INTO " + database + "." + table + " VALUES " + String.join(", ", rows);
    }

    /** Rows with nothing but their ids. */
    String insertEmpty(String database, int first) {
        List<String> rows = new ArrayList<>();
        for (int row = 0; row < rows(); row++) {
            rows.add("(" + (first + row) + ")");
        }
        return "INSERT INTO " + database + "." + table + " (id) VALUES " + String.join(", ", rows);
    }

    /** Gives these rows their values: of the row of the same number before them. */
    String update(String database, int first, int from) {
        List<String> sets = columns.keySet().stream().map(name -> "t." + name + " = f." + name).toList();
        String name = database + "." + table;
        return "UPDATE " + name + " t JOIN " + name + " f ON f.id = t.id - " + (first - from) + " SET " + String.join(", ", sets)
                + " WHERE t.id >= " + first;
    }
}
