package sluice.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnTypeTest {

    @Test
    void sizesAreTakenOutOfTheMiddleOfAType() {
        assertEquals(new ColumnType("INTERVAL DAY TO SECOND", List.of(2, 6), false),
                ColumnType.of("INTERVAL DAY(2) TO SECOND(6)"));
        assertEquals(new ColumnType("TIMESTAMP WITH TIME ZONE", List.of(3), false),
                ColumnType.of("TIMESTAMP(3) WITH TIME ZONE"));
        assertEquals(new ColumnType("VARCHAR2", List.of(40), true), ColumnType.of("VARCHAR2(40 BYTE)"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "NUMBER|NUMBER(20)", "NUMBER|NUMBER(38,30)", "NUMBER(20)|NUMBER(19)", "NUMBER(12,4)|NUMBER(10,2)",
            "VARCHAR2(20 CHAR)|VARCHAR2(10 CHAR)", "VARCHAR2(40 BYTE)|VARCHAR2(10 CHAR)",
            "VARCHAR2(4000 BYTE)|VARCHAR2(2000 CHAR)", "CLOB|VARCHAR2(10 CHAR)", "CLOB|CLOB",
            "DATE|DATE", "TIMESTAMP(0)|DATE", "TIMESTAMP(6)|TIMESTAMP(3)", "DATE|TIMESTAMP(0)",
            "TIMESTAMP(6) WITH LOCAL TIME ZONE|TIMESTAMP(6) WITH TIME ZONE",
            "INTERVAL DAY(3) TO SECOND(6)|INTERVAL DAY(2) TO SECOND(0)",
            "BINARY_DOUBLE|BINARY_FLOAT", "BINARY_DOUBLE|BINARY_DOUBLE"})
    void aTypeHoldsWhatIsNotWider(String actual, String needed) {
        assertTrue(ColumnType.of(actual).holds(ColumnType.of(needed)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "NUMBER(19)|NUMBER(20)", "NUMBER(10,4)|NUMBER(10,2)", "NUMBER(12)|NUMBER(10,2)", "FLOAT(126)|NUMBER(10)",
            "VARCHAR2(9 CHAR)|VARCHAR2(10 CHAR)", "VARCHAR2(39 BYTE)|VARCHAR2(10 CHAR)", "CHAR(10 CHAR)|VARCHAR2(10 CHAR)",
            "VARCHAR2(4000 CHAR)|CLOB", "NVARCHAR2(10)|VARCHAR2(10 CHAR)",
            "DATE|TIMESTAMP(3)", "TIMESTAMP(0)|TIMESTAMP(6)", "TIMESTAMP(6)|TIMESTAMP(6) WITH TIME ZONE",
            "TIMESTAMP(6) WITH TIME ZONE|TIMESTAMP(6)", "INTERVAL DAY(1) TO SECOND(6)|INTERVAL DAY(2) TO SECOND(6)",
            "BINARY_FLOAT|BINARY_DOUBLE", "NUMBER|BINARY_DOUBLE"})
    void aTypeDoesNotHoldWhatItWouldCutRoundOrPad(String actual, String needed) {
        assertFalse(ColumnType.of(actual).holds(ColumnType.of(needed)));
    }
}
