package sluice.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import sluice.event.Barrier;
import sluice.event.SourcePosition;
import sluice.schema.H2Dialect;
import sluice.schema.Names;
import sluice.kafka.Topics;
import sluice.load.Limits;
import sluice.load.Throttle;
import sluice.load.Verdict;
import sluice.schema.OwnTables;
import sluice.schema.TableId;
import sluice.schema.ValuePolicies;

/**
 * The gate between Kafka's own mock of a consumer and the watermarks in an H2 in memory: whatever happens between two polls, what is
 * handed out begins where the target stands, and nothing twice (P2).
 */
class GateTest {

    private static final Duration NOW = Duration.ofMillis(1);
    private static final TopicPartition P0 = new TopicPartition("px.db.t", 0);
    private static final TopicPartition P1 = new TopicPartition("px.db.t", 1);

    private final MockConsumer<byte[], byte[]> kafka = new MockConsumer<>("none");
    private final List<String> stops = new ArrayList<>();
    private final JdbcDataSource h2 = new JdbcDataSource();
    private Verdict verdict = Verdict.GO;
    private final Limits limits = new Limits(h2, 4, 2_000, 1 << 20, 0, 100, 0);
    private final Lane lane = new Lane("all", 1_000, () -> stops.add("stopped"), new TopicClaims(), new Throttle.OfLane(limits, () -> verdict, "all"));
    private JdbcTemplate target;
    private Watermarks watermarks;
    private Barriers barriers;
    private Consumer<Object, Object> gate;

    @BeforeEach
    void open() {
        h2.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";MODE=Oracle;DB_CLOSE_DELAY=-1");
        target = new JdbcTemplate(h2);
        OwnTables.CREATE.values().forEach(target::execute);
        watermarks = new Watermarks(h2, "refuse");
        watermarks.create(P0, 5, new Topics.Identity("id", 2));
        barriers = new Barriers(h2, new RowPlans(h2, new H2Dialect(), Names.upper(), ValuePolicies.DEFAULT), new H2Dialect(), 30, 10);
        ParkedRows parked = new ParkedRows(h2);
        gate = Gate.before(kafka, lane, new Placement(kafka, watermarks, parked, topic -> new Topics.Identity("id", 2), new Strands(h2, limits), 1), barriers, 0, new Replays(parked, 0));
        kafka.updateBeginningOffsets(Map.of(P0, 5L, P1, 0L));
        kafka.updateEndOffsets(Map.of(P0, 65L, P1, 10L));
        gate.subscribe(List.of("px.*.*"));
        kafka.updatePartitions("px.db.t", List.of(new PartitionInfo("px.db.t", 0, null, null, null),
                new PartitionInfo("px.db.t", 1, null, null, null)));
    }

    @AfterEach
    void close() {
        target.execute("SHUTDOWN");
    }

    @Test
    void aBatchIsOneRecordThatLeadsFromTheWatermarkToBehindItsLastOffset() {
        assign(P0);
        deliver(P0, 5, 64);
        Batch batch = poll();
        assertEquals("px.db.t-0@5-65", batch.getId());
        apply(batch);
        assertNull(poll());
    }

    /** P6: it rests behind a batch, with its partitions paused and its place kept, until the limit is taken away. */
    @Test
    void aLaneThatHasSpentItsRateHandsNothingOutAndKeepsItsPlace() {
        limits.set("all", Map.of("rows-per-second", "1"));
        assign(P0);
        deliver(P0, 5, 64);
        Batch first = poll();
        first.count(60);
        apply(first);
        first.gate().applied(first);
        kafka.updateEndOffsets(Map.of(P0, 75L));
        assertNull(poll());
        deliver(P0, 65, 74);
        assertNull(poll(), "a minute is owed");
        assertEquals(Set.of(P0), kafka.paused());
        assertEquals("throttled", lane.status("Started", 0).state());
        assertEquals("1 rows per second", lane.status("Started", 0).reason());
        limits.set("all", Map.of("rows-per-second", "default"));
        assertEquals("px.db.t-0@65-75", poll().getId());
    }

    @Test
    void aLaneThatAProbeStopsHandsNothingOutUntilTheProbeLetsItGo() {
        assign(P0);
        deliver(P0, 5, 64);
        verdict = new Verdict(Verdict.Level.STOP, "flag file /stop");
        assertNull(poll());
        assertEquals(Set.of(P0), kafka.paused());
        assertEquals("flag file /stop", lane.status("Started", 0).reason());
        verdict = Verdict.GO;
        assertEquals("px.db.t-0@5-65", poll().getId());
    }

    /** [5..64] is handed out and applied; a rebalance gives the partition away and back, and [5..44] is delivered again. */
    @Test
    void recordsDeliveredAgainAfterARebalanceAreNotHandedOutTwice() {
        assign(P0);
        deliver(P0, 5, 64);
        Batch first = poll();
        apply(first);
        assertNull(poll());
        kafka.rebalance(List.of(P1));
        kafka.rebalance(List.of(P0, P1));
        deliver(P0, 5, 44);
        assertNull(poll(), "the watermark says 65");
        kafka.updateEndOffsets(Map.of(P0, 70L));
        deliver(P0, 65, 69);
        assertEquals("px.db.t-0@65-70", poll().getId());
    }

    /** While it was away another process has gone on: what this one remembers of its place is of no value. */
    @Test
    void aPartitionThatComesBackGoesOnWhereTheTargetStands() {
        assign(P0);
        deliver(P0, 5, 64);
        apply(poll());
        assertNull(poll(), "a rebalance happens within a poll, when the last batch is settled");
        kafka.rebalance(List.of(P1));
        target.update("UPDATE SLUICE_WATERMARK SET NEXT_OFFSET = 70 WHERE PARTITION_NO = 0");
        kafka.updateEndOffsets(Map.of(P0, 80L));
        kafka.rebalance(List.of(P0, P1));
        assertNull(poll());
        deliver(P0, 65, 79);
        assertEquals("px.db.t-0@70-80", poll().getId());
    }

    /** The same with a first batch that is still on its way when the partition is taken: its commit is fenced. */
    @Test
    void aBatchOfATakenPartitionIsFencedWhenSomebodyElseHasGoneOn() {
        assign(P0);
        deliver(P0, 5, 64);
        Batch late = poll();
        target.update("UPDATE SLUICE_WATERMARK SET NEXT_OFFSET = 45");
        assertThrows(FencedException.class, () -> watermarks.move(late));
        deliver(P0, 45, 64);
        assertEquals("px.db.t-0@45-65", poll().getId(), "it goes on from where the other one stands");
    }

    @Test
    void aConsumerThatStandsElsewhereIsPutBack() {
        assign(P0);
        deliver(P0, 5, 44);
        apply(poll());
        kafka.seek(P0, 5);
        deliver(P0, 5, 44);
        assertNull(poll());
        assertEquals(45, kafka.position(P0));
    }

    @Test
    void aBatchThatWasNotAppliedIsReadAgainFromTheWatermark() {
        assign(P0);
        deliver(P0, 5, 9);
        poll();
        deliver(P0, 5, 9);
        assertEquals("px.db.t-0@5-10", poll().getId());
    }

    @Test
    void aPartitionAtABarrierIsHeldAloneUntilItIsDone() {
        assign(P0, P1);
        deliver(P0, 5, 9);
        Barrier barrier = new Barrier("b", Barrier.Kind.TRUNCATE, new TableId("db", "t"), 2, SourcePosition.UNKNOWN);
        Batch batch = poll();
        batch.slices().get(0).endAt(barrier, 7);
        apply(batch);
        deliver(P1, 0, 3);
        assertEquals("px.db.t-1@0-4", poll().getId(), "the other partition flows");
        assertTrue(kafka.paused().contains(P0));
        target.update("UPDATE SLUICE_BARRIER SET STATE = 'done'");
        assertNull(poll());
        deliver(P0, 8, 9);
        assertEquals("px.db.t-0@7-10", poll().getId(), "behind the barrier, by a watermark that still stands on it");
    }

    @Test
    void aMissingWatermarkTableStopsTheLaneWhichKeepsItsPartitionsMeanwhile() {
        target.execute("ALTER TABLE SLUICE_WATERMARK RENAME TO GONE");
        assign(P0);
        poll();
        assertEquals(List.of("stopped"), stops, "a missing table is for an operator");
        assertTrue(lane.stopped());
        assertEquals(Set.of(P0), kafka.assignment());
        assertTrue(kafka.paused().contains(P0));
    }

    @Test
    void whatCamelWantsOfKafkasOffsetsDoesNotHappen() {
        assign(P0);
        deliver(P0, 5, 9);
        apply(poll());
        gate.seek(P0, 5);
        gate.commitSync();
        gate.pause(Set.of(P0));
        assertNull(poll());
        assertEquals(10, kafka.committed(Set.of(P0)).get(P0).offset(), "Kafka hears what is applied, and from the gate alone");
        gate.resume(Set.of(P0));
        assertNull(poll());
        assertEquals(10, kafka.position(P0));
    }

    private void assign(TopicPartition... partitions) {
        kafka.rebalance(List.of(partitions));
        assertNull(poll(), "the first poll finds the place");
    }

    private void deliver(TopicPartition partition, long first, long last) {
        for (long offset = first; offset <= last; offset++) {
            kafka.addRecord(new ConsumerRecord<>(partition.topic(), partition.partition(), offset,
                    "k".getBytes(StandardCharsets.UTF_8), new byte[0]));
        }
    }

    /** The batch that is handed out, null if there is none. */
    private Batch poll() {
        return Stream.of(gate.poll(NOW)).filter(records -> !records.isEmpty())
                .map(records -> (Batch) records.iterator().next().value()).findFirst().orElse(null);
    }

    private void apply(Batch batch) {
        watermarks.move(batch);
        barriers.arrive(batch);
        batch.markApplied();
    }
}
