package sluice.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.debezium.engine.ChangeEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

/** Where a batch of Debezium's is cut into transactions of Kafka's. */
class PortionsTest {

    private static final int ENOUGH = 10;

    private final List<Integer> taken = new ArrayList<>();

    @Test
    void smallEventsStayTogether() {
        assertEquals(List.of(List.of(1, 2, 3)), cut(event(1, false), event(2, false), event(3, false)));
    }

    @Test
    void aPortionEndsWithTheEventThatMakesItEnough() {
        assertEquals(List.of(List.of(4, 5, 6), List.of(12), List.of(3)), cut(event(4, false), event(5, false), event(6, false), event(12, false), event(3, false)));
    }

    /** The delete of an old key and the create of the new one: cut apart by a crash, both would be lost (P1). */
    @Test
    void aChangedKeyIsNotCutApart() {
        assertEquals(List.of(List.of(11, 2), List.of(3)), cut(event(11, true), event(2, false), event(3, false)));
        assertEquals(List.of(List.of(11, 12, 13), List.of(1)), cut(event(11, true), event(12, true), event(13, false), event(1, false)));
    }

    @Test
    void nothingIsNoPortion() {
        assertEquals(List.of(), cut());
    }

    /** The events' sizes by portion; the taker has had the same in the same order. */
    @SafeVarargs
    private List<List<Integer>> cut(ChangeEvent<SourceRecord, SourceRecord>... events) {
        taken.clear();
        int[] open = new int[1];
        List<List<Integer>> portions = new ArrayList<>();
        for (List<ChangeEvent<SourceRecord, SourceRecord>> portion : new Portions(List.of(events), event -> {
            open[0] += (Integer) event.value();
            taken.add((Integer) event.value());
        }, () -> open[0] >= ENOUGH)) {
            portions.add(portion.stream().map(event -> (Integer) event.value().value()).toList());
            open[0] = 0;
        }
        assertEquals(IntStream.range(0, events.length).mapToObj(i -> events[i].value().value()).toList(), taken);
        return portions;
    }

    private static ChangeEvent<SourceRecord, SourceRecord> event(int size, boolean keyChanges) {
        ConnectHeaders headers = new ConnectHeaders();
        if (keyChanges) {
            headers.addString("__debezium.newkey", "8");
        }
        SourceRecord record = new SourceRecord(Map.of(), Map.of(), "t", null, null, null, null, size, null, headers);
        return new EngineEvent(record);
    }
}
