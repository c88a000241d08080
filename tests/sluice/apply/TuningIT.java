package sluice.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import sluice.event.Barrier;
import sluice.kafka.KafkaAccess;
import sluice.kafka.Topics;
import sluice.load.tune.LaneGuard;
import sluice.load.tune.Plan;
import sluice.load.tune.TunedLane;
import sluice.load.tune.Tuning;
import sluice.load.tune.TuningRefusedException;
import sluice.load.tune.TuningReport;
import sluice.sandbox.SharedServers;

/** Experiments on a stopped lane in this JVM, where what disturbs them comes at a moment that the test decides. */
class TuningIT {

    private static final int BACKLOG = 1_000;

    private final List<String> told = Collections.synchronizedList(new ArrayList<>());
    private LaneFixture sluice;
    private ChangeTopic orders;
    private long watermark;

    @BeforeEach
    void stopALaneBehindOneRow(TestInfo test) throws Exception {
        sluice = new LaneFixture("tuning" + Integer.toHexString(test.getDisplayName().hashCode()));
        orders = sluice.topic(1);
        orders.insert(1, "first").commit();
        sluice.start().awaitRows(1);
        sluice.awaitApplied(1);
        sluice.camel().getRouteController().stopRoute("apply-all");
        watermark = sluice.watermark(0);
    }

    @AfterEach
    void close() {
        orders.close();
        sluice.close();
    }

    private void accumulate() {
        for (int id = 2; id < BACKLOG + 2; id++) {
            orders.insert(id, "row " + id);
        }
        orders.commit();
    }

    /** P6: while the target has to be spared nothing is begun, and what is under way is given up and done again. */
    @Test
    void nothingIsMeasuredWhileTheTargetHasToBeSpared() throws Exception {
        accumulate();
        AtomicInteger asked = new AtomicInteger();
        Supplier<String> heldBack = () -> {
            int count = asked.incrementAndGet();
            return count == 1 ? "the standby lags" : count == 5 ? "40 sessions are active" : "";
        };

        TuningReport report = tune(heldBack);

        assertTrue(told.get(0).startsWith("lane all: 1,000 changes are read, of about 1,00"), told::toString);
        assertEquals(List.of("waits: the standby lags", "given up, to be done again: 40 sessions are active"), told.subList(1, 3));
        assertTrue(report.measurements().get(0).transactions() > 0 && report.measurements().get(0).failed() == 0, report::toString);
        assertEquals(watermark, sluice.watermark(0));
        assertEquals(1, sluice.rows());
    }

    /** P2: the lane applies the backlog once, and no figure is taken of rows that are applied already. */
    @Test
    void aLaneThatBeginsAmidAnExperimentIsNotDisturbedAndEndsIt() throws Exception {
        accumulate();
        AtomicInteger asked = new AtomicInteger();

        TuningRefusedException refused = assertThrows(TuningRefusedException.class, () -> tune(() -> {
            if (asked.incrementAndGet() == 5) {
                startLane();
            }
            return "";
        }));

        assertTrue(refused.getMessage().startsWith("a lane has begun to apply the backlog meanwhile"), refused::getMessage);
        sluice.awaitRows(BACKLOG + 1);
        assertEquals(BACKLOG, sluice.number("SELECT COUNT(*) FROM " + LaneFixture.TABLE + " WHERE CUSTOMER_NAME = 'row ' || ID"));
        assertEquals(0, sluice.number("SELECT COUNT(*) FROM SLUICE_PARKED"));
    }

    @Test
    void whatStandsBehindABarrierIsNoBacklogYet() {
        orders.barrier(Barrier.Kind.TRUNCATE, "truncate 1").insert(2, "behind").commit();

        String refusal = assertThrows(TuningRefusedException.class, () -> tune(() -> "")).getMessage();

        assertTrue(refusal.startsWith("lane all has no backlog in front of a barrier (TRUNCATE of ordersdb.orders): "), refusal);
    }

    private void startLane() {
        try {
            sluice.camel().getRouteController().startRoute("apply-all");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private TuningReport tune(Supplier<String> heldBack) throws InterruptedException {
        TunedLane lane = TunedLane.of(sluice.camel(), KafkaAccess.plain(SharedServers.kafka().brokers())).get(0);
        Plan plan = new Plan(List.of(1), List.of(100), 0.5, 1, 10_000, 500);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", SharedServers.kafka().brokers()));
                Rehearsal rehearsal = new Rehearsal(sluice.camel())) {
            LaneGuard guard = new LaneGuard(admin, sluice.topic().replace(".ordersdb.orders", ""), List.of(lane), List::of);
            return new Tuning(lane, plan, rehearsal, guard, heldBack, told::add)
                    .run(sluice.camel().getRegistry().lookupByNameAndType("topics", Topics.class), 8_000_000);
        }
    }
}
