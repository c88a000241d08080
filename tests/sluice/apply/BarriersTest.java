package sluice.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
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

    private Barriers process(int claimSeconds) {
        return new Barriers(h2, new RowPlans(h2, new H2Dialect(), Names.upper(), ValuePolicies.DEFAULT), new H2Dialect(), claimSeconds, 10);
    }

    private Barrier arrived(String id, String table) {
        target.update(OwnTables.CREATE_BARRIER, id, "TRUNCATE", "db", table, 1);
        target.update(OwnTables.CREATE_ARRIVAL, id, 0);
        return new Barrier(id, Barrier.Kind.TRUNCATE, new TableId("db", table), 1, SourcePosition.UNKNOWN);
    }
}
