package sluice.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Field;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sluice.event.Barrier;
import sluice.schema.OracleGrammar;
import sluice.schema.OwnTables;

/**
 * Every statement that the lanes send is Oracle's SQL, and a batch costs a fixed, small number of round trips. Each fixture has its
 * statements parsed when it is closed; this class shows that the collection misses none of them.
 */
class CollectedSqlIT {

    /** Sent by {@code ./sluice changes} and {@code tune}, and by the checks before a start, not by a lane. */
    private static final Set<String> BY_COMMAND = Set.of(OwnTables.HELD_BARRIERS, OwnTables.ACCEPT_BARRIER, OwnTables.WATERMARK_TOPICS,
            OwnTables.TOUCH_WATERMARK);

    static Stream<String> ownStatements() throws IllegalAccessException {
        Stream.Builder<String> texts = Stream.builder();
        for (Field field : OwnTables.class.getFields()) {
            if (field.get(null) instanceof String sql) {
                texts.add(sql);
            }
        }
        OwnTables.CREATE.values().forEach(texts);
        return texts.build();
    }

    @ParameterizedTest
    @MethodSource("ownStatements")
    void statementsOfTheOwnTablesAreOraclesSql(String sql) {
        OracleGrammar.assertParses(sql);
    }

    @Test
    void everyStatementOfALaneIsCollectedAndIsOraclesSql() throws Exception {
        try (LaneFixture sluice = new LaneFixture("sql1"); ChangeTopic orders = sluice.topic(1)) {
            orders.barrier(Barrier.Kind.SNAPSHOT, "snapshot 1").insert(1, "a").insert(2, "b").commit();
            sluice.start().awaitRows(2);
            orders.update(1, "c").delete(2).commit();
            sluice.awaitRows(1);
            orders.schema("s1", SchemaBarriersIT.UNSEEN).commit();
            sluice.awaitState("held");
            Set<String> collected = TargetProbe.collected();
            Set<String> missed = ownStatements().filter(sql -> !sql.startsWith("CREATE TABLE")
                    && !BY_COMMAND.contains(sql) && !collected.contains(sql))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertEquals(Set.of(), missed);
            for (String beginning : new String[] {"INSERT INTO \"ORDERSDB\"", "MERGE INTO \"ORDERSDB\"", "DELETE FROM \"ORDERSDB\"",
                "DELETE FROM \"ORDERSDB\".\"ORDERS\" WHERE ROWNUM"}) {
                assertTrue(collected.stream().anyMatch(sql -> sql.startsWith(beginning)), beginning);
            }
            collected.forEach(OracleGrammar::assertParses);
        }
    }

    /** A thousand changes of one table: one statement moves the watermark, one inserts the rows, one commit. */
    @Test
    void aBatchCostsThreeRoundTripsWhateverItsSize() {
        try (LaneFixture sluice = new LaneFixture("sql2"); ChangeTopic orders = sluice.topic(1)) {
            orders.insert(0, "a").commit();
            sluice.set("parking.poll.ms", "60000").set("load.poll.ms", "60000").start().awaitRows(1);
            sluice.awaitApplied(1);
            sluice.probe().reset();
            for (int id = 1; id <= 1_000; id++) {
                orders.insert(id, "a");
            }
            orders.commit();
            sluice.awaitApplied(1_001);
            Map<String, Integer> sent = sluice.probe().executions().entrySet().stream()
                    .collect(Collectors.toMap(statement -> statement.getKey().substring(0, 6), statement -> statement.getValue().get()));
            assertEquals(Map.of("UPDATE", 1, "INSERT", 1), sent);
            assertEquals(2, sluice.probe().prepared());
            assertEquals(1, sluice.probe().commits());
        }
    }
}
