package sluice.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The judge on a real MySQL, for each type and each form that its values may have in the target: the same values are equal, and the
 * smallest corruption of each is found.
 */
class ComparisonOfTypesIT {
    private static final String DATABASE = "judged";
    /** Longitude 2, latitude 1, as well-known binary. */
    private static final String POINT = "0101000000" + "0000000000000040" + "000000000000F03F";
    private static final Login MYSQL = SharedServers.mysql().app();
    private static final Login TARGET = SharedServers.database("judged");

    @BeforeAll
    static void fillBothSides() throws SQLException {
        MYSQL.execute("DROP DATABASE IF EXISTS judged", "CREATE DATABASE judged", "CREATE TABLE judged.t (id INT PRIMARY KEY, b BIGINT UNSIGNED, "
                + "d DECIMAL(65,30), f FLOAT, g DOUBLE, bits BIT(40), flag BOOLEAN, c CHAR(5), v VARCHAR(20), x LONGTEXT, bin BINARY(4), "
                + "raw_ VARBINARY(10), bl BLOB, da DATE, ti TIME(6), dt DATETIME(6), ts TIMESTAMP(6) NULL, y YEAR, e ENUM('a','b'), s SET('x','y'), "
                + "j JSON, p GEOMETRY, span_text TIME, hidden INT INVISIBLE)",
                "INSERT INTO judged.t (id, b, d, f, g, bits, flag, c, v, x, bin, raw_, bl, da, ti, dt, ts, y, e, s, j, p, span_text, hidden) VALUES "
                + "(1, 18446744073709551615, 99999999999999999999999999999999999.5, 16777215, 0.1, 0x8000000001, 1, 'ab', 'é😀', REPEAT('x', 100000), "
                + "0x00, 0x00FF, REPEAT(0x01, 5000), '2024-02-29', '-838:59:58.999999', '2024-03-10 02:30:00.000001', '2024-03-10 07:00:00.5', 2155, 'b', "
                + "'x,y', '{\"b\": 1, \"a\": [1.5, \"t\"]}', ST_GeomFromText('POINT(1 2)', 4326), '-00:10:46', 7)");
        TARGET.execute("CREATE SCHEMA JUDGED", "CREATE TABLE JUDGED.T (ID NUMBER(10) PRIMARY KEY, B NUMBER(20), D VARCHAR2(67 CHAR), F BINARY_FLOAT, "
                + "G BINARY_DOUBLE, BITS NUMBER(13), FLAG BOOLEAN, C VARCHAR2(5 CHAR), V VARCHAR2(20 CHAR), X CLOB, BIN RAW(4), RAW_ RAW(10), BL BLOB, "
                + "DA DATE, TI INTERVAL DAY(2) TO SECOND(6), DT TIMESTAMP(6), TS TIMESTAMP(6) WITH TIME ZONE, Y NUMBER(4), E VARCHAR2(1 CHAR), "
                + "S VARCHAR2(3 CHAR), J CLOB, P BLOB, SPAN_TEXT VARCHAR2(17 CHAR), HIDDEN NUMBER(10))",
                "INSERT INTO JUDGED.T VALUES (1, 18446744073709551615, '99999999999999999999999999999999999.5', 16777215, 0.1, 549755813889, TRUE, 'ab', "
                + "'é😀', REPEAT('x', 100000), X'00000000', X'00FF', X'" + "01".repeat(5000) + "', DATE '2024-02-29', "
                + "INTERVAL '-34 22:59:58.999999' DAY TO SECOND, TIMESTAMP '2024-03-10 02:30:00.000001', "
                + "TIMESTAMP WITH TIME ZONE '2024-03-10 16:00:00.5+09:00', 2155, 'b', 'x,y', '{\"a\":[1.5,\"t\"],\"b\":1}', "
                + "X'E6100000" + POINT + "', '-00:10:46', 7)",
                "CREATE TABLE KEPT AS SELECT * FROM JUDGED.T");
    }

    @AfterAll
    static void removeBothSides() throws SQLException {
        MYSQL.execute("DROP DATABASE judged");
        TARGET.execute("DROP ALL OBJECTS");
    }

    private static TableVerdict verdict() throws SQLException {
        List<TableVerdict> verdicts = new Comparison(MYSQL, TARGET).compare(DATABASE);
        assertEquals(1, verdicts.size());
        return verdicts.get(0);
    }

    @Test
    void theSameValuesAreEqualInAllForms() throws SQLException {
        TARGET.execute("DELETE FROM JUDGED.T", "INSERT INTO JUDGED.T SELECT * FROM KEPT");
        assertTrue(verdict().isEqual(), verdict()::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"B = B - 1", "D = '99999999999999999999999999999999999.50001'", "F = 16777214", "G = 0.10000000000000002", "BITS = BITS - 1",
        "FLAG = FALSE", "C = 'ab '", "V = 'é😁'", "V = 'e\u0301😀'", "X = REPEAT('x', 99999) || 'X'", "BIN = X'00'", "RAW_ = X'FF'",
        "BL = X'01'", "DA = DA + 1", "TI = TI + INTERVAL '0.000001' SECOND", "TI = INTERVAL '34 22:59:58.999999' DAY TO SECOND",
        "DT = DT + INTERVAL '1' HOUR", "DT = NULL", "TS = TS + INTERVAL '0.000001' SECOND", "TS = TIMESTAMP WITH TIME ZONE '2024-03-10 07:00:00.5+09:00'",
        "Y = 55", "E = 'B'", "S = 'y,x'", "S = 'x'", "J = '{\"a\":[1.5,\"T\"],\"b\":1}'", "J = '{\"a\":[\"t\",1.5],\"b\":1}'", "J = 'null'",
        "P = X'00000000" + POINT + "'", "SPAN_TEXT = '00:10:46'", "HIDDEN = NULL"})
    void theSmallestCorruptionIsFound(String change) throws SQLException {
        TARGET.execute("DELETE FROM JUDGED.T", "INSERT INTO JUDGED.T SELECT * FROM KEPT", "UPDATE JUDGED.T SET " + change);
        TableVerdict verdict = verdict();
        assertEquals(1, verdict.different(), verdict::toString);
    }
}
