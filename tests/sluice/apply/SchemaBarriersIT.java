package sluice.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import sluice.event.SchemaChange;
import sluice.schema.Tables;
import sluice.schema.source.SourceTable;

/** A change of a table's structure at its barrier: carried out once, whatever dies and whoever else is there, or by nobody but the operator. */
class SchemaBarriersIT {

    private static final String WIDE = "a name that is longer than twenty characters";
    private static final String ALTER = "ALTER TABLE \"ORDERSDB\".\"ORDERS\" MODIFY (\"CUSTOMER_NAME\" VARCHAR2(60 CHAR))";
    private static final SourceTable BEFORE = table("varchar(20)", false);
    private static final SchemaChange WIDENED = new SchemaChange(SchemaChange.Type.ALTER,
            "ALTER TABLE orders MODIFY customer_name VARCHAR(60)", BEFORE, table("varchar(60)", false));
    private static final SchemaChange NOTED = new SchemaChange(SchemaChange.Type.ALTER, "ALTER TABLE orders ADD note VARCHAR(9)", BEFORE,
            table("varchar(20)", true));
    /** What it does to the rows cannot be seen in the target. */
    static final SchemaChange UNSEEN = new SchemaChange(SchemaChange.Type.ALTER, "ALTER TABLE orders DROP PARTITION p0", BEFORE, BEFORE,
            Map.of(), "it removes or replaces the rows of a partition");

    private static SourceTable table(String name, boolean noted) {
        var id = Tables.column("id", "bigint", false);
        var customer = Tables.column("customer_name", name);
        var amount = Tables.column("amount", "decimal(10,2)");
        var created = Tables.column("created_at", "timestamp");
        return noted ? Tables.table("ordersdb", "orders", List.of("id"), id, customer, amount, created, Tables.column("note", "varchar(9)"))
                : Tables.table("ordersdb", "orders", List.of("id"), id, customer, amount, created);
    }

    private static int executions(LaneFixture sluice, String sql) {
        var count = sluice.probe().executions().get(sql);
        return count == null ? 0 : count.get();
    }

    /** The connection breaks at the ALTER, then at the record that it is done: no row is lost, and the ALTER is not repeated. */
    @Test
    void aChangeThatDiesBeforeItsRecordIsLookedAtAgain() {
        try (LaneFixture sluice = new LaneFixture("schemabar1"); ChangeTopic orders = sluice.topic(3)) {
            sluice.start().awaitState("idle");
            sluice.probe().faults().refuse("ALTER TABLE", 1);
            for (int id = 0; id < 9; id++) {
                orders.insert(id, "short");
            }
            orders.schema("s1", WIDENED);
            for (int id = 10; id < 19; id++) {
                orders.insert(id, WIDE);
            }
            orders.commit();
            LaneFixture.within(20).until(() -> executions(sluice, ALTER) == 1);
            sluice.probe().faults().refuse("UPDATE SLUICE_BARRIER SET ROWS_DONE", 1);
            sluice.awaitRows(18);
            sluice.awaitState("idle");
            assertEquals(2, executions(sluice, ALTER), "the one that broke, and the one that ran");
            assertEquals(9, sluice.number("SELECT COUNT(*) FROM " + LaneFixture.TABLE + " WHERE CUSTOMER_NAME = '" + WIDE + "'"));
        }
    }

    /**
     * A process is stuck in its ALTER for longer than a claim lasts. Were its claim given away meanwhile, the others would go
     * on, and its late ALTER would come behind theirs (P2). Both processes then bind for the column as it is.
     */
    @Test
    void nobodyPassesWhileAnAlterMayStillCome() throws Exception {
        try (LaneFixture one = new LaneFixture("schemabar2").set("barrier.claim.seconds", "1").set("apply.consumers", "1");
                LaneFixture two = one.another().set("barrier.claim.seconds", "1").set("apply.consumers", "1"); ChangeTopic orders = one.topic(4)) {
            for (int id = 0; id < 8; id++) {
                orders.insert(id, "short");
            }
            orders.commit();
            one.start();
            two.start();
            one.awaitMembers(2);
            one.awaitRows(8);
            CountDownLatch stuck = new CountDownLatch(1);
            one.probe().faults().hold("ALTER TABLE", stuck);
            two.probe().faults().hold("ALTER TABLE", stuck);
            orders.schema("s1", WIDENED);
            for (int id = 10; id < 18; id++) {
                orders.insert(id, WIDE);
            }
            orders.commit();
            LaneFixture.within(20).until(() -> executions(one, ALTER) + executions(two, ALTER) == 1);
            LaneFixture other = executions(one, ALTER) == 1 ? two : one;
            LaneFixture.within(20).until(() -> other.probe().executions().keySet().stream().anyMatch(sql -> sql.startsWith("UPDATE SLUICE_BARRIER SET STATE = 'claimed'")));
            assertEquals(8, one.rows());
            stuck.countDown();
            one.awaitRows(16);
            assertEquals(1, executions(one, ALTER) + executions(two, ALTER));
            one.awaitState("idle");
            two.awaitState("idle");
        }
    }

    @Test
    void withStopTheTableWaitsForTheStatementThatItNeeds() throws Exception {
        try (LaneFixture sluice = new LaneFixture("schemabar3").set("schema.changes", "stop"); ChangeTopic orders = sluice.topic(2)) {
            orders.insert(0, "a").insert(1, "b").schema("s1", WIDENED).insert(2, WIDE).insert(3, WIDE).commit();
            sluice.start().awaitState("held");
            assertEquals(2, sluice.rows());
            assertTrue(sluice.lane().reason().startsWith("ordersdb.orders: 'ALTER TABLE orders MODIFY customer_name VARCHAR(60)' at"
                    + " binlog.000003:157[0]: run " + ALTER), sluice.lane().reason());
            sluice.login().execute(ALTER);
            sluice.awaitRows(4);
            sluice.awaitState("idle");
            assertEquals(0, executions(sluice, ALTER), "Sluice itself has altered nothing");
        }
    }

    @Test
    void withIgnoreColumnsWithoutAPlaceAreLeftOut() {
        try (LaneFixture sluice = new LaneFixture("schemabar4").set("schema.changes", "ignore"); ChangeTopic orders = sluice.topic(2)) {
            orders.insert(0, "a").insert(1, "b").schema("s1", NOTED).withNote().insert(2, "c").update(1, "d").commit();
            sluice.start().awaitRows(3);
            sluice.awaitState("idle");
            assertEquals(1, sluice.number("SELECT COUNT(*) FROM " + LaneFixture.TABLE + " WHERE CUSTOMER_NAME = 'd'"));
        }
    }

    /** The operator was early: rows from before the change meet the table as it will be. */
    @Test
    void rowsFromBeforeTheChangeFitATableThatIsAlteredAlready() throws Exception {
        try (LaneFixture sluice = new LaneFixture("schemabar5"); ChangeTopic orders = sluice.topic(2)) {
            sluice.login().execute("ALTER TABLE " + LaneFixture.TABLE + " ADD (NOTE VARCHAR2(9 CHAR))");
            orders.insert(0, "a").insert(1, "b").schema("s1", NOTED).withNote().insert(2, "c").update(1, "d").commit();
            sluice.start().awaitRows(3);
            sluice.awaitState("idle");
            assertEquals(2, sluice.number("SELECT COUNT(*) FROM " + LaneFixture.TABLE + " WHERE NOTE = 'noted'"));
        }
    }

    /** What has happened to rows without a trace cannot be seen in the target: the operator says that it is done. */
    @Test
    void aChangeThatNobodyCanSeeWaitsUntilItIsAccepted() throws Exception {
        try (LaneFixture sluice = new LaneFixture("schemabar6"); ChangeTopic orders = sluice.topic(2)) {
            orders.insert(0, "a").insert(1, "b").schema("s1", UNSEEN).insert(2, "c").insert(3, "d").commit();
            sluice.start().awaitState("held");
            assertEquals(2, sluice.rows());
            sluice.login().execute("UPDATE SLUICE_BARRIER SET ACCEPTED_BY = 'me'");
            sluice.awaitRows(4);
            sluice.awaitState("idle");
        }
    }

    /** A new table with a type that nobody reads waits at its own barrier; what is recorded of it must not stop the others (P4). */
    @Test
    void anUnreadableSchemaOfAnotherTableStopsNobody() throws Exception {
        try (LaneFixture sluice = new LaneFixture("schemabar7"); ChangeTopic orders = sluice.topic(1)) {
            orders.unreadableSchema().insert(1, "a").commit();
            sluice.start().awaitRows(1);
            sluice.awaitState("idle");
        }
    }
}
