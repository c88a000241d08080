package sluice.event;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import sluice.schema.ZeroDate;

/** Each type in the forms that the connector's settings give it. */
class ValueReaderTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void decimalsInEveryHandlingModeThatKeepsThem() throws IOException {
        assertEquals(new BigDecimal("150.00"), read("bytes", ValueReader.DECIMAL, "\"scale\":\"2\"", "\"Opg=\""));
        assertEquals(new BigDecimal("150.00"), read("bytes", ValueReader.DECIMAL, "\"scale\":\"2\"", "150.00"));
        assertEquals(new BigDecimal("150.00"), read("string", "", source("DECIMAL"), "\"150.00\""));
        assertEquals("150.00", read("string", "", "", "\"150.00\""));
        assertEquals(new BigDecimal("1.50"), read("struct", "io.debezium.data.VariableScaleDecimal", "", "{\"scale\":2,\"value\":\"AJY=\"}"));
    }

    @Test
    void decimalsAsDoublesAreRefusedByName() {
        String message = assertThrows(IllegalArgumentException.class, () -> read("double", "", source("DECIMAL UNSIGNED"), "1.1")).getMessage();
        assertTrue(message.contains("set decimal.handling.mode=precise or string"), message);
    }

    @Test
    void unsignedBigintsKeepTheirUpperHalf() throws IOException {
        assertEquals(new BigInteger("18446744073709551615"), read("int64", "", source("BIGINT UNSIGNED"), "-1"));
        assertEquals(7L, read("int64", "", source("BIGINT UNSIGNED ZEROFILL"), "7"));
        assertEquals(-1L, read("int64", "", source("BIGINT"), "-1"));
        assertEquals(new BigDecimal("18446744073709551615"), read("bytes", ValueReader.DECIMAL, "\"scale\":\"0\"", "\"AP//////////\""));
    }

    @Test
    void datesAndTimesInEveryPrecisionMode() throws IOException {
        LocalDateTime moment = LocalDateTime.parse("1969-12-31T23:59:59.999");
        assertEquals(LocalDate.of(1000, 1, 1), read("int32", "io.debezium.time.Date", "", "-354285"));
        assertEquals(LocalDate.of(1000, 1, 1), read("int32", "org.apache.kafka.connect.data.Date", "", "-354285"));
        assertEquals(LocalDate.of(2023, 11, 21), read("string", "io.debezium.time.IsoDate", "", "\"2023-11-21Z\""));
        assertEquals(moment, read("int64", "io.debezium.time.Timestamp", "", "-1"));
        assertEquals(moment, read("int64", "org.apache.kafka.connect.data.Timestamp", "", "-1"));
        assertEquals(moment, read("int64", "io.debezium.time.MicroTimestamp", "", "-1000"));
        assertEquals(moment, read("int64", "io.debezium.time.NanoTimestamp", "", "-1000000"));
        assertEquals(moment, read("string", "io.debezium.time.IsoTimestamp", "", "\"1969-12-31T23:59:59.999Z\""));
        assertEquals(OffsetDateTime.parse("2024-01-01T00:00:00.5Z"), read("string", "io.debezium.time.ZonedTimestamp", "", "\"2024-01-01T00:00:00.500Z\""));
        assertEquals(Duration.parse("PT-838H-59M-59.000001S"), read("int64", "io.debezium.time.MicroTime", "", "-3020399000001"));
        assertEquals(Duration.ofMillis(-1), read("int32", "io.debezium.time.Time", "", "-1"));
        assertEquals(Duration.ofMillis(1), read("int32", "org.apache.kafka.connect.data.Time", "", "1"));
        assertEquals(0L, read("int32", "io.debezium.time.Year", "", "1900"));
        assertEquals(2155L, read("int32", "io.debezium.time.Year", "", "2155"));
    }

    @Test
    void theInstantOfTheEpochIsTheZeroDateOfATimestamp() throws IOException {
        assertEquals(ZeroDate.VALUE, read("string", "io.debezium.time.ZonedTimestamp", source("TIMESTAMP"), "\"1970-01-01T00:00:00Z\""));
        assertEquals(OffsetDateTime.parse("1970-01-01T00:00:01Z"),
                read("string", "io.debezium.time.ZonedTimestamp", source("TIMESTAMP"), "\"1970-01-01T00:00:01Z\""));
    }

    @Test
    void bitsComeLowestFirst() throws IOException {
        assertEquals(257L, read("bytes", "io.debezium.data.Bits", "\"length\":\"9\"", "\"AQE=\""));
        assertEquals(new BigInteger("9223372036854775808"), read("bytes", "io.debezium.data.Bits", "\"length\":\"64\"", "\"AAAAAAAAAIA=\""));
        assertEquals(true, read("boolean", "", "", "true"));
    }

    @Test
    void floatsStayFloats() throws IOException {
        assertEquals(0.1f, read("float", "", "", "0.1"));
        assertEquals(0.1, read("double", "", "", "0.1"));
    }

    @Test
    void labelsDocumentsAndVectors() throws IOException {
        assertEquals("b\\,c", read("string", "io.debezium.data.Enum", "", "\"b\\\\,c\""), "plain, or set right by the operation");
        assertEquals("x,y", read("string", "io.debezium.data.EnumSet", "", "\"x,y\""));
        assertEquals("{\"a\":1}", read("string", "io.debezium.data.Json", "", "\"{\\\"a\\\": 1}\""));
        float[] vector = (float[]) read("array", "io.debezium.data.FloatVector", "", "[1.5,-0.0,\"NaN\"]");
        assertArrayEquals(new float[] {1.5f, -0f, Float.NaN}, vector);
    }

    @Test
    void aGeometryIsWhatMySqlHolds() throws IOException {
        String wkb = "AQEAAAAAAAAAAADwPwAAAAAAAATA";
        assertEquals("e6100000" + "0101000000000000000000f03f00000000000004c0", HexFormat.of().formatHex((byte[]) read("struct",
                "io.debezium.data.geometry.Point", "", "{\"x\":1.0,\"y\":-2.5,\"wkb\":\"" + wkb + "\",\"srid\":4326}")));
        assertEquals("00000000" + "0101000000000000000000f03f00000000000004c0", HexFormat.of().formatHex((byte[]) read("struct",
                "io.debezium.data.geometry.Geometry", "", "{\"wkb\":\"" + wkb + "\",\"srid\":null}")));
    }

    private static String source(String type) {
        return "\"" + ValueReader.SOURCE_TYPE + "\":\"" + type + "\"";
    }

    private static Object read(String type, String name, String parameters, String value) throws IOException {
        String field = "{\"type\":\"" + type + "\",\"field\":\"c\"" + (name.isEmpty() ? "" : ",\"name\":\"" + name + "\"")
                + ",\"parameters\":{" + parameters + "}}";
        try (JsonParser json = JSON.getFactory().createParser(value)) {
            json.nextToken();
            return ValueReader.of(JSON.readTree(field)).read(json);
        }
    }
}
