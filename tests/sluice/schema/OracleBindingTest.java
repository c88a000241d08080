package sluice.schema;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Types;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OracleBindingTest {

    private final OracleDialect dialect = new OracleDialect();

    @Test
    void numbersKeepEveryDigit() {
        assertEquals(9223372036854775807L, bound("NUMBER(19)", Long.MAX_VALUE));
        assertEquals(new BigDecimal("18446744073709551615"), bound("NUMBER(20)", new BigInteger("18446744073709551615")));
        BigDecimal decimal = new BigDecimal("12345678.123456789012345678901234567890");
        assertEquals(decimal, bound("NUMBER(38,30)", decimal));
        assertEquals(decimal, bound("NUMBER(38,30)", decimal.toString()));
        assertEquals(1, bound("NUMBER(3)", true));
    }

    @Test
    void doublesAreBoundAsBinaryBecauseNumberEndsBeforeThem() throws Exception {
        assertEquals(1.7976931348623157e308,
                assertInstanceOf(oracle.sql.BINARY_DOUBLE.class, bound("BINARY_DOUBLE", Double.MAX_VALUE)).doubleValue());
        assertArrayEquals(new oracle.sql.BINARY_FLOAT(0.1f).getBytes(),
                ((oracle.sql.BINARY_FLOAT) bound("BINARY_FLOAT", 0.1f)).getBytes());
    }

    @ParameterizedTest
    @CsvSource({
            "PT838H59M59.999S, +34 22:59:59.999000",
            "PT-838H-59M-59S, -34 22:59:59.000000",
            "PT-0.000001S, -00 00:00:00.000001",
            "PT0S, +00 00:00:00.000000",
            "PT23H59M59.999999S, +00 23:59:59.999999"})
    void timesBecomeIntervalsWithOneSignForTheWhole(Duration time, String interval) {
        assertEquals(interval, bound("INTERVAL DAY(2) TO SECOND(6)", time));
    }

    @Test
    void datesAndTimesNeverPassThroughTheZoneOfTheProcess() {
        LocalDateTime inAGap = LocalDateTime.of(2018, 11, 4, 0, 30);   // does not exist in Sao Paulo
        assertEquals(inAGap, bound("TIMESTAMP(6)", inAGap));
        assertEquals(inAGap, bound("DATE", inAGap));
        assertEquals(LocalDate.of(1000, 1, 1), bound("DATE", LocalDate.of(1000, 1, 1)));
        OffsetDateTime instant = OffsetDateTime.parse("2038-01-19T03:14:07.999999Z");
        assertEquals(instant, bound("TIMESTAMP(6) WITH TIME ZONE", instant));
    }

    @Test
    void instantsInKeysAreBoundInUtc() {
        assertEquals(LocalDateTime.of(2024, 1, 1, 0, 30),
                bound("TIMESTAMP(6)", OffsetDateTime.parse("2024-01-01T02:30:00+02:00")));
    }

    @Test
    void nullHasTheTypeOfTheColumnsValuesSoThatABatchStaysWhole() {
        assertNull(bound("NUMBER(10)", null));
        assertEquals(Types.NUMERIC, dialect.sqlType(column("NUMBER(10)")));
        assertEquals(Types.VARCHAR, dialect.sqlType(column("VARCHAR2(10 CHAR)")));
        assertEquals(Types.VARCHAR, dialect.sqlType(column("CLOB")));
        assertEquals(Types.VARCHAR, dialect.sqlType(column("INTERVAL DAY(2) TO SECOND(6)")));
        assertEquals(Types.TIMESTAMP, dialect.sqlType(column("DATE")));
        assertEquals(Types.TIMESTAMP_WITH_TIMEZONE, dialect.sqlType(column("TIMESTAMP(6) WITH TIME ZONE")));
        assertEquals(Types.DOUBLE, new H2Dialect().sqlType(column("BINARY_DOUBLE")));
    }

    @Test
    void onlyTextsThatAreTooLongForVarchar2AreBoundAsClob() {
        assertFalse(OracleBinding.asClob("x".repeat(4000)));
        assertTrue(OracleBinding.asClob("x".repeat(4001)));
        assertFalse(OracleBinding.asClob("\uD83D\uDE00".repeat(1000)));
        assertTrue(OracleBinding.asClob("\uD83D\uDE00".repeat(1001)));
    }

    @ParameterizedTest
    @CsvSource({"NUMBER(10), abc", "TIMESTAMP(6), 2024-01-01", "INTERVAL DAY(2) TO SECOND(6), 10:00", "SDO_GEOMETRY, x"})
    void aValueThatDoesNotGoWithItsColumnIsNamedWithoutShowingIt(String type, String value) {
        String message = assertThrows(UnbindableValue.class, () -> bound(type, value)).getMessage();
        assertTrue(message.startsWith("Column C is " + type + " and cannot take a value of String"), message);
        assertFalse(message.contains(value + " "), message);
    }

    private Object bound(String type, Object value) {
        return dialect.binder(column(type), ValuePolicies.DEFAULT, TargetFeatures.ORACLE_19C).bind(value);
    }

    private static TargetColumn column(String type) {
        return new TargetColumn("C", type, true);
    }
}
