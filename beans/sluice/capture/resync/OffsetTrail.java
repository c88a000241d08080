package sluice.capture.resync;

import io.debezium.data.Envelope;
import io.debezium.engine.ChangeEvent;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Which source offset may be recorded behind a batch.
 *
 * <p>Rows of a resync come in between the changes of the binlog, at the moment when Debezium meets the change that closes their window, and
 * carry the offset <em>behind</em> that change. The loss that this prevents: a batch ends between the rows and the change, a crash
 * follows, and the next start takes the change for one that is written (P1). So behind rows of a resync the place of the binlog is the one of the last
 * change before them; how far the table is read is told by the rows.
 */
public final class OffsetTrail {

    private Map<String, ?> place = Map.of();

    /** @param recorded the offset at which the engine starts */
    public void begin(Map<String, ?> recorded) {
        place = recorded;
    }

    /** The offset behind the events, which are not empty. */
    public Map<String, ?> behind(List<ChangeEvent<SourceRecord, SourceRecord>> events) {
        for (int i = events.size() - 1; i >= 0; i--) {
            if (!isResynced(events.get(i).value())) {
                place = events.get(i).value().sourceOffset();
                break;
            }
        }
        SourceRecord last = events.get(events.size() - 1).value();
        return isResynced(last) ? SnapshotContext.at(place, last.sourceOffset()) : place;
    }

    /** Whether the event is a row that a resync has read. */
    public static boolean isResynced(SourceRecord event) {
        if (!(event.value() instanceof Struct value) || value.schema().field(Envelope.FieldName.SOURCE) == null) {
            return false;
        }
        Struct source = value.getStruct(Envelope.FieldName.SOURCE);
        return source.schema().field("snapshot") != null && "incremental".equals(source.getString("snapshot"));
    }
}
