package sluice.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import sluice.event.Operation;
import sluice.kafka.Topics;
import sluice.load.Limits;
import sluice.schema.OwnTables;
import sluice.schema.ParkedTable;

/** What happens between the look at a parked row and the transaction that touches it: the safeguards of the races that no test can time. */
class ParkingTest {

    private static final TopicPartition P0 = new TopicPartition("px.db.t", 0);

    private JdbcDataSource h2;
    private JdbcTemplate target;
    private ParkedRows rows;
    private Parking parking;

    @BeforeEach
    void open() {
        h2 = new JdbcDataSource();
        h2.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";MODE=Oracle;DB_CLOSE_DELAY=-1");
        target = new JdbcTemplate(h2);
        OwnTables.CREATE.values().forEach(target::execute);
        rows = new ParkedRows(h2);
        parking = new Parking(h2, rows, new ParkingLimits(10, 10));
        target.update(OwnTables.CREATE_WATERMARK, P0.topic(), 0, 7, "id", 2);
    }

    @AfterEach
    void close() {
        target.execute("SHUTDOWN");
    }

    private void park(String keyHash, long offset, String state) {
        byte[] event = "{}".getBytes(StandardCharsets.UTF_8);
        target.update(ParkedTable.PARK, P0.topic(), 0, offset, "db", "t", keyHash, "ID=1", "CREATE", null, null, "schema", "value", "text",
                event, event);
        target.update("UPDATE SLUICE_PARKED SET STATE = ? WHERE RECORD_OFFSET = ?", state, offset);
    }

    private Batch replay() {
        Replays.Due due = new Replays(rows, 0).due(P0, 7, PartitionStrands.NONE);
        return new Batch(null, List.of(due.slice()), due.ids());
    }

    /** The owner has found the request; before its transaction somebody else resolves the row. */
    @ParameterizedTest
    @ValueSource(strings = {"superseded", "discarded", "replayed", "parked"})
    void aRowThatIsResolvedInBetweenIsNotReplayed(String state) {
        park("a", 3, "replay-requested");
        Batch batch = replay();
        target.update("UPDATE SLUICE_PARKED SET STATE = ?", state);
        assertThrows(FencedException.class, () -> parking.resolve(batch));
        assertEquals(state, target.queryForObject("SELECT STATE FROM SLUICE_PARKED", String.class));
    }

    /** The owner has found the request and freezes; the next owner applies newer changes. */
    @Test
    void aReplayIsFencedWhenTheWatermarkHasMovedOn() {
        park("a", 3, "replay-requested");
        Batch batch = replay();
        target.update("UPDATE SLUICE_WATERMARK SET NEXT_OFFSET = 8");
        assertThrows(FencedException.class, () -> new Watermarks(h2, "refuse").move(batch));
    }

    @Test
    void aReplayLeavesTheWatermarkWhereItIs() {
        park("a", 3, "replay-requested");
        Batch batch = replay();
        new Watermarks(h2, "refuse").move(batch);
        parking.resolve(batch);
        assertEquals(7L, target.queryForObject("SELECT NEXT_OFFSET FROM SLUICE_WATERMARK", Long.class));
        assertEquals("replayed", target.queryForObject("SELECT STATE FROM SLUICE_PARKED", String.class));
    }

    /** While a partition is being placed its last owner commits: a parked row, and the watermark behind it. */
    @Test
    void theParkedKeysAreAsNewAsTheWatermark() {
        MockConsumer<byte[], byte[]> kafka = new MockConsumer<>("none");
        kafka.updateBeginningOffsets(Map.of(P0, 0L));
        kafka.updateEndOffsets(Map.of(P0, 10L));
        DataSource committing = new DelegatingDataSource(h2) {
            @Override
            public Connection getConnection() throws SQLException {
                target.update("UPDATE SLUICE_WATERMARK SET NEXT_OFFSET = 9");
                park("a", 8, "parked");
                return h2.getConnection();
            }
        };
        Placement placement = new Placement(kafka, new Watermarks(committing, "refuse"), rows, topic -> new Topics.Identity("id", 2),
                new Strands(h2, new Limits(h2, 4, 2_000, 1 << 20, 0, 100, 0)), 1);
        assertEquals(Map.of(P0, new Placement.Found(9, Set.of("a"), PartitionStrands.NONE)), placement.of(List.of(P0)));
    }

    /** Only what is older than the change is superseded: a row that was parked behind it is the newer one. */
    @Test
    void onlyOlderRowsOfTheKeyAreSuperseded() {
        park("a", 3, "parked");
        park("a", 5, "replay-requested");
        park("a", 8, "parked");
        park("b", 3, "parked");
        assertEquals(2, target.update(ParkedTable.SUPERSEDE, "why", P0.topic(), 0, "a", 7));
        assertEquals(2, target.queryForObject("SELECT COUNT(*) FROM SLUICE_PARKED WHERE STATE = 'parked'", Integer.class));
    }

    /** If a route sent it there all the same, the refused row would be lost: the watermark passes it. */
    @Test
    void aBatchWithRefusedRowsHasNoStatementsForAPlainTransaction() {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(P0.topic(), 0, 7, null, new byte[0]);
        Compaction compaction = new Compaction();
        compaction.addUnknown(record, new IllegalStateException("refused"));
        Batch batch = new Batch(null, List.of(new Slice(P0, List.of(record), 7, 8, Set.of(), PartitionStrands.NONE)));
        batch.reduced(List.of(compaction));
        assertTrue(batch.isSuspect());
        assertThrows(IllegalStateException.class, batch::getStatements);
    }

    /** An attempt that was rolled back has found bad rows; the next one finds its own. */
    @Test
    void whatAnEarlierAttemptFoundIsOfNoValue() {
        Batch batch = new Batch(null, List.of());
        batch.reduced(List.of(new Compaction()));
        batch.examine();
        batch.refused(List.of(refusal()));
        batch.examine();
        assertEquals(List.of(), batch.refusals());
        batch.refused(List.of(refusal()));
        assertEquals(1, batch.refusals().size());
    }

    private static Refusal refusal() {
        return new Refusal(new Change(null, 1, Operation.CREATE, null, true, null, null, null, 1), new SQLException("x", "22001"));
    }

    /** The unresolved rows and those of the last minute count, each against its own limit; the nearer one is named. */
    @Test
    void theNearerLimitCounts() {
        ParkingLimits limits = new ParkingLimits(100, 20);
        assertEquals(20, limits.left(List.of()).rows());
        assertEquals(5, limits.left(List.of(new ParkedRows.Load(10, 5), new ParkedRows.Load(0, 10))).rows());
        assertEquals(1, limits.left(List.of(new ParkedRows.Load(99, 0))).rows());
        assertTrue(limits.left(List.of(new ParkedRows.Load(99, 0))).limit().contains("parking.max.rows=100, 99 are parked"));
        assertEquals(0, limits.left(List.of(new ParkedRows.Load(500, 500))).rows());
    }

    /** Superseded rows do not count as unresolved, but they were parked within the minute. */
    @Test
    void theLoadIsCountedByTopic() {
        park("a", 3, "parked");
        park("b", 4, "superseded");
        target.update("UPDATE SLUICE_PARKED SET PARKED_AT = PARKED_AT - INTERVAL '2' MINUTE WHERE RECORD_OFFSET = 3");
        assertEquals(Map.of(P0.topic(), new ParkedRows.Load(1, 1)), rows.load());
        assertEquals(Map.of(P0.topic(), 1L), rows.counts());
    }

    @Test
    void refusalsAreGroupedByTheirCauseAndCarryNoValue() {
        assertEquals("SQL-22001", Refusal.errorClass(new RuntimeException(new SQLException("x", "22001", 22001))));
        assertEquals("ORA-12899", Refusal.errorClass(new SQLException("ORA-12899: value too large", "72000", 12899)));
        assertEquals("ORA-00001", Refusal.errorClass(new SQLException("ORA-00001: unique", "23000", 1)));
        assertEquals("table", Refusal.errorClass(new SchemaMismatchException("gone")));
        assertEquals("event", Refusal.errorClass(new IllegalStateException("?")));
    }
}
