package sluice.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Map;

/**
 * Reads one JSON value of a row as the Java value that it stands for: Long, BigInteger, Float, Double, Boolean, String, byte[],
 * BigDecimal, LocalDate, LocalDateTime, OffsetDateTime, Duration (MySQL's TIME, which may be negative or longer than a day),
 * float[] (VECTOR), or a ZeroDate or UntoldValue in place of what it is not. A null is handled by the caller.
 *
 * <p>Which reader a column needs is decided once a schema, from the column's Connect type, its semantic name, and the MySQL type
 * where the connector tells it ({@code datatype.propagate.source.type}). A form that has lost something already (decimals as
 * doubles) is refused: read as it stands, it would be a wrong value that nobody notices.
 */
@FunctionalInterface
public interface ValueReader {

    /** The parameter of a field's schema in which Debezium tells the MySQL type. */
    String SOURCE_TYPE = "__debezium.source.column.type";

    /** The DATETIME, in microseconds, by which capture says that it cannot tell the day. */
    long UNTOLD_DAY = Long.MIN_VALUE;

    Object read(JsonParser json) throws IOException;

    /** Connect's own types, for a column without a semantic name that is known here. */
    Map<String, ValueReader> BY_TYPE = Map.ofEntries(
            Map.entry("int8", JsonParser::getLongValue),
            Map.entry("int16", JsonParser::getLongValue),
            Map.entry("int32", JsonParser::getLongValue),
            Map.entry("int64", JsonParser::getLongValue),
            Map.entry("float", JsonParser::getFloatValue),
            Map.entry("float32", JsonParser::getFloatValue),
            Map.entry("double", JsonParser::getDoubleValue),
            Map.entry("float64", JsonParser::getDoubleValue),
            Map.entry("boolean", JsonParser::getBooleanValue),
            Map.entry("string", JsonParser::getText),
            Map.entry("bytes", JsonParser::getBinaryValue));

    String DECIMAL = "org.apache.kafka.connect.data.Decimal";

    /**
     * @param field a field of a Connect schema in JSON: {@code type}, and {@code name} and {@code parameters} if any
     * @throws IllegalArgumentException for a type that no row of ours has, or that has lost something already
     */
    static ValueReader of(JsonNode field) {
        String name = field.path("name").asText("");
        if (name.equals(DECIMAL)) {
            int scale = field.path("parameters").path("scale").asInt();
            return json -> decimal(json, scale);
        }
        if (name.equals("io.debezium.time.ZonedTimestamp") && sourceType(field).startsWith("TIMESTAMP")) {
            return ValueReaders::instant;
        }
        if (field.path("parameters").has(RowSchema.DECODED)) {
            return ValueReaders::decoded;
        }
        ValueReader reader = ValueReaders.BY_NAME.get(name);
        if (reader == null) {
            reader = plain(field);
        }
        if (reader == null) {
            throw new IllegalArgumentException("column " + field.path("field").asText() + " has the type "
                    + field.path("type").asText() + " " + name + ", which Sluice does not read");
        }
        return reader;
    }

    private static ValueReader plain(JsonNode field) {
        String type = field.path("type").asText();
        String source = sourceType(field);
        if (type.equals("int64") && source.startsWith("BIGINT UNSIGNED")) {
            return ValueReaders::unsigned;
        }
        boolean decimal = source.startsWith("DECIMAL") || source.startsWith("NUMERIC");
        if (decimal && type.startsWith("string")) {
            return json -> new BigDecimal(json.getText());
        }
        if (decimal && (type.equals("double") || type.equals("float64"))) {
            throw new IllegalArgumentException("column " + field.path("field").asText() + " is a " + source
                    + " that the connector writes as a double, which rounds it; set decimal.handling.mode=precise or string");
        }
        return BY_TYPE.get(type);
    }

    /** The MySQL type in upper case ({@code BIGINT UNSIGNED}); empty where the connector does not tell it. */
    static String sourceType(JsonNode field) {
        return field.path("parameters").path(SOURCE_TYPE).asText("").toUpperCase(Locale.ROOT);
    }

    /** Connect writes a Decimal as the two's complement of its unscaled value in base64, or as a number if told so. */
    private static BigDecimal decimal(JsonParser json, int scale) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_STRING) {
            return new BigDecimal(new BigInteger(json.getBinaryValue()), scale);
        }
        return json.getDecimalValue();
    }
}
