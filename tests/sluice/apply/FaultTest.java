package sluice.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.api.Test;
import sluice.event.UnknownSchemaException;

class FaultTest {

    @ParameterizedTest(name = "ORA-{0} is {1}")
    @CsvSource({"12541, TRANSIENT", "60, TRANSIENT", "1653, TRANSIENT", "257, TRANSIENT", "3113, TRANSIENT", "17002, TRANSIENT",
        "12899, DATA", "1400, DATA", "1438, DATA", "942, SCHEMA", "904, SCHEMA", "1017, FATAL", "1031, FATAL"})
    void oracleErrorsAreClassedByTheirCode(int code, Fault expected) {
        assertEquals(expected, Fault.of(new RuntimeException(new SQLException("ORA", "72000", code))));
    }

    @ParameterizedTest(name = "SQLState {0} is {1}")
    @CsvSource({"08001, TRANSIENT", "40001, TRANSIENT", "HYT00, TRANSIENT", "90067, TRANSIENT", "90098, TRANSIENT",
        "22001, DATA", "23502, DATA", "23505, DATA", "42S02, SCHEMA", "42S22, SCHEMA", "28000, FATAL"})
    void otherErrorsAreClassedByTheirState(String state, Fault expected) {
        assertEquals(expected, Fault.of(new SQLException("error", state, 90000)));
    }

    @Test
    void theRowsErrorCountsNotTheBatchs() {
        BatchUpdateException batch = new BatchUpdateException("batch", new int[0]);
        batch.setNextException(new SQLException("value too long", "22001", 22001));
        assertEquals(Fault.DATA, Fault.of(batch));
    }

    @Test
    void aPoolThatGivesNoConnectionIsTransient() {
        assertEquals(Fault.TRANSIENT, Fault.of(new RuntimeException(new SQLTransientConnectionException("no connection"))));
    }

    @Test
    void aSchemaThatCannotBeSeenYetIsTransient() {
        assertEquals(Fault.TRANSIENT, Fault.of(new UnknownSchemaException("id", "topic")));
    }

    @Test
    void whatNobodyKnowsStopsTheLane() {
        assertEquals(Fault.FATAL, Fault.of(new IllegalStateException("?")));
    }

    @Test
    void whatAnotherRowMayMendIsToldFromWhatIsWrongWithTheRow() {
        assertTrue(Fault.betweenRows(new SQLException("unique", "23505", 23505)));
        assertTrue(Fault.betweenRows(new SQLException("ORA-02291", "23000", 2291)));
        assertFalse(Fault.betweenRows(new SQLException("null", "23502", 23502)));
        assertFalse(Fault.betweenRows(new SQLException("ORA-12899", "72000", 12899)));
    }
}
