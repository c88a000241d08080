package sluice.verify;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import sluice.schema.TargetColumn;
import sluice.schema.ValuePolicies;

/** What is one value, and what is not. */
class ComparedValuesTest {

    private static final TargetColumn TEXT = new TargetColumn("V", "VARCHAR2(40 CHAR)", true);

    @Test
    void numbersAreTheSameByTheirValue() {
        assertTrue(Values.same(new BigDecimal("1.50"), new BigDecimal("1.5")));
        assertFalse(Values.same(new BigDecimal("1.50"), new BigDecimal("1.51")));
        assertEquals(5L, Values.whole(new BigDecimal("5.000")));
        assertEquals(new BigInteger("18446744073709551615"), Values.whole(new BigDecimal("18446744073709551615")));
        assertFalse(Values.same(1L, Values.whole(new BigDecimal("1.5"))));
    }

    @Test
    void aBlankABitAndNullAreDifferences() {
        assertFalse(Values.same("a", "a "));
        assertFalse(Values.same(new byte[] {1, 2}, new byte[] {1, 3}));
        assertFalse(Values.same(null, ""));
        assertTrue(Values.same(null, null));
    }

    /** In a text a zero has a sign; BINARY_DOUBLE of Oracle and H2 has one zero. */
    @Test
    void zerosOfTwoSignsAreTwoValuesWhereTheTargetHasBoth() {
        assertFalse(Values.same(-0d, Approximate.twofold("0.0")));
        assertTrue(Values.same(-0d, Approximate.twofold("-0.0")));
        assertFalse(Values.same(-0f, Approximate.single("0.0")));
        Expected twofold = Expected.of(Kind.TWOFOLD, new TargetColumn("V", "BINARY_DOUBLE", true), ValuePolicies.DEFAULT);
        assertTrue(Values.same(twofold.of(-0d), Approximate.unsigned(0d)));
    }

    @Test
    void aFloatIsTheDecimalThatNamesItAndNoOther() {
        assertEquals(0.1f, Approximate.single(new BigDecimal("0.1")));
        assertEquals(0.1f, Approximate.single(new BigDecimal(0.1f)));
        assertEquals(new BigDecimal("0.100000001"), Approximate.single(new BigDecimal("0.100000001")));
    }

    @Test
    void anEmptyTextIsNullOrWhatTheSettingSays() {
        assertNull(Expected.of(Kind.TEXT, TEXT, ValuePolicies.DEFAULT).of(""));
        ValuePolicies space = new ValuePolicies(ValuePolicies.EmptyNotNull.SPACE, ValuePolicies.ZeroDates.PARK);
        assertEquals(" ", Expected.of(Kind.TEXT, new TargetColumn("V", "VARCHAR2(40 CHAR)", false), space).of(""));
        assertEquals("", Expected.of(Kind.TEXT, new TargetColumn("V", "VARCHAR2(40 CHAR)", false), ValuePolicies.DEFAULT).of(""));
    }

    @Test
    void keysAreOrderedOnlyWhereBothSidesOrderThemAlike() {
        assertTrue(KeyOrder.isShared(VerifiedTables.numbered().keyColumns()));
        assertFalse(KeyOrder.isShared(VerifiedTables.of(List.of(VerifiedTables.column("k", "varchar", "varchar(9)")), List.of("VARCHAR2(9 CHAR)"))
                .keyColumns()));
        assertFalse(KeyOrder.isShared(VerifiedTables.of(List.of(VerifiedTables.column("k", "int", "int")), List.of("VARCHAR2(11 CHAR)"))
                .keyColumns()));
        KeyOrder order = new KeyOrder(1);
        assertTrue(order.compare(new Object[] {new byte[] {1, (byte) 0x80}}, new Object[] {new byte[] {1, 2}}) > 0);
        assertTrue(order.compare(new Object[] {5L}, new Object[] {new BigInteger("18446744073709551615")}) < 0);
        assertThrows(NoSharedOrderException.class, () -> order.compare(new Object[] {new ZeroMoment("0000-00-00")}, new Object[] {5L}));
    }

    @Test
    void keysAreReadBackAsTheyWereWritten() {
        Object[] key = {-5L, new BigInteger("18446744073709551615"), new BigDecimal("1.50"), 0.1f, -0d, "a \u0000'\uD83D\uDE00", new ZeroMoment("0000-00-00")};

        assertArrayEquals(key, KeyText.key(new ArrayList<>(KeyText.of(key))));
        assertArrayEquals(new byte[] {0, -1}, (byte[]) KeyText.key(KeyText.of(new Object[] {new byte[] {0, -1}}))[0]);
        assertNull(KeyText.key(KeyText.of(null)));
    }

    @Test
    void aMaskedValueIsNowhereInTheReport() {
        ComparedTable table = VerifiedTables.numbered();
        ShownValue shown = new ShownValue(List.of("shop.*.V"));

        assertEquals("***", shown.of(table.id(), table.columns().get(1), "secret"));
        assertArrayEquals(new String[] {"***", "***"}, shown.pair(table.id(), table.columns().get(1), "secret", "secrets"));
        assertEquals("id=4711", shown.key(table, new Object[] {4711L}));
        assertEquals("id=***", new ShownValue(List.of("*.id")).key(table, new Object[] {4711L}));
    }

    @Test
    void longTextsAreShownWhereTheyPart() {
        ComparedTable table = VerifiedTables.numbered();
        String[] pair = new ShownValue(List.of()).pair(table.id(), table.columns().get(1), "x".repeat(500) + "a", "x".repeat(500) + "b");

        assertTrue(pair[0].endsWith("xa' (501 characters)") && pair[1].endsWith("xb' (501 characters)"), pair[0] + pair[1]);
    }

    /** A page of large rows is short, and so is the next one; one large row among small ones does not stay for ever. */
    @Test
    void pagesFollowTheSizeOfTheRows() {
        PageSize size = new PageSize(10_000, 1_000_000, false);
        size.learn(new Page(List.<Object[]>of(new Object[0]), false, 1_000_000, 1));
        assertEquals(1, size.rows());
        for (int i = 0; i < 10; i++) {
            size.learn(new Page(List.<Object[]>of(new Object[0]), false, 40, 1));
        }
        assertEquals(10_000, size.rows());
    }
}
