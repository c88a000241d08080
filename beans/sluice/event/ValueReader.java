package sluice.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Reads one JSON value of a row as the Java value that it stands for: Long, Double, Boolean, String, byte[],
 * BigDecimal, LocalDate, LocalDateTime, OffsetDateTime, Duration (MySQL's TIME, which may be negative or longer
 * than a day). A null is handled by the caller.
 *
 * <p>Which reader a column needs is decided once a schema, from the column's Connect type and semantic name
 * (Debezium documentation, "MySQL connector, data type mappings").
 */
@FunctionalInterface
public interface ValueReader {

    Object read(JsonParser json) throws IOException;

    /** Semantic types that say more than the Connect type does. */
    Map<String, ValueReader> BY_NAME = Map.ofEntries(
            Map.entry("io.debezium.time.Date", json -> LocalDate.ofEpochDay(json.getLongValue())),
            Map.entry("org.apache.kafka.connect.data.Date", json -> LocalDate.ofEpochDay(json.getLongValue())),
            Map.entry("io.debezium.time.Timestamp", json -> dateTime(json.getLongValue(), TimeUnit.MILLISECONDS)),
            Map.entry("org.apache.kafka.connect.data.Timestamp", json -> dateTime(json.getLongValue(), TimeUnit.MILLISECONDS)),
            Map.entry("io.debezium.time.MicroTimestamp", json -> dateTime(json.getLongValue(), TimeUnit.MICROSECONDS)),
            Map.entry("io.debezium.time.NanoTimestamp", json -> dateTime(json.getLongValue(), TimeUnit.NANOSECONDS)),
            Map.entry("io.debezium.time.ZonedTimestamp", json -> OffsetDateTime.parse(json.getText())),
            Map.entry("io.debezium.time.Time", json -> Duration.ofMillis(json.getLongValue())),
            Map.entry("org.apache.kafka.connect.data.Time", json -> Duration.ofMillis(json.getLongValue())),
            Map.entry("io.debezium.time.MicroTime", json -> duration(json.getLongValue(), TimeUnit.MICROSECONDS)),
            Map.entry("io.debezium.time.NanoTime", json -> duration(json.getLongValue(), TimeUnit.NANOSECONDS)));

    /** Connect's own types, for a column without a semantic name that is known here. */
    Map<String, ValueReader> BY_TYPE = Map.ofEntries(
            Map.entry("int8", JsonParser::getLongValue),
            Map.entry("int16", JsonParser::getLongValue),
            Map.entry("int32", JsonParser::getLongValue),
            Map.entry("int64", JsonParser::getLongValue),
            Map.entry("float", JsonParser::getDoubleValue),
            Map.entry("float32", JsonParser::getDoubleValue),
            Map.entry("double", JsonParser::getDoubleValue),
            Map.entry("float64", JsonParser::getDoubleValue),
            Map.entry("boolean", JsonParser::getBooleanValue),
            Map.entry("string", JsonParser::getText),
            Map.entry("bytes", JsonParser::getBinaryValue));

    String DECIMAL = "org.apache.kafka.connect.data.Decimal";

    /**
     * @param field a field of a Connect schema in JSON: {@code type}, and {@code name} and {@code parameters} if any
     * @throws IllegalArgumentException for a type that no row of ours has
     */
    static ValueReader of(JsonNode field) {
        String name = field.path("name").asText("");
        if (name.equals(DECIMAL)) {
            int scale = field.path("parameters").path("scale").asInt();
            return json -> decimal(json, scale);
        }
        ValueReader reader = BY_NAME.getOrDefault(name, BY_TYPE.get(field.path("type").asText()));
        if (reader == null) {
            throw new IllegalArgumentException("column " + field.path("field").asText() + " has the type "
                    + field.path("type").asText() + " " + name + ", which Sluice does not read yet");
        }
        return reader;
    }

    /** Connect writes a Decimal as the two's complement of its unscaled value in base64, or as a number if told so. */
    private static BigDecimal decimal(JsonParser json, int scale) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_STRING) {
            return new BigDecimal(new BigInteger(json.getBinaryValue()), scale);
        }
        return json.getDecimalValue();
    }

    private static LocalDateTime dateTime(long since, TimeUnit unit) {
        long perSecond = unit.convert(1, TimeUnit.SECONDS);
        long seconds = Math.floorDiv(since, perSecond);
        long nanos = unit.toNanos(Math.floorMod(since, perSecond));
        return LocalDateTime.ofInstant(Instant.ofEpochSecond(seconds, nanos), ZoneOffset.UTC);
    }

    private static Duration duration(long amount, TimeUnit unit) {
        long perSecond = unit.convert(1, TimeUnit.SECONDS);
        return Duration.ofSeconds(Math.floorDiv(amount, perSecond), unit.toNanos(Math.floorMod(amount, perSecond)));
    }
}
