package sluice.schema;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sluice.schema.ValuePolicies.EmptyNotNull;
import sluice.schema.ValuePolicies.ZeroDates;

/** A value is kept as it is, becomes what a policy says, or is refused: never cut, rounded or padded. */
class ValueBinderTest {

    private static final TargetFeatures STANDARD = TargetFeatures.ORACLE_19C;
    private static final TargetFeatures EXTENDED = new TargetFeatures(19, 32767, "AL32UTF8", 128);

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"NUMBER(10,2)|1.234", "NUMBER(10)|0.5", "NUMBER|1234567890123456789012345678901234567890.1",
            "NUMBER(5,-2)|150", "NUMBER|1E-131"})
    void aNumberThatWouldBeRoundedIsRefused(String type, String number) {
        assertRefused(type, new BigDecimal(number));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"NUMBER(10,2)|1.230", "NUMBER(10)|5.000", "NUMBER|1E+50", "NUMBER(5,-2)|1500", "NUMBER|1E-120"})
    void aNumberIsNotRefusedForZerosAtItsEnd(String type, String number) {
        assertEquals(new BigDecimal(number), bound(type, new BigDecimal(number)));
    }

    @Test
    void textIsMeasuredInCodePointsAndBytes() {
        String emoji = "\uD83D\uDE00";
        assertEquals(emoji.repeat(10), bound("VARCHAR2(10 CHAR)", emoji.repeat(10)));
        assertRefused("VARCHAR2(10 CHAR)", emoji.repeat(11));
        assertEquals("日".repeat(3), bound("VARCHAR2(9 BYTE)", "日".repeat(3)));
        assertRefused("VARCHAR2(9 BYTE)", "日".repeat(3) + "x");
        assertEquals("日".repeat(1333), bound("VARCHAR2(4000 CHAR)", "日".repeat(1333)));
        assertRefused("VARCHAR2(4000 CHAR)", "日".repeat(1334));
        assertEquals("日".repeat(1334), new OracleDialect().binder(column("VARCHAR2(4000 CHAR)"), ValuePolicies.DEFAULT, EXTENDED)
                .bind("日".repeat(1334)));
        assertEquals("日".repeat(9000), bound("CLOB", "日".repeat(9000)));
    }

    @Test
    void bytesThatAreTooLongAreRefused() {
        assertArrayEquals(new byte[16], (byte[]) bound("RAW(16)", new byte[16]));
        assertRefused("RAW(16)", new byte[17]);
        assertArrayEquals(new byte[99_999], (byte[]) bound("BLOB", new byte[99_999]));
        assertFalse(OracleBinding.asBlob(new byte[2000]));
    }

    @Test
    void aFractionThatIsTooFineIsRefused() {
        LocalDateTime fine = LocalDateTime.of(2024, 1, 1, 0, 0, 0, 1_000);
        assertEquals(fine, bound("TIMESTAMP(6)", fine));
        assertRefused("TIMESTAMP(5)", fine);
        assertRefused("DATE", fine);
        assertRefused("TIMESTAMP(3) WITH TIME ZONE", OffsetDateTime.parse("2024-01-01T00:00:00.0001Z"));
        assertRefused("INTERVAL DAY(2) TO SECOND(3)", Duration.ofNanos(1_000));
    }

    @Test
    void otherTypesGetTheTextThatMySqlShows() {
        assertEquals("-838:59:59.000001", bound("VARCHAR2(17 CHAR)", Duration.parse("PT-838H-59M-59.000001S")));
        assertEquals("00:00:00", bound("VARCHAR2(17 CHAR)", Duration.ZERO));
        assertEquals("2024-01-01", bound("VARCHAR2(10 CHAR)", LocalDate.of(2024, 1, 1)));
        assertEquals("2024-01-01 00:00:00", bound("VARCHAR2(26 CHAR)", LocalDateTime.of(2024, 1, 1, 0, 0)));
        assertEquals("2023-12-31 23:00:00.500000Z", bound("VARCHAR2(30 CHAR)", OffsetDateTime.parse("2024-01-01T00:00:00.5+01:00")));
        assertEquals("100", bound("VARCHAR2(67 CHAR)", new BigDecimal("1E+2")));
        assertEquals("[1.0,-2.5]", bound("CLOB", new float[] {1, -2.5f}));
        assertEquals(new BigDecimal("-3020399.5"), bound("NUMBER", Duration.parse("PT-838H-59M-59.5S")));
        assertArrayEquals(new byte[] {0, 0, 0, 0, 0, 0, 1, 1}, (byte[]) bound("RAW(8)", 257L));
        assertArrayEquals(new byte[] {-1, -1, -1, -1, -1, -1, -1, -1},
                (byte[]) bound("RAW(8)", new BigInteger("18446744073709551615")));
    }

    @Test
    void onlyZeroAndOneAreTruths() {
        assertEquals(true, bound("BOOLEAN", 1L));
        assertEquals(false, bound("BOOLEAN", false));
        assertRefused("BOOLEAN", 2L);
    }

    @Test
    void whatIsNoNumberIsRefusedWhereNoTypeHoldsIt() {
        assertRefused("NUMBER", Double.NaN);
        assertRefused("CLOB", new float[] {Float.NaN});
        assertRefused("BINARY_FLOAT", 0.1234567891);
        assertRefused("BINARY_DOUBLE", new BigDecimal("0.12345678901234567890"));
    }

    @Test
    void emptyIsNullWhereNullIsAllowed() {
        assertNull(bound("VARCHAR2(10 CHAR)", ""));
        assertNull(bound("CLOB", ""));
        assertNull(bound("RAW(10)", new byte[0]));
    }

    @Test
    void emptyInANotNullColumnIsABlankOrRefused() {
        TargetColumn column = new TargetColumn("C", "VARCHAR2(10 CHAR)", false);
        assertEquals(" ", binder(column, new ValuePolicies(EmptyNotNull.SPACE, ZeroDates.PARK)).bind(""));
        assertThrows(UnbindableValue.class, () -> binder(column, new ValuePolicies(EmptyNotNull.PARK, ZeroDates.PARK)).bind(""));
        assertThrows(UnbindableValue.class, () -> binder(column, ValuePolicies.DEFAULT).bind(""));
        assertThrows(UnbindableValue.class, () -> binder(new TargetColumn("C", "RAW(10)", false), ValuePolicies.DEFAULT).bind(new byte[0]));
    }

    @Test
    void aZeroDateIsRefusedNullOrADate() {
        TargetColumn nullable = column("DATE");
        TargetColumn notNull = new TargetColumn("C", "TIMESTAMP(3)", false);
        ValuePolicies instead = new ValuePolicies(EmptyNotNull.NULLABLE, ZeroDates.of("1900-01-01"));
        ValuePolicies isNull = new ValuePolicies(EmptyNotNull.NULLABLE, ZeroDates.of("null"));
        assertThrows(UnbindableValue.class, () -> binder(nullable, ValuePolicies.DEFAULT).bind(ZeroDate.VALUE));
        assertNull(binder(nullable, isNull).bind(ZeroDate.VALUE));
        assertThrows(UnbindableValue.class, () -> binder(notNull, isNull).bind(ZeroDate.VALUE));
        assertEquals(LocalDate.of(1900, 1, 1), binder(nullable, instead).bind(ZeroDate.VALUE));
        assertEquals(LocalDateTime.of(1900, 1, 1, 0, 0), binder(notNull, instead).bind(ZeroDate.VALUE));
        assertEquals("1900-01-01", binder(column("VARCHAR2(10 CHAR)"), instead).bind(ZeroDate.VALUE));
    }

    @Test
    void thePoliciesDecideWhichColumnsAllowNull() {
        ValuePolicies strict = new ValuePolicies(EmptyNotNull.PARK, ZeroDates.PARK);
        ValuePolicies isNull = new ValuePolicies(EmptyNotNull.SPACE, ZeroDates.of("null"));
        assertFalse(planned("varchar(10)", strict).nullable());
        assertFalse(planned("varbinary(10)", strict).nullable());
        assertFalse(planned("varchar(10)", isNull).nullable());
        assertEquals(true, planned("varbinary(10)", isNull).nullable());
        assertEquals(true, planned("varbinary(10)", ValuePolicies.DEFAULT).nullable());
        assertFalse(planned("binary(10)", ValuePolicies.DEFAULT).nullable());
        assertEquals(true, planned("date", isNull).nullable());
        assertFalse(planned("date", ValuePolicies.DEFAULT).nullable());
    }

    private static TargetColumn planned(String type, ValuePolicies policies) {
        return new TypeMapping(STANDARD, TypeOverrides.NONE, policies).map(new TableId("shop", "t"), Tables.column("c", type, false), false);
    }

    private static void assertRefused(String type, Object value) {
        assertThrows(UnbindableValue.class, () -> bound(type, value));
    }

    private static Object bound(String type, Object value) {
        return binder(column(type), ValuePolicies.DEFAULT).bind(value);
    }

    private static ValueBinder binder(TargetColumn column, ValuePolicies policies) {
        return new OracleDialect().binder(column, policies, STANDARD);
    }

    private static TargetColumn column(String type) {
        return new TargetColumn("C", type, true);
    }
}
