package sluice.apply;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import sluice.control.Rate;

/** What a lane of this process has applied of each topic, which is a table. Counted a slice, not a change. */
public final class TableFigures {

    private final Map<String, OfTopic> topics = new ConcurrentHashMap<>();

    /**
     * A table in a lane of this process.
     *
     * @param copied     rows of a snapshot that are in the target, since the process started
     * @param applied    changes that are in the target since then, those rows included
     * @param rate       of them a second, over the last seconds
     * @param lagEvents  changes in Kafka that are not applied yet, as it was a moment ago
     * @param lagSeconds since the source's commit of the last applied change; 0 if nothing is left
     */
    public record Figures(String topic, String lane, long copied, long applied, double rate, long lagEvents, double lagSeconds) {
    }

    private static final class OfTopic {

        private final LongAdder copied = new LongAdder();
        private final Rate applied = new Rate();
        private final LongAccumulator sourceMillis = new LongAccumulator(Math::max, 0);
    }

    /** A batch is applied. */
    void add(Batch batch) {
        for (Slice slice : batch.slices()) {
            OfTopic topic = topics.computeIfAbsent(slice.partition().topic(), name -> new OfTopic());
            topic.copied.add(slice.copied());
            topic.applied.add(slice.changes());
            topic.sourceMillis.accumulate(slice.last().millis());
        }
    }

    /** @param lags changes that are not applied, by topic; a topic that is not among them is another process's by now */
    List<Figures> now(String lane, Map<String, Long> lags) {
        return Stream.concat(topics.keySet().stream(), lags.keySet().stream()).distinct().map(topic -> of(topic, lane, lags.getOrDefault(topic, 0L))).toList();
    }

    private Figures of(String name, String lane, long lag) {
        OfTopic topic = topics.computeIfAbsent(name, n -> new OfTopic());
        long since = topic.sourceMillis.get();
        double seconds = lag == 0 || since == 0 ? 0 : Math.max(0, System.currentTimeMillis() - since) / 1000.0;
        return new Figures(name, lane, topic.copied.sum(), topic.applied.total(), topic.applied.perSecond(), lag, seconds);
    }
}
