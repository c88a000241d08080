package sluice.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import sluice.sandbox.SharedServers;

/** A stopped lane's changes are rehearsed through the delivered route: written for once, and then as if nothing had been. */
class RehearsalIT {

    private LaneFixture sluice;
    private ChangeTopic orders;
    private Rehearsal rehearsal;
    private TopicPartition partition;
    private long watermark;

    @BeforeEach
    void stopALaneBehindOneRow(TestInfo test) throws Exception {
        sluice = new LaneFixture("rehearsal" + Integer.toHexString(test.getDisplayName().hashCode()));
        orders = sluice.topic(1);
        orders.insert(1, "first").commit();
        sluice.start().awaitRows(1);
        sluice.awaitApplied(1);
        sluice.camel().getRouteController().stopRoute("apply-all");
        partition = new TopicPartition(sluice.topic(), 0);
        watermark = sluice.watermark(0);
        rehearsal = new Rehearsal(sluice.camel());
    }

    @AfterEach
    void nothingWasDone() {
        assertEquals(watermark, sluice.watermark(0));
        assertEquals(1, sluice.number("SELECT COUNT(*) FROM " + LaneFixture.TABLE + " WHERE CUSTOMER_NAME = 'first'"));
        assertEquals(0, sluice.number("SELECT (SELECT COUNT(*) FROM SLUICE_PARKED) + (SELECT COUNT(*) FROM SLUICE_BARRIER) + (SELECT COUNT(*)"
                + " FROM SLUICE_ARRIVAL)"));
        assertEquals(0, sluice.probe().open(), "transactions");
        rehearsal.close();
        orders.close();
        sluice.close();
    }

    @Test
    void whatIsWrittenIsTakenBackAsOftenAsItIsWritten() {
        orders.insert(2, "second").update(1, "changed").delete(2).insert(3, "third").commit();
        sluice.probe().reset();

        for (int i = 0; i < 3; i++) {
            Rehearsal.Result result = rehearsal.write(backlog());
            assertEquals(Rehearsal.End.WRITTEN, result.end(), result::toString);
            assertEquals(4, result.changes());
            assertTrue(result.decoded() > 0 && result.written() > 0 && result.undone() > 0, result::toString);
        }

        assertEquals(0, sluice.probe().commits());
        assertTrue(sluice.probe().executions().keySet().stream().anyMatch(sql -> sql.startsWith("MERGE")), "the real statements ran");
        assertTrue(rehearsal.commit(List.of(partition)).toNanos() > 0);
        assertEquals(1, sluice.probe().commits());
        assertEquals(1, sluice.rows());
    }

    /** Somebody has loaded the row: the lane's second attempt merges, and so does the rehearsal. */
    @Test
    void aRowThatIsThereAlreadyIsMerged() throws Exception {
        sluice.login().execute("INSERT INTO " + LaneFixture.TABLE + " VALUES (2, 'loaded', 1, NULL)");
        orders.insert(2, "second").commit();

        assertEquals(Rehearsal.End.WRITTEN, rehearsal.write(backlog()).end());
        assertEquals(1, sluice.number("SELECT COUNT(*) FROM " + LaneFixture.TABLE + " WHERE CUSTOMER_NAME = 'loaded'"));
    }

    /** One that cannot even be bound, and one that the target refuses, as an insert and as a merge. */
    @Test
    void aRefusedRowIsToldAndNotParked() {
        orders.insert(2, "second").insert(3, "longer than twenty characters").commit();
        assertRefused("ordersdb.orders value");
        orders.delete(3).insert(4, "fourth", "12345678901234.00").commit();
        assertRefused("SQL-22001: the value does not fit its type");
    }

    private void assertRefused(String reason) {
        Rehearsal.Result result = rehearsal.write(backlog());
        assertEquals(Rehearsal.End.REFUSED, result.end());
        assertEquals(reason, result.reason());
    }

    @Test
    void aLaneThatHasGoneOnIsNoticed() {
        orders.insert(2, "second").commit();
        List<Rehearsal.Part> moved = backlog().stream().map(part -> new Rehearsal.Part(partition, part.records(), part.watermark() - 1)).toList();

        assertThrows(FencedException.class, () -> rehearsal.write(moved));
    }

    /** A truncate of a Connect cluster bears no mark: only the decoder knows it. */
    @Test
    void anUnmarkedTruncateEndsTheBatchAndLeavesNoArrival() {
        orders.insert(2, "second").truncate(0).insert(3, "third").commit();
        List<Rehearsal.Part> backlog = backlog();

        Rehearsal.Result result = rehearsal.write(backlog);

        assertEquals(1, result.changes());
        assertEquals(Map.of(partition, backlog.get(0).records().get(1).offset()), result.barriers());
    }

    /** What stands behind the watermark, read by a consumer in no group. */
    private List<Rehearsal.Part> backlog() {
        Properties settings = new Properties();
        settings.putAll(Map.of("bootstrap.servers", SharedServers.kafka().brokers(), "isolation.level", "read_committed", "enable.auto.commit", "false"));
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (Consumer<byte[], byte[]> kafka = Rehearsal.consumer(settings, 1_000_000)) {
            kafka.assign(List.of(partition));
            kafka.seek(partition, rehearsal.place(partition).orElseThrow().next());
            long end = kafka.endOffsets(List.of(partition)).get(partition);
            LaneFixture.within(20).until(() -> {
                kafka.poll(Duration.ofMillis(100)).forEach(records::add);
                return kafka.position(partition) >= end;
            });
        }
        return List.of(new Rehearsal.Part(partition, records, watermark));
    }
}
