package sluice.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.apache.camel.api.management.ManagedCamelContext;
import org.junit.jupiter.api.Test;
import sluice.load.Limits;
import sluice.sandbox.CompetingLoad;
import sluice.sandbox.SharedServers;
import sluice.sandbox.TcpProxy;

/** P6 on real servers: a target that becomes slow, by its network or by others, is relieved within seconds, and used again when it is not any more. */
class LatencyGoalIT {

    private static final int GOAL = 400;
    private static final int ROWS = 14_000;
    private static final int CONTESTED_ROWS = 30_000;
    private static final String TEXT = "x".repeat(2_000);

    private final TcpProxy network = new TcpProxy(SharedServers.h2().port());

    private static Limits limits(LaneFixture sluice) {
        return sluice.camel().getRegistry().lookupByNameAndType("limits", Limits.class);
    }

    private static void fill(ChangeTopic orders, int rows) {
        for (int id = 0; id < rows; id++) {
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
            fill(orders, ROWS);
            sluice.set("target.url", sluice.login().at(network.port()).url())
                    .set("apply.batch.rows", "200").set("apply.consumers", "1").set("load.rows.per.second", "600").start();
            LaneFixture.within(20).until(() -> limits(sluice).get().latencyMillis() > 0);
            limits(sluice).set("*", Map.of("latency-goal-ms", Integer.toString(GOAL)));
            assertEquals(1, limits(sluice).get().share(), "the target is known already, and quick");

            network.slow(12);
            limits(sluice).set("*", Map.of("rows-per-second", "0"));
            LaneFixture.within(10).until(() -> lastCommit(sluice) > GOAL);
            LaneFixture.within(15).until(() -> limits(sluice).get().share() < 1 && limits(sluice).get().latencyMillis() <= GOAL && lastCommit(sluice) <= GOAL);
            LaneFixture.within(10).until(() -> sluice.lane().reason().matches("commit latency \\d+ ms, goal 400 ms: .+ \\d+(\\.\\d)? % of the limits"));
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

    /**
     * What is known of the target is what it takes alone: the goal is twice that, and so many sessions compete that it takes more. The rates are
     * compared only with each other.
     */
    @Test
    void aTargetThatOthersKeepBusyIsRelievedWithinSecondsAndUsedAgainWhenTheyHaveEnded() throws Exception {
        try (LaneFixture sluice = new LaneFixture("competing"); ChangeTopic orders = sluice.topic(2)) {
            sluice.login().execute("ALTER TABLE " + LaneFixture.TABLE + " ALTER COLUMN CUSTOMER_NAME VARCHAR2(2000 CHAR)");
            fill(orders, CONTESTED_ROWS);
            sluice.set("apply.batch.rows", "500").set("apply.consumers", "1").set("load.rows.per.second", "1000").start();
            LaneFixture.within(20).until(() -> sluice.lane().applied() >= 3_000);
            int goal = (int) Math.ceil(2 * limits(sluice).get().latencyMillis());
            limits(sluice).set("*", Map.of("latency-goal-ms", Integer.toString(goal)));
            assertEquals(1, limits(sluice).get().share(), "the target is known already, and quick");

            double least;
            double during;
            try (CompetingLoad others = new CompetingLoad(sluice.login(), 4 * Runtime.getRuntime().availableProcessors())) {
                long alone = sluice.lane().applied();
                long begin = System.nanoTime();
                limits(sluice).set("*", Map.of("rows-per-second", "0"));
                LaneFixture.within(15).until(() -> sluice.lane().reason().matches("commit latency [\\d.]+ ms, goal " + goal + " ms: backs off to [\\d.]+ % of the limits"));
                assertTrue(limits(sluice).holding().stream().anyMatch(limit -> limit.limit().equals("batch-rows") && limit.now() < limit.value()));
                LaneFixture.within(20).until(() -> limits(sluice).get().share() < 1 && limits(sluice).get().latencyMillis() <= goal);
                assertTrue(others.transactions() > 0);
                least = limits(sluice).get().share();
                during = rate(sluice, alone, begin);
            }

            limits(sluice).set("*", Map.of("rows-per-second", "1000"));
            LaneFixture.within(20).until(() -> limits(sluice).get().share() >= Math.min(1, 2 * least));
            limits(sluice).set("*", Map.of("rows-per-second", "0"));
            long rest = sluice.lane().applied();
            long again = System.nanoTime();
            sluice.awaitApplied(CONTESTED_ROWS);
            double afterwards = rate(sluice, rest, again);
            assertTrue(afterwards > 1.5 * during, () -> during + " rows/s beside others, " + afterwards + " afterwards");
            assertEquals(0, sluice.parked("PARKED"));
        }
    }

    /** Changes a second since a moment at which so many were applied. */
    private static double rate(LaneFixture sluice, long before, long since) {
        return (sluice.lane().applied() - before) / ((System.nanoTime() - since) / 1e9);
    }
}
