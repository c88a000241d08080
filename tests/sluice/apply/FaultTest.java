package sluice.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonParseException;
import com.github.shyiko.mysql.binlog.network.ServerException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import sluice.capture.CaptureException;
import sluice.capture.CaptureStopException;
import sluice.capture.SourceLostException;
import sluice.event.UnknownSchemaException;

class FaultTest {

    @ParameterizedTest(name = "ORA-{0} is {1}")
    @CsvSource({"12541, TRANSIENT", "60, TRANSIENT", "1653, TRANSIENT", "257, TRANSIENT", "3113, TRANSIENT", "17002, TRANSIENT",
        "17800, TRANSIENT", "17868, TRANSIENT", "12899, DATA", "1400, DATA", "1438, DATA", "20001, DATA", "942, SCHEMA", "904, SCHEMA",
        "1017, FATAL", "1031, FATAL", "600, FATAL"})
    void oracleErrorsAreClassedByTheirCode(int code, Fault expected) {
        assertEquals(expected, Fault.of(new RuntimeException(new SQLException("ORA", "72000", code))));
    }

    @ParameterizedTest(name = "SQLState {0} is {1}")
    @CsvSource({"08001, TRANSIENT", "40001, TRANSIENT", "HYT00, TRANSIENT", "90067, TRANSIENT", "90098, TRANSIENT",
        "22001, DATA", "23502, DATA", "23505, DATA", "42S02, SCHEMA", "42S22, SCHEMA", "28000, FATAL"})
    void otherErrorsAreClassedByTheirState(String state, Fault expected) {
        assertEquals(expected, Fault.of(new SQLException("error", state, 90000)));
    }

    @ParameterizedTest(name = "MySQL''s error {0} is {1}")
    @CsvSource({"1045, FATAL", "1227, FATAL", "1040, TRANSIENT", "1412, TRANSIENT", "1236, DATA", "1064, DATA"})
    void mySqlsErrorsAreClassedByTheirNumber(int code, Fault expected) {
        assertEquals(expected, Fault.atSource(new RuntimeException(new SQLException("error", "HY000", code))));
        assertEquals(expected, Fault.atSource(new IOException(new ServerException("error", code, "HY000"))));
    }

    @Test
    void whatEndsCaptureForGoodIsToldFromWhatPasses() {
        assertEquals(Fault.TRANSIENT, Fault.atSource(new CaptureException("Kafka", new TimeoutException("away"))));
        assertEquals(Fault.TRANSIENT, Fault.atSource(new CaptureException("Kafka", new KafkaException("in an error state"))));
        assertEquals(Fault.DATA, Fault.atSource(new ConnectException("not parsed", new IllegalStateException("?"))));
        assertEquals(Fault.DATA, Fault.atSource(new IllegalStateException("?")));
        assertEquals(Fault.TRANSIENT, Fault.atSource(new RuntimeException(new EOFException())));
        assertEquals(Fault.TRANSIENT, Fault.atSource(new SourceLostException("closed")));
        assertEquals(Fault.TRANSIENT, Fault.atSource(new SQLException("link failure", "08S01", 0)));
        assertEquals(Fault.FATAL, Fault.atSource(new RuntimeException(new CaptureStopException("purged"))));
        assertEquals(Fault.FATAL, Fault.atSource(new RuntimeException(new JsonParseException(null, "offset"))));
        assertEquals(Fault.DATA, Fault.atSource(new CaptureException("Kafka", new RecordTooLargeException("20 MB"))));
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

    /** The database's own message does: {@code Value too long for column "NAME CHARACTER VARYING(3)": "'secret' (6)"}. */
    @Test
    void aRefusedValueIsNotTold() throws SQLException {
        try (Connection h2 = DriverManager.getConnection("jdbc:h2:mem:told;MODE=Oracle")) {
            h2.createStatement().execute("CREATE TABLE T (ID NUMBER(9) PRIMARY KEY, NAME VARCHAR2(3))");
            for (String values : List.of("1, 'secret'", "'secret', 'a'")) {
                SQLException refused = assertThrows(SQLException.class,
                        () -> h2.createStatement().execute("INSERT INTO T VALUES (" + values + ")"));
                assertTrue(refused.getMessage().contains("secret"), refused.getMessage());
                assertFalse(Fault.told(new RuntimeException(refused)).contains("secret"), Fault.told(refused));
                assertTrue(Fault.told(refused).matches("SQL-22\\d{3}: the value does not fit its type"), Fault.told(refused));
            }
        }
    }

    /** Two lines for one code would be two opinions; the table itself refuses that. */
    @Test
    void theHandbookShowsTheTable() throws IOException {
        String page = Files.readString(Path.of("docs/errors.md"));
        String shown = page.substring(page.indexOf("| where |"), page.indexOf("\n\n", page.indexOf("| where |")));
        List<String> lines = new ArrayList<>(List.of("| where | code | class | reason |", "|---|---|---|---|"));
        FaultTable.read().entries().forEach(entry -> lines.add("| " + entry.where() + " | `" + entry.code() + "` | "
                + entry.fault().name().toLowerCase(Locale.ROOT) + (entry.betweenRows() ? "-between-rows" : "") + " | " + entry.reason() + " |"));
        assertEquals(String.join("\n", lines), shown);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void theReactionToEachClassStandsWithTheRoutes(Fault fault) throws IOException {
        assertTrue(Files.readString(Path.of("routes/errors.camel.yaml")).lines()
                .anyMatch(line -> line.matches("# " + fault.name().toLowerCase(Locale.ROOT) + " +a batch: .*")));
    }
}
