package sluice.load.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static sluice.load.tune.Tunings.backlog;
import static sluice.load.tune.Tunings.lane;
import static sluice.load.tune.Tunings.plan;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class PlanTest {

    private static final TunedLane LANE = lane(new Combination(2, 1000));

    @Test
    void whatTheBacklogFillsIsTriedAndMoreConsumersThanPartitionsAreNot() {
        Plan.Grid grid = plan(500).grid(LANE, backlog(5_000, 5_000, 5_000, 5_000));

        assertEquals(List.of(new Combination(1, 500), new Combination(1, 1000), new Combination(2, 500), new Combination(2, 1000),
                new Combination(4, 500), new Combination(4, 1000)), grid.combinations());
        assertEquals(List.of("8 consumers: no topic has more than 4 partitions, so only 4 would have something to do"), grid.leftOut());
    }

    /** With two thousand changes four consumers never have a thousand each: a larger batch would be no larger. */
    @Test
    void whatTheBacklogCannotFillIsLeftOutWithTheNumberThatIsNeeded() {
        Plan.Grid grid = plan(500).grid(LANE, backlog(500, 500, 500, 500));

        assertEquals(List.of(new Combination(1, 500), new Combination(1, 1000), new Combination(2, 500)), grid.combinations());
        assertTrue(grid.leftOut().contains("4 consumers x 500: 2,000 changes can be read, and 4,000 are needed"), grid.leftOut()::toString);
    }

    @Test
    void consumersWhosePartitionsHaveNoBacklogAreLeftOut() {
        Plan.Grid grid = plan(500).grid(LANE, backlog(50_000, 0, 0, 0));

        assertEquals(Set.of(1), grid.combinations().stream().map(Combination::consumers).collect(java.util.stream.Collectors.toSet()));
        assertEquals("2 consumers: only 1 of them would have partitions with a backlog", grid.leftOut().get(0));
    }

    /** Kafka's usual assignor goes topic by topic, and gives the fifth consumer nothing, however many topics there are. */
    @Test
    void partitionsAreSharedOutAsKafkaDoesIt() {
        List<TopicPartition> all = IntStream.range(0, 8).mapToObj(i -> new TopicPartition("t" + i / 4, i % 4)).toList();

        assertEquals(4, Shares.of(RangeAssignor.class.getName(), Map.of("t0", 4, "t1", 4), 5, all).size());
        assertEquals(5, Shares.of("org.apache.kafka.clients.consumer.RoundRobinAssignor", Map.of("t0", 4, "t1", 4), 5, all).size());
        List<List<TopicPartition>> two = Shares.of(RangeAssignor.class.getName(), Map.of("t0", 4, "t1", 4), 2, all);
        assertEquals(Set.copyOf(all), Set.copyOf(two.stream().flatMap(List::stream).toList()));
        assertEquals(List.of(4, 4), two.stream().map(List::size).toList());
    }

    @Test
    void aLaneIsChosenByNameAndNeverByChance() {
        TunedLane one = LANE;
        TunedLane other = new TunedLane("orders", "shop-orders", one.topics(), one.settings(), one.assignor(), one.now());

        assertEquals(one, TunedLane.choose(List.of(one), null));
        assertEquals(other, TunedLane.choose(List.of(one, other), "orders"));
        assertEquals("there are the lanes all, orders; choose one with --lane",
                assertThrows(TuningRefusedException.class, () -> TunedLane.choose(List.of(one, other), null)).getMessage());
        assertEquals("there is no lane carts in the route files; there are: all, orders",
                assertThrows(TuningRefusedException.class, () -> TunedLane.choose(List.of(one, other), "carts")).getMessage());
    }
}
