package sluice.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import sluice.control.HotLane;
import sluice.event.Operation;
import sluice.event.RowSchema;
import sluice.schema.Names;
import sluice.schema.OracleDialect;
import sluice.schema.TableId;
import sluice.schema.TargetColumn;
import sluice.schema.TargetFeatures;
import sluice.schema.TargetTable;
import sluice.schema.ValuePolicies;

class HotSpotsTest {

    private static final TargetTable TABLE = new TargetTable("PUBLIC", "T", List.of(new TargetColumn("ID", "NUMBER(19)", false)), List.of("ID"));
    private static final RowSchema SCHEMA = new RowSchema("s", new TableId("shop", "t"), List.of(new RowSchema.Column("id", json -> null)));

    private final OracleDialect dialect = OracleDialect.of("jdbc:oracle:thin:@//nowhere/x");
    private final RowPlan plan = new RowPlan(SCHEMA, TABLE, Names.upper(), dialect,
            column -> dialect.binder(column, ValuePolicies.DEFAULT, TargetFeatures.ORACLE_19C), false);
    private final AtomicLong clock = new AtomicLong();
    private final HotSpots spots = new HotSpots(clock::get);

    /** Each key is an id and a partition. */
    private void apply(long[]... changes) {
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records = new HashMap<>();
        Compaction compaction = new Compaction();
        for (long[] change : changes) {
            TopicPartition partition = new TopicPartition("px.shop.t", (int) change[1]);
            ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(partition.topic(), partition.partition(), 0, null, null);
            records.computeIfAbsent(partition, p -> new ArrayList<>()).add(record);
            compaction.add(plan, Operation.UPDATE, new Object[] {change[0]}, record, null);
        }
        Batch batch = new Batch(null, records.entrySet().stream().map(entry -> new Slice(entry.getKey(), entry.getValue(), 0, 1, Set.of(), PartitionStrands.NONE)).toList());
        batch.count(changes.length);
        batch.reduced(List.of(compaction));
        spots.add(batch);
    }

    private static long[][] changes(int all, int hot) {
        long[][] changes = new long[all][];
        for (int i = 0; i < all; i++) {
            changes[i] = i < hot ? new long[] {7, 3} : new long[] {1_000 + i, i % 4};
        }
        return changes;
    }

    @Test
    void aHotKeyItsPartitionAndWhatItSavesAreTold() {
        apply(changes(1_000, 600));
        HotLane hot = spots.now();
        assertEquals(1_000 / 401.0, hot.compaction(), 0.001);
        assertEquals(new HotLane.Share("px.shop.t-3", 0.7), hot.partition());
        assertEquals(1, hot.keys().size());
        assertEquals(0.6, hot.keys().get(0).share(), 0.001);
        String told = hot.describe();
        assertTrue(told.matches("partition px\\.shop\\.t-3 70 % of its changes; keys shop\\.t [0-9a-f]{12} 60 %; 2\\.5 changes for each row that is written"), told);
    }

    @Test
    void changesThatAreSpreadAreNotWorthAWord() {
        apply(changes(1_000, 0));
        assertEquals("", spots.now().describe());
        assertEquals(List.of(), spots.now().keys());
        assertEquals("", HotLane.NONE.describe());
    }

    @Test
    void whatWasHotIsForgotten() {
        apply(changes(1_000, 600));
        for (int minute = 0; minute < 12; minute++) {
            clock.addAndGet(TimeUnit.MINUTES.toNanos(1));
            apply(changes(1_000, 0));
        }
        assertEquals("", spots.now().describe());
    }
}
