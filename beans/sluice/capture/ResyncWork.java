package sluice.capture;

import io.debezium.engine.ChangeEvent;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.connect.source.SourceRecord;
import sluice.capture.resync.ChunkDriver;
import sluice.capture.resync.OffsetTrail;
import sluice.capture.resync.Resync;
import sluice.capture.resync.Resyncs;
import sluice.capture.resync.SnapshotContext;
import sluice.capture.resync.StaleWindow;
import sluice.schema.TableId;

/**
 * What capture does about tables that are read once more: at the start of the engine, and with each batch.
 *
 * <p>The order that it keeps: the barrier that empties a table is in Kafka before Debezium opens the first window of its rows. A change that passes
 * within the window takes the row's place there; with the barrier behind it, that change would be deleted and the row never come (P1).
 */
final class ResyncWork {

    private final Resyncs resyncs;
    private final CapturedTables source;
    private final OffsetTrail trail = new OffsetTrail();
    private final StaleWindow window;
    private Map<String, ?> held; // the offset whose tables the engine is not told of; null if it is told

    /** @param source whose tables are captured */
    ResyncWork(Resyncs resyncs, CapturedTables source) {
        this.resyncs = resyncs;
        this.source = source;
        this.window = new StaleWindow(SchemaStatements::isSchemaChange, resyncs);
    }

    /**
     * How Debezium tells what has overtaken a row: by GTIDs, and then it writes nothing to the source; else by marks in a table.
     *
     * @param marks that table; null if there is none
     */
    static void configure(Properties engine, boolean gtids, TableId marks) {
        engine.setProperty("read.only", Boolean.toString(gtids));
        if (!gtids && marks != null) {
            engine.setProperty("signal.data.collection", marks.toString());
        }
        engine.setProperty("driver." + ChunkDriver.MARK, TextConverter.mark(engine));
    }

    /**
     * Writes what operators have asked for, before the engine reads anything.
     *
     * @param engine   its properties
     * @param recorded the offset at which it starts; null if it starts otherwise
     * @param send     sends the batch, and throws if Kafka has not taken it: what was asked for stays asked for
     */
    void begin(Properties engine, CaptureBatch batch, ConsumerRecord<byte[], byte[]> recorded, Runnable send) throws SQLException {
        Map<String, ?> offset = recorded == null ? Map.of() : SourceOffsetLog.decode(recorded.value());
        for (Resyncs.Asked asked = resyncs.take(); !asked.isEmpty(); asked = resyncs.take()) {
            if (recorded == null) {
                resyncs.refuse("capture begins at its snapshot or its start; ask again when the binlog is followed");
            } else {
                offset = batch.resyncs(asked, offset, recorded);
                send.run();
                resyncs.begun();
            }
        }
        trail.begin(offset);
        resyncs.started(offset);
        held = mustWait(batch) ? offset : null;
        if (held != null) {
            engine.setProperty(SourceOffsetStore.HELD, "true");
            resyncs.held();
        }
    }

    /**
     * Whether the table's columns are further on at the source than in the binlog as far as it is captured. Debezium would select columns
     * that it does not know yet, fail, start at the same place and fail again, and never come to the statement that tells it of them.
     * So the engine is not told of the table until the statement has passed; the recorded offsets keep it meanwhile.
     */
    private boolean mustWait(CaptureBatch batch) throws SQLException {
        Resync first = resyncs.first();
        return first != null && batch.isBehind(first.table(), source.read());
    }

    /** Removes what a statement has made stale, and everything behind it; then the engine has to start again. */
    boolean cut(List<ChangeEvent<SourceRecord, SourceRecord>> ready) {
        return resyncs.isRunning() && held == null && window.cut(ready);
    }

    /**
     * Whether the first table need not wait any more, now that these events are in Kafka; then the engine has to start again, and is told of it.
     * Not at each statement on the table: the place that is recorded with one stands before it, and behind others may still be to come.
     */
    boolean isReleased(List<ChangeEvent<SourceRecord, SourceRecord>> captured, CaptureBatch batch) {
        if (held == null || captured.stream().noneMatch(event -> SchemaStatements.isSchemaChange(event.value()))) {
            return false;
        }
        try {
            return !mustWait(batch);
        } catch (SQLException e) {
            throw new CaptureException("the source's tables cannot be read: " + e.getMessage(), e);
        }
    }

    /** The offset that may be recorded behind these events. */
    Map<String, ?> behind(List<ChangeEvent<SourceRecord, SourceRecord>> ready) {
        Map<String, ?> place = trail.behind(ready);
        return held == null ? place : SnapshotContext.at(place, held);
    }

    /** The events are in Kafka with that offset. */
    void captured(List<ChangeEvent<SourceRecord, SourceRecord>> ready, Map<String, ?> offset) {
        if (resyncs.isRunning()) {
            resyncs.captured(ready, offset);
        }
    }
}
