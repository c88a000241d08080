package sluice.it;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import sluice.it.TypeFamily.Column;
import sluice.sandbox.Login;

/**
 * The rows of a family's table on either side, as texts that are equal where the values are. It shares nothing with Sluice's own
 * decoding: the source gives its values by its own SQL functions, the target by JDBC.
 */
final class TypeRows {

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private TypeRows() {
    }

    /** By id; each row's values in the columns' order. */
    static Map<Integer, List<String>> source(Login login, String database, TypeFamily family) throws SQLException {
        List<String> selected = family.columns().entrySet().stream().map(entry -> expression(entry.getKey(), entry.getValue())).toList();
        return read(login, "SELECT id, " + String.join(", ", selected) + " FROM " + database + "." + family.table(), family, true);
    }

    static Map<Integer, List<String>> target(Login login, String database, TypeFamily family) throws SQLException {
        return read(login, "SELECT ID, " + String.join(", ", family.columns().keySet()) + " FROM " + database + "." + family.table(),
                family, false);
    }

    private static Map<Integer, List<String>> read(Login login, String sql, TypeFamily family, boolean source) throws SQLException {
        Map<Integer, List<String>> rows = new LinkedHashMap<>();
        try (Connection connection = login.connect(); Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                List<String> values = new ArrayList<>();
                int position = 2;
                for (Column column : family.columns().values()) {
                    values.add(source ? sourceText(row.getString(position), column) : targetText(row, position, column));
                    position++;
                }
                rows.put(row.getInt(1), values);
            }
        }
        return rows;
    }

    private static String expression(String name, Column column) {
        return switch (column.reading()) {
            case FLOAT -> "CAST(" + name + " + 0E0 AS CHAR)";
            case BITS -> "CAST(" + name + " + 0 AS CHAR)";
            case TEXT -> "HEX(CONVERT(" + name + " USING utf8mb4))";
            case BYTES -> "HEX(" + name + ")";
            case VECTOR -> "HEX(" + name + ")";
            default -> "CAST(" + name + " AS CHAR)";
        };
    }

    private static String sourceText(String value, Column column) {
        if (value == null || value.isEmpty()) {
            return "NULL"; // Oracle has no empty text
        }
        return switch (column.reading()) {
            case NUMBER, BITS -> number(new BigDecimal(value));
            case FLOAT -> Float.toString((float) Double.parseDouble(value));
            case DOUBLE -> Double.toString(Double.parseDouble(value));
            case TEXT, BYTES -> value;
            case DATE -> value + "T00:00";
            case DATETIME, TIMESTAMP -> LocalDateTime.parse(value.replace(' ', 'T')).toString();
            case TIME -> micros(value);
            case JSON -> json(value);
            case VECTOR -> vector(value);
        };
    }

    private static String targetText(ResultSet row, int position, Column column) throws SQLException {
        if (row.getObject(position) == null) {
            return "NULL";
        }
        return switch (column.reading()) {
            case NUMBER, BITS -> number(row.getBigDecimal(position));
            case FLOAT -> Float.toString(row.getFloat(position));
            case DOUBLE -> Double.toString(row.getDouble(position));
            case TEXT -> HexFormat.of().withUpperCase().formatHex(row.getString(position).getBytes(StandardCharsets.UTF_8));
            case BYTES -> HexFormat.of().withUpperCase().formatHex(row.getBytes(position));
            case DATE, DATETIME -> row.getObject(position, LocalDateTime.class).toString();
            case TIMESTAMP -> row.getObject(position, OffsetDateTime.class).toLocalDateTime().toString();
            case TIME -> Long.toString(row.getObject(position, Duration.class).toNanos() / 1_000);
            case JSON -> json(row.getString(position));
            case VECTOR -> elements(row.getString(position));
        };
    }

    private static String number(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    private static String micros(String time) {
        String[] parts = time.replace("-", "").split("[:.]");
        long micros = (Long.parseLong(parts[0]) * 3600 + Long.parseLong(parts[1]) * 60 + Long.parseLong(parts[2])) * 1_000_000
                + (parts.length < 4 ? 0 : Long.parseLong((parts[3] + "00000").substring(0, 6)));
        return Long.toString(time.startsWith("-") ? -micros : micros);
    }

    /** Floats, the lowest byte first. */
    private static String vector(String hex) {
        List<Float> elements = new ArrayList<>();
        byte[] bytes = HexFormat.of().parseHex(hex);
        for (int i = 0; i < bytes.length; i += 4) {
            elements.add(Float.intBitsToFloat(bytes[i] & 0xFF | (bytes[i + 1] & 0xFF) << 8 | (bytes[i + 2] & 0xFF) << 16 | bytes[i + 3] << 24));
        }
        return elements.toString();
    }

    private static String elements(String text) {
        List<Float> elements = new ArrayList<>();
        for (String element : text.substring(1, text.length() - 1).split(",")) {
            elements.add(Float.valueOf(element));
        }
        return elements.toString();
    }

    private static String json(String text) {
        try {
            return byValue(JSON.readTree(text)).toString();
        } catch (java.io.IOException e) {
            throw new IllegalStateException("no JSON: " + text, e);
        }
    }

    /** Numbers that a double holds as the double, others as they are. */
    private static JsonNode byValue(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.fieldNames().forEachRemaining(name -> object.set(name, byValue(object.get(name))));
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, byValue(array.get(i)));
            }
        } else if (node.isNumber()) {
            BigDecimal value = node.decimalValue();
            double nearest = value.doubleValue();
            boolean isDouble = value.precision() <= 17 || value.compareTo(new BigDecimal(nearest)) == 0;
            return JSON.getNodeFactory().textNode(isDouble ? "d" + String.format(Locale.ROOT, "%.17g", nearest) : number(value));
        }
        return node;
    }
}
