package sluice.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.apache.camel.api.management.ManagedCamelContext;
import org.junit.jupiter.api.Test;
import sluice.load.Limits;
import sluice.sandbox.SharedServers;
import sluice.sandbox.TcpProxy;

/** P6 on real servers: a target whose network becomes slow is relieved within seconds, and used again when it is not any more. */
class LatencyGoalIT {

    private static final int GOAL = 400;
    private static final int ROWS = 14_000;
    private static final String TEXT = "x".repeat(2_000);

    private final TcpProxy network = new TcpProxy(SharedServers.h2().port());

    private static Limits limits(LaneFixture sluice) {
        return sluice.camel().getRegistry().lookupByNameAndType("limits", Limits.class);
    }

    private static void fill(ChangeTopic orders) {
        for (int id = 0; id < ROWS; id++) {
            orders.insert(id, TEXT);
            if (id % 1_000 == 999) {
                orders.commit();
            }
        }
    }

    /** What Camel measured, and not what the limit itself did: milliseconds of the last batch's route. */
    private static long lastCommit(LaneFixture sluice) throws Exception {
        return sluice.camel().getCamelContextExtension().getContextPlugin(ManagedCamelContext.class).getManagedRoute("commit-changes").getLastProcessingTime();
    }

    @Test
    void aTargetThatBecomesSlowIsRelievedWithinSecondsAndUsedAgainAfterwards() throws Exception {
        try (network; LaneFixture sluice = new LaneFixture("goal"); ChangeTopic orders = sluice.topic(2)) {
            sluice.login().execute("ALTER TABLE " + LaneFixture.TABLE + " ALTER COLUMN CUSTOMER_NAME VARCHAR2(2000 CHAR)");
            network.slow(1);
            fill(orders);
            sluice.set("target.url", sluice.login().at(network.port()).url())
                    .set("apply.batch.rows", "200").set("apply.consumers", "1").set("load.rows.per.second", "600").start();
            LaneFixture.within(20).until(() -> limits(sluice).get().latencyMillis() > 0);
            limits(sluice).set("*", Map.of("latency-goal-ms", Integer.toString(GOAL)));
            assertEquals(1, limits(sluice).get().share(), "the target is known already, and quick");

            network.slow(12);
            limits(sluice).set("*", Map.of("rows-per-second", "0"));
            LaneFixture.within(10).until(() -> lastCommit(sluice) > GOAL);
            LaneFixture.within(15).until(() -> limits(sluice).get().share() < 1 && limits(sluice).get().latencyMillis() <= GOAL && lastCommit(sluice) <= GOAL);
            LaneFixture.within(10).until(() -> sluice.lane().reason().matches("commit latency \\d+ ms, goal 400 ms: \\D+ \\d+(\\.\\d)? % of the limits"));
            double least = limits(sluice).get().share();

            limits(sluice).set("*", Map.of("rows-per-second", "600"));
            network.slow(1);
            LaneFixture.within(20).until(() -> limits(sluice).get().share() >= Math.min(1, 2 * least));
            assertTrue(limits(sluice).holding().stream().allMatch(limit -> limit.limit().equals("latency-goal-ms") || limit.now() <= limit.value()));
            assertEquals(2, sluice.lane().partitions(), "it has kept its place");
            limits(sluice).set("*", Map.of("latency-goal-ms", "0", "rows-per-second", "0"));
            sluice.awaitRows(ROWS);
            sluice.awaitState("idle");
            assertEquals(0, sluice.parked("PARKED"));
        }
    }
}
