package sluice.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import sluice.schema.UntoldValue;
import sluice.schema.ZeroDate;

/**
 * The readers of the semantic types that say more than the Connect type does (Debezium documentation, "MySQL connector, data
 * type mappings"), in all forms that the connector's settings give them.
 */
final class ValueReaders {

    private static final BigInteger TWO_TO_64 = BigInteger.ONE.shiftLeft(Long.SIZE);

    private static final UntoldValue UNDEFINED_CHARACTER = new UntoldValue("a text with a character that its character set at the source"
            + " does not define; correct it there");

    private static final UntoldValue BESIDE_THE_GAP = new UntoldValue("a time of 5 to 24 October 1582 from the snapshot, which does not"
            + " tell from each other two days that are ten days apart; write the row again at the source (a change and back)");

    static final Map<String, ValueReader> BY_NAME = Map.ofEntries(
            Map.entry("io.debezium.time.Date", json -> LocalDate.ofEpochDay(json.getLongValue())),
            Map.entry("org.apache.kafka.connect.data.Date", json -> LocalDate.ofEpochDay(json.getLongValue())),
            Map.entry("io.debezium.time.IsoDate", json -> LocalDate.parse(json.getText().replace("Z", ""))),
            Map.entry("io.debezium.time.Timestamp", json -> dateTime(json.getLongValue(), TimeUnit.MILLISECONDS)),
            Map.entry("org.apache.kafka.connect.data.Timestamp", json -> dateTime(json.getLongValue(), TimeUnit.MILLISECONDS)),
            Map.entry("io.debezium.time.MicroTimestamp", json -> micros(json.getLongValue())),
            Map.entry("io.debezium.time.NanoTimestamp", json -> dateTime(json.getLongValue(), TimeUnit.NANOSECONDS)),
            Map.entry("io.debezium.time.IsoTimestamp", json -> OffsetDateTime.parse(json.getText()).toLocalDateTime()),
            Map.entry("io.debezium.time.ZonedTimestamp", json -> InstantText.parse(json.getText())),
            Map.entry("io.debezium.time.Time", json -> Duration.ofMillis(json.getLongValue())),
            Map.entry("org.apache.kafka.connect.data.Time", json -> Duration.ofMillis(json.getLongValue())),
            Map.entry("io.debezium.time.MicroTime", json -> duration(json.getLongValue(), TimeUnit.MICROSECONDS)),
            Map.entry("io.debezium.time.NanoTime", json -> duration(json.getLongValue(), TimeUnit.NANOSECONDS)),
            Map.entry("io.debezium.time.Year", json -> year(json.getLongValue())),
            Map.entry("io.debezium.data.Bits", json -> bits(json.getBinaryValue())),
            Map.entry("io.debezium.data.Json", json -> JsonText.canonical(json.getText())),
            Map.entry("io.debezium.data.VariableScaleDecimal", ValueReaders::scaled),
            Map.entry("io.debezium.data.FloatVector", ValueReaders::vector),
            Map.entry("io.debezium.data.geometry.Geometry", ValueReaders::geometry),
            Map.entry("io.debezium.data.geometry.Point", ValueReaders::geometry));

    private ValueReaders() {
    }

    /** A BIGINT UNSIGNED whose upper half the connector has let overflow (bigint.unsigned.handling.mode=long, its default). */
    static Object unsigned(JsonParser json) throws IOException {
        long value = json.getLongValue();
        return value >= 0 ? (Object) value : BigInteger.valueOf(value).add(TWO_TO_64);
    }

    /** A text that capture has decoded by the source's own tables. */
    static Object decoded(JsonParser json) throws IOException {
        String text = json.getText();
        return text.indexOf('\uFFFD') < 0 ? text : UNDEFINED_CHARACTER;
    }

    /** A YEAR is 1901 to 2155, or 0000, which the binlog holds as 0 years after 1900. */
    private static Object year(long year) {
        return year == 1900 ? 0L : year;
    }

    /**
     * An instant. A TIMESTAMP begins one second after the epoch; what the binlog holds as the epoch itself is the zero date.
     */
    static Object instant(JsonParser json) throws IOException {
        OffsetDateTime instant = InstantText.parse(json.getText());
        return instant.toEpochSecond() == 0 && instant.getNano() == 0 ? ZeroDate.VALUE : instant;
    }

    /** Debezium writes the bits as bytes, the lowest first. */
    private static Object bits(byte[] bytes) {
        byte[] bigEndian = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            bigEndian[i] = bytes[bytes.length - 1 - i];
        }
        BigInteger value = new BigInteger(1, bigEndian);
        return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
    }

    private static BigDecimal scaled(JsonParser json) throws IOException {
        int scale = 0;
        BigInteger unscaled = BigInteger.ZERO;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "scale" -> scale = json.getIntValue();
                case "value" -> unscaled = new BigInteger(json.getBinaryValue());
                default -> json.skipChildren();
            }
        }
        return new BigDecimal(unscaled, scale);
    }

    /** As MySQL itself holds it: the SRID in four bytes, the lowest first, and the well-known binary form. */
    private static byte[] geometry(JsonParser json) throws IOException {
        int srid = 0;
        byte[] wkb = new byte[0];
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String field = json.currentName();
            JsonToken value = json.nextToken();
            switch (field) {
                case "srid" -> srid = value == JsonToken.VALUE_NULL ? 0 : (int) json.getLongValue();
                case "wkb" -> wkb = json.getBinaryValue();
                default -> json.skipChildren();
            }
        }
        return ByteBuffer.allocate(Integer.BYTES + wkb.length).order(ByteOrder.LITTLE_ENDIAN).putInt(srid).put(wkb).array();
    }

    private static float[] vector(JsonParser json) throws IOException {
        float[] elements = new float[16];
        int size = 0;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (size == elements.length) {
                elements = Arrays.copyOf(elements, 2 * size);
            }
            // JSON has no NaN: Connect writes it as text
            elements[size++] = json.currentToken() == JsonToken.VALUE_STRING
                    ? Float.parseFloat(json.getText()) : json.getFloatValue();
        }
        return Arrays.copyOf(elements, size);
    }

    private static Object micros(long micros) {
        return micros == ValueReader.UNTOLD_DAY ? BESIDE_THE_GAP : dateTime(micros, TimeUnit.MICROSECONDS);
    }

    private static LocalDateTime dateTime(long since, TimeUnit unit) {
        long perSecond = unit.convert(1, TimeUnit.SECONDS);
        long seconds = Math.floorDiv(since, perSecond);
        long nanos = unit.toNanos(Math.floorMod(since, perSecond));
        return LocalDateTime.ofEpochSecond(seconds, (int) nanos, ZoneOffset.UTC);
    }

    private static Duration duration(long amount, TimeUnit unit) {
        long perSecond = unit.convert(1, TimeUnit.SECONDS);
        return Duration.ofSeconds(Math.floorDiv(amount, perSecond), unit.toNanos(Math.floorMod(amount, perSecond)));
    }
}
