package sluice.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import sluice.event.RowSchema;
import sluice.schema.H2Dialect;
import sluice.schema.Names;
import sluice.schema.TableId;
import sluice.schema.TargetColumn;
import sluice.schema.TargetTable;

/** A key's spelling is one for all values that are equal, and differs for all others: else a later change would not find the parked row. */
class ParkedKeyTest {

    private static RowPlan plan(String table) {
        TargetTable target = new TargetTable("S", "T", List.of(new TargetColumn("A", "NUMBER(10)", false),
                new TargetColumn("B", "VARCHAR2(10 CHAR)", false)), List.of("A", "B"));
        RowSchema schema = new RowSchema("s", new TableId("db", table), List.of(new RowSchema.Column("a", json -> null),
                new RowSchema.Column("b", json -> null)));
        H2Dialect dialect = new H2Dialect();
        return new RowPlan(schema, target, Names.upper(), dialect, column -> value -> value, false);
    }

    private static String hash(Object... values) {
        return ParkedKey.of(plan("t"), Arrays.asList(values)).hash();
    }

    @Test
    void equalValuesHaveOneKeyWhateverTheirClass() {
        assertEquals(hash(5L, "x"), hash(new BigDecimal("5.00"), "x"));
        assertEquals(hash(100L, "x"), hash(new BigInteger("100"), "x"));
        assertEquals(hash(OffsetDateTime.parse("2025-10-20T04:00:00+09:00"), "x"), hash(OffsetDateTime.parse("2025-10-19T19:00:00Z"), "x"));
    }

    @Test
    void otherValuesHaveOtherKeys() {
        assertNotEquals(hash(5L, "x"), hash("5", "x"));
        assertNotEquals(hash("a", "b,c"), hash("a,b", "c"));
        assertNotEquals(hash("a\n\"b", "c"), hash("a", "b\n\"c"));
        assertNotEquals(hash(null, "x"), hash("null", "x"));
        assertNotEquals(hash("x", "y"), hash("X", "y"), "Oracle tells them apart");
        assertNotEquals(hash(ByteBuffer.wrap(new byte[] {1}), "x"), hash(ByteBuffer.wrap(new byte[] {1, 0}), "x"));
        assertNotEquals(ParkedKey.of(plan("t"), List.of(1L, "x")).hash(), ParkedKey.of(plan("u"), List.of(1L, "x")).hash());
    }

    @Test
    void theTextIsForPeople() {
        assertEquals("A=5, B=\"x\"", ParkedKey.of(plan("t"), List.of(5L, "x")).text());
        assertEquals("A=2025-10-20, B=0xff", ParkedKey.of(plan("t"), List.of(LocalDate.of(2025, 10, 20),
                ByteBuffer.wrap(new byte[] {-1}))).text());
        assertEquals(1_000, ParkedKey.of(plan("t"), List.of(5L, "x".repeat(5_000))).text().length());
        assertTrue(ParkedKey.cut("\uD83D\uDE00\uD83D\uDE00", 3).equals("\uD83D\uDE00"), "a character is not cut in two");
    }
}
