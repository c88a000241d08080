package sluice.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import sluice.control.ReconcileStatus;
import sluice.event.Barrier;
import sluice.event.SourcePosition;
import sluice.schema.H2Dialect;
import sluice.schema.Names;
import sluice.schema.OwnTables;
import sluice.schema.TableId;
import sluice.schema.ValuePolicies;

/** A barrier is carried out by its claimer alone, and one that cannot be carried out holds up no other table (P4). */
class BarriersTest {

    private final JdbcDataSource h2 = new JdbcDataSource();
    private JdbcTemplate target;

    @BeforeEach
    void open() {
        h2.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";MODE=Oracle;DB_CLOSE_DELAY=-1");
        target = new JdbcTemplate(h2);
        OwnTables.CREATE.values().forEach(target::execute);
        target.execute("CREATE SCHEMA DB");
        target.execute("CREATE TABLE DB.THERE (ID NUMBER(19) PRIMARY KEY)");
    }

    @AfterEach
    void close() {
        target.execute("SHUTDOWN");
    }

    @Test
    void aBarrierOfAMissingTableDoesNotHoldUpTheOthers() {
        Barriers barriers = process(30);
        arrived("a", "gone");
        Barrier there = arrived("b", "there");
        barriers.progress(there);
        assertEquals("b", barriers.claim().barrier());
        assertNull(barriers.claim(), "it is claimed");
    }

    @Test
    void aProcessWhoseClaimWasTakenOverDeletesNothing() {
        Barriers first = process(0);
        Barriers second = process(0);
        Barrier barrier = arrived("a", "there");
        first.progress(barrier);
        second.progress(barrier);
        Barriers.Chunk late = first.claim();
        target.update("UPDATE SLUICE_BARRIER SET CLAIMED_AT = CLAIMED_AT - INTERVAL '1' SECOND");
        Barriers.Chunk taken = second.claim();
        assertThrows(FencedBarrierException.class, () -> first.hold(late));
        second.hold(taken);
        assertNull(second.advance(taken, 0), "an empty table is done");
        assertThrows(FencedBarrierException.class, () -> second.hold(taken), "done is done");
    }

    /** A snapshot that begins must delete only what Sluice has filled in from empty; a table that is kept stays kept. */
    @Test
    void aSnapshotsBarrierEmptiesWhatSluiceBeganFromEmptyAndNothingElse() {
        Barriers barriers = process(30);
        Reconciliation reconciliation = new Reconciliation(h2, plans(), new H2Dialect(), barriers);
        target.update("INSERT INTO DB.THERE VALUES (1)");
        for (String id : List.of("a", "b")) {
            barriers.progress(arrived(id, "there", Barrier.Kind.SNAPSHOT));
            Barriers.Chunk kept = barriers.claim();
            assertTrue(kept.begins());
            assertNull(reconciliation.begin(kept));
        }
        reconciliation.refresh();
        assertEquals(List.of("db.there"), reconciliation.get().stream().map(ReconcileStatus::table).toList());

        barriers.progress(arrived("c", "there"));
        Barriers.Chunk truncate = barriers.claim();
        assertFalse(truncate.begins());
        barriers.advance(truncate, 1);
        barriers.progress(arrived("d", "there", Barrier.Kind.SNAPSHOT));
        assertFalse(reconciliation.begin(barriers.claim()).begins(), "the rows since the truncate are Sluice's own");
        reconciliation.refresh();
        assertEquals(List.of(), reconciliation.get());
    }

    private Barriers process(int claimSeconds) {
        return new Barriers(h2, plans(), new H2Dialect(), claimSeconds, 10);
    }

    private RowPlans plans() {
        return new RowPlans(h2, new H2Dialect(), Names.upper(), ValuePolicies.DEFAULT);
    }

    private Barrier arrived(String id, String table) {
        return arrived(id, table, Barrier.Kind.TRUNCATE);
    }

    private Barrier arrived(String id, String table, Barrier.Kind kind) {
        target.update(OwnTables.CREATE_BARRIER, id, kind.name(), "db", table, 1);
        target.update(OwnTables.CREATE_ARRIVAL, id, 0);
        return new Barrier(id, kind, new TableId("db", table), 1, SourcePosition.UNKNOWN);
    }
}
