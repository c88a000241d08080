package sluice.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The judge is judged: each kind of difference is planted, and has to be found. */
class ComparisonTest {
    private final Login source = database("MySQL");
    private final Login target = database("Oracle");

    private static Login database(String mode) {
        return new Login("jdbc:h2:mem:" + UUID.randomUUID() + ";MODE=" + mode + ";DATABASE_TO_UPPER=TRUE;DB_CLOSE_DELAY=-1", "sa", "");
    }

    @BeforeEach
    void fillBothSides() throws SQLException {
        source.execute("CREATE SCHEMA SHOP", "CREATE TABLE SHOP.ORDERS (ID BIGINT, SEQ INT, NOTE VARCHAR(100), AMOUNT DECIMAL(10, 2), "
                + "RATIO DOUBLE PRECISION, BORN DATE, AT TIMESTAMP(6), TOOK TIME(3), PRIMARY KEY (ID, SEQ))",
                "INSERT INTO SHOP.ORDERS SELECT X, 1, CASE WHEN MOD(X, 7) = 0 THEN '' ELSE 'note ' || X END, X * 1.5, X / 3e0, "
                        + "DATE '2024-02-29', TIMESTAMP '2024-02-29 12:00:00.123456', TIME '01:02:03.5' FROM SYSTEM_RANGE(1, 1000)");
        target.execute("CREATE SCHEMA SHOP", "CREATE TABLE SHOP.ORDERS (ID NUMBER(19), SEQ NUMBER(10), NOTE VARCHAR2(100), "
                + "AMOUNT NUMBER(12, 4), RATIO DOUBLE PRECISION, BORN DATE, AT TIMESTAMP(6) WITH TIME ZONE, "
                + "TOOK INTERVAL DAY TO SECOND, PRIMARY KEY (ID, SEQ))",
                "INSERT INTO SHOP.ORDERS SELECT X, 1, CASE WHEN MOD(X, 7) = 0 THEN NULL ELSE 'note ' || X END, X * 1.5, X / 3e0, "
                        + "DATE '2024-02-29', TIMESTAMP WITH TIME ZONE '2024-02-29 21:00:00.123456+09:00', "
                        + "INTERVAL '0 01:02:03.5' DAY TO SECOND FROM SYSTEM_RANGE(1, 1000)");
    }

    private TableVerdict verdict() throws SQLException {
        List<TableVerdict> verdicts = new Comparison(source, target).compare("SHOP");
        assertEquals(1, verdicts.size());
        return verdicts.get(0);
    }

    @Test
    void sameValuesInOtherTypesAreEqual() throws SQLException {
        TableVerdict verdict = verdict();
        assertTrue(verdict.isEqual(), verdict::toString);
        assertEquals(1000, verdict.equal());
    }

    @Test
    void missingExtraAndDifferentRowsAreEachFound() throws SQLException {
        target.execute("DELETE FROM SHOP.ORDERS WHERE ID = 17",
                "INSERT INTO SHOP.ORDERS SELECT 17, 2, NOTE, AMOUNT, RATIO, BORN, AT, TOOK FROM SHOP.ORDERS WHERE ID = 18",
                "UPDATE SHOP.ORDERS SET AMOUNT = AMOUNT + 0.0001 WHERE ID = 500");
        TableVerdict verdict = verdict();
        assertFalse(verdict.isEqual());
        assertEquals(new TableVerdict("SHOP.ORDERS", 1000, 1000, 998, 1, 1, 1, verdict.examples()), verdict);
        assertEquals(3, verdict.examples().size());
    }

    @Test
    void aDifferenceInAnyColumnIsFound() throws SQLException {
        List<String> changes = List.of("NOTE = NOTE || ' '", "NOTE = NULL", "RATIO = RATIO + 1e-12", "BORN = BORN + 1",
                "AT = AT + INTERVAL '0.000001' SECOND", "AT = NULL", "TOOK = TOOK + INTERVAL '0.000001' SECOND",
                "NOTE = UPPER(NOTE)");
        for (int i = 0; i < changes.size(); i++) {
            target.execute("UPDATE SHOP.ORDERS SET " + changes.get(i) + " WHERE ID = " + (i + 1));
            assertEquals(i + 1, verdict().different(), changes.get(i));
        }
    }

    @Test
    void aTableOrColumnThatTheTargetLacksIsADifference() throws SQLException {
        target.execute("ALTER TABLE SHOP.ORDERS DROP COLUMN TOOK");
        assertEquals(1000, verdict().different());
        target.execute("DROP TABLE SHOP.ORDERS");
        assertEquals(1000, verdict().missing());
        assertFalse(verdict().isEqual());
    }

    @Test
    void repeatsInATableWithoutAKeyAreCounted() throws SQLException {
        source.execute("ALTER TABLE SHOP.ORDERS DROP PRIMARY KEY", "INSERT INTO SHOP.ORDERS SELECT * FROM SHOP.ORDERS WHERE ID = 5");
        TableVerdict verdict = verdict();
        assertEquals(1, verdict.missing());
        assertEquals(1000, verdict.equal());
    }
}
