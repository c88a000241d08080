package sluice.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTextTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{\"b\": [1, 2.5, null, true], \"a\": \"x y\"}|{\"b\":[1,2.5,null,true],\"a\":\"x y\"}",
            "\"é😀\\u0001\\/\"|\"é😀\\u0001/\"", "null|null", "[]|[]", "{}|{}"})
    void textsThatDifferInBlanksAndEscapesAreOne(String server, String canonical) throws IOException {
        assertEquals(canonical, JsonText.canonical(server));
    }

    /** The server's text, then what Debezium 3.4.1 writes of the binlog's double. */
    @ParameterizedTest
    @CsvSource({"1e20, 100000000000000000000", "1e15, 1000000000000000", "1.0, 1.0", "-0.5, -0.5", "1.2345678901234568e18, 1234567890123456768", "5e-324, 4.9E-324",
            "0.1, 0.1", "1.7976931348623157e308, 1.7976931348623157E308"})
    void aDoubleHasOneTextWhicheverWayItCame(String server, String binlog) {
        assertEquals(JsonText.number(server), JsonText.number(binlog));
        assertEquals(JsonText.number(server), JsonText.number(JsonText.number(server)));
    }

    @Test
    void everyDoubleIsReadBackAsItself() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            double number = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(number)) {
                assertEquals(number, Double.parseDouble(JsonText.number(Double.toString(number))));
                assertEquals(JsonText.number(Double.toString(number)), JsonText.number(new BigDecimal(number).toPlainString()));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"18446744073709551615, 18446744073709551615", "-9223372036854775808, -9223372036854775808", "0, 0",
            "12345678901234567890.123456789012345678901234567890, 12345678901234567890.12345678901234567890123456789",
            "0.30, 0.3"})
    void integersAndDecimalsKeepEveryDigit(String text, String canonical) {
        assertEquals(canonical, JsonText.number(text));
    }

    @Test
    void whatIsNoDocumentIsAnError() {
        assertThrows(IOException.class, () -> JsonText.canonical("{\"a\":"));
    }
}
