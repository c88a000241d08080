package sluice.capture;

import io.debezium.engine.ChangeEvent;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Events at the end of a batch that must not be parted from what follows.
 *
 * <p>A changed key is a delete of the old key and a create of the new one. Cut apart by a crash between two batches, the
 * resumed connector would send neither (debezium #7945): the delete waits for its other half. So do the events of a
 * statement that concerns several tables: the offset of the first is already behind all of them.
 */
final class HeldBack {

    private static final String KEY_CHANGED = "__debezium.newkey";

    private final List<ChangeEvent<SourceRecord, SourceRecord>> events = new ArrayList<>();

    void clear() {
        events.clear();
    }

    /** What may be sent now: what was held back before, and what came, but for its end. */
    List<ChangeEvent<SourceRecord, SourceRecord>> before(List<ChangeEvent<SourceRecord, SourceRecord>> came) {
        List<ChangeEvent<SourceRecord, SourceRecord>> ready = new ArrayList<>(events);
        events.clear();
        ready.addAll(came);
        int end = ready.size();
        while (end > 0 && goesOn(ready.get(end - 1).value())) {
            end--;
        }
        List<ChangeEvent<SourceRecord, SourceRecord>> rest = ready.subList(end, ready.size());
        events.addAll(rest);
        rest.clear();
        return ready;
    }

    /** Whether an event must be in one transaction with the one behind it. */
    static boolean goesOn(SourceRecord event) {
        return event.headers().lastWithName(KEY_CHANGED) != null || SchemaStatements.mayGoOn(event);
    }
}
