package sluice.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same text for the same value, another one for any other. */
class CanonicalTextTest {

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"{\"a\":1,\"b\":[1,2]}; { \"b\" : [1.0, 2], \"a\" : 1e0 }", "1.50; 1.5", "\"\\u00e9\"; \"é\"", "[]; [ ]"})
    void documentsAreComparedByValue(String one, String other) {
        assertEquals(CanonicalText.document(one), CanonicalText.document(other));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"{\"a\":1}; {\"a\":\"1\"}", "[1,2]; [2,1]", "{}; []", "null; 'text'", "\"a\"; \"A\"", "{\"a\":null}; {}",
        "0.1; 0.10000000000000001", "\"a \"; \"a\"", "1; true", "{\"a\":1,\"b\":2}; {\"a\":2,\"b\":1}"})
    void anotherDocumentIsFound(String one, String other) {
        assertNotEquals(CanonicalText.document(one), CanonicalText.document(other));
    }

    @Test
    void jsonsNullIsNotNull() {
        assertNotEquals(CanonicalText.document("null"), CanonicalText.document(null));
    }

    @ParameterizedTest
    @CsvSource({"2024-02-29, 2024-02-29 00:00:00", "2024-02-29T12:00:00.5Z, 2024-02-29 12:00:00.500000"})
    void momentsAreComparedByValue(String one, String other) {
        assertEquals(CanonicalText.moment(one), CanonicalText.moment(other));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0000-00-00", "0000-00-00 00:00:00", "2024-00-10", "2023-02-29"})
    void aDateOfNoCalendarStaysWhatItIs(String zero) {
        assertEquals("'" + zero + "'", CanonicalText.moment(zero));
    }

    @ParameterizedTest
    @CsvSource({"-838:59:59, -3020399000000", "00:00:00.000001, 1", "-00:00:00.1, -100000", "24:00:00, 86400000000"})
    void spansKeepTheirSignAndTheirRange(String time, String micros) {
        assertEquals(micros, CanonicalText.span(time));
    }

    @Test
    void numbersOfAnyLengthAreComparedByValue() {
        String digits = "9".repeat(35) + "." + "9".repeat(30);
        assertEquals(digits, CanonicalText.number(new BigDecimal(digits)));
        assertEquals("0", CanonicalText.number(new BigDecimal("-0.00")));
        assertEquals("100", CanonicalText.number(new BigDecimal("1.00E2")));
    }

    @Test
    void vectorsAreComparedByTheirBits() {
        byte[] bytes = {0, 0, (byte) 0x80, 0x3f, (byte) 0xcd, (byte) 0xcc, (byte) 0xcc, 0x3d};
        assertEquals(CanonicalText.vector(bytes), CanonicalText.vector("[1, 0.1]"));
        assertNotEquals(CanonicalText.vector(bytes), CanonicalText.vector("[1, 0.10000001]"));
        assertNotEquals(CanonicalText.vector(bytes), CanonicalText.vector("[0.1, 1]"));
    }

    @Test
    void aLongValueIsShortAndYetTellsEachDifference() {
        String one = CanonicalText.text("x".repeat(1_000_000));
        assertTrue(one.length() < 200, one);
        assertNotEquals(one, CanonicalText.text("x".repeat(999_999) + "y"));
        assertNotEquals(CanonicalText.bytes(new byte[5_000]), CanonicalText.bytes(new byte[5_001]));
    }

    @Test
    void nothingIsNullAndABlankIsNot() {
        assertEquals("NULL", CanonicalText.text(""));
        assertEquals("NULL", CanonicalText.bytes(new byte[0]));
        assertEquals("' '", CanonicalText.text(" "));
        assertEquals("0x00", CanonicalText.bytes(new byte[1]));
    }
}
