package sluice.load.tune;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.common.TopicPartition;

/** Measurements and backlogs as the tests give them. */
final class Tunings {

    private Tunings() {
    }

    static Measurement measured(int consumers, int batch, double rate, double p99) {
        return new Measurement(new Combination(consumers, batch), rate, rate * 0.8, 100, batch, p99 / 2, p99, 1, 2, 0, 0, "");
    }

    static TunedLane lane(Combination now) {
        return new TunedLane("all", "shop-all", Pattern.compile("shop\\..+"), new Properties(), RangeAssignor.class.getName(), now);
    }

    /** One topic, each of whose partitions has so many changes. */
    static Backlog backlog(long... changes) {
        List<Span> spans = new ArrayList<>(IntStream.range(0, changes.length).filter(i -> changes[i] > 0)
                .mapToObj(i -> new Span(new TopicPartition("shop.db.orders", i), 10, 10, 10 + changes[i], changes[i], "")).toList());
        return new Backlog(spans, Map.of("shop.db.orders", changes.length), IntStream.range(0, changes.length).mapToLong(i -> changes[i]).sum(), List.of());
    }

    static Plan plan(double goal) {
        return new Plan(List.of(1, 2, 4, 8), List.of(500, 1000), 4, 3, 200_000, goal);
    }

    static TuningReport report(double goal, Backlog backlog, Measurement... measurements) {
        List<Measurement> all = List.of(measurements);
        return new TuningReport(lane(new Combination(2, 1000)), plan(goal), backlog, all, Knee.of(all, goal), List.of());
    }
}
