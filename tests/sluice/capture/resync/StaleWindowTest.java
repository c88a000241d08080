package sluice.capture.resync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static sluice.capture.resync.WindowEvents.batch;
import static sluice.capture.resync.WindowEvents.change;
import static sluice.capture.resync.WindowEvents.read;
import static sluice.capture.resync.WindowEvents.statement;

import io.debezium.engine.ChangeEvent;
import java.util.List;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

/** P1: rows that were read before a statement on their whole table never come behind it. */
class StaleWindowTest {

    private final StaleWindow window = new StaleWindow(WindowEvents::isStatement, new Resyncs());

    @Test
    void nothingBehindATruncateOfTheTableIsTaken() {
        List<ChangeEvent<SourceRecord, SourceRecord>> batch = batch(change("u", "t", 1), change("t", "t", 2), read(3), change("u", "other", 4));
        assertTrue(window.cut(batch));
        assertEquals(2, batch.size());
    }

    @Test
    void nothingBehindAStatementOnTheTableIsTakenButTheRestOfTheStatement() {
        List<ChangeEvent<SourceRecord, SourceRecord>> batch = batch(statement("t", 2), statement("other", 2), read(3));
        assertTrue(window.cut(batch));
        assertEquals(2, batch.size());
    }

    /** Its offset stands before it: it is the first that the next run reads. To start again for it would be for ever. */
    @Test
    void aStatementThatIsReadAgainCutsNothingButTheNextOneDoes() {
        assertTrue(window.cut(batch(statement("t", 2), read(3))));
        List<ChangeEvent<SourceRecord, SourceRecord>> again = batch(statement("t", 2), read(3), change("u", "t", 4));
        assertFalse(window.cut(again));
        assertEquals(3, again.size());
        assertTrue(window.cut(batch(change("t", "t", 5), read(6))));
    }

    @Test
    void statementsOnOtherTablesCutNothing() {
        List<ChangeEvent<SourceRecord, SourceRecord>> batch = batch(change("t", "other", 1), statement("other", 2), read(3));
        assertFalse(window.cut(batch));
        assertEquals(3, batch.size());
    }
}
