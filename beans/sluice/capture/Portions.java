package sluice.capture;

import io.debezium.engine.ChangeEvent;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * A batch of Debezium's, cut where its messages are enough for one transaction: Debezium counts rows, and thousands of large ones
 * would be in memory twice, as rows and as messages.
 *
 * <p>The order stays as it is (P3), and what must not be parted ({@link HeldBack}) is not cut apart: by a crash between its two halves
 * a changed key would be lost (P1).
 */
final class Portions implements Iterable<List<ChangeEvent<SourceRecord, SourceRecord>>> {

    private final List<ChangeEvent<SourceRecord, SourceRecord>> events;
    private final Consumer<SourceRecord> taker;
    private final BooleanSupplier enough;

    /**
     * @param events to be captured
     * @param taker  takes the events of a portion, when the portion is asked for
     * @param enough whether it has taken enough for one transaction
     */
    Portions(List<ChangeEvent<SourceRecord, SourceRecord>> events, Consumer<SourceRecord> taker, BooleanSupplier enough) {
        this.events = events;
        this.taker = taker;
        this.enough = enough;
    }

    @Override
    public Iterator<List<ChangeEvent<SourceRecord, SourceRecord>>> iterator() {
        return new Iterator<>() {

            private int next;

            @Override
            public boolean hasNext() {
                return next < events.size();
            }

            @Override
            public List<ChangeEvent<SourceRecord, SourceRecord>> next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                int first = next;
                boolean mayEnd = false;
                while (next < events.size() && !(mayEnd && enough.getAsBoolean())) {
                    SourceRecord event = events.get(next++).value();
                    taker.accept(event);
                    mayEnd = !HeldBack.goesOn(event);
                }
                return events.subList(first, next);
            }
        };
    }
}
