package sluice.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import sluice.sandbox.SharedServers;
import sluice.schema.OwnTables;

/** Sequences that lost or doubled changes in a trial of the stock components: here nothing is lost (P1) and nothing doubled (P2). */
class LaneSequencesIT {

    private LaneFixture sluice;

    private LaneFixture sluice(TestInfo test) {
        sluice = new LaneFixture("seq" + Math.floorMod(test.getDisplayName().hashCode(), 100_000));
        return sluice;
    }

    @AfterEach
    void stop() {
        if (!SharedServers.h2().isAlive()) {
            SharedServers.h2().start();
        }
        sluice.close();
    }

    /** With a stock consumer each partition begins behind a record, or at the end of the log, that nobody ever applies. */
    @Test
    void targetIsAwayWhilePartitionsAreAssigned(TestInfo test) {
        try (ChangeTopic orders = sluice(test).topic(3)) {
            for (int id = 0; id < 300; id++) {
                orders.insert(id, "a");
            }
            orders.commit();
            SharedServers.h2().kill();
            sluice.start().awaitState("waiting");
            LaneFixture.within(20).until(() -> sluice.lane().partitions() == 3);
            SharedServers.h2().start();
            sluice.awaitRows(300);
            sluice.awaitState("idle");
            sluice.awaitApplied(300);
        }
    }

    /** With camel-kafka's own batches the failed one is passed over by the resume, or nobody polls afterwards. */
    @Test
    void batchFailsWhileTheRouteIsBeingSuspendedAndIsAppliedAfterResume(TestInfo test) throws Exception {
        try (ChangeTopic orders = sluice(test).topic(2)) {
            sluice.set("apply.redelivery.delay.ms", "200").start().awaitMembers(2);
            sluice.probe().faults().refuseCommits(1_000);
            orders.insert(0, "a").insert(1, "b").commit();
            LaneFixture.within(20).until(() -> sluice.probe().executions().containsKey(OwnTables.MOVE_WATERMARK));
            sluice.camel().getRouteController().suspendRoute("apply-all");
            sluice.awaitState("suspended");
            LaneFixture.within(20).until(() -> sluice.camel().getInflightRepository().size("apply-all") == 0);
            sluice.probe().faults().refuseCommits(0);
            orders.insert(2, "c").insert(3, "d").commit();
            assertEquals(0, sluice.rows());
            sluice.camel().getRouteController().resumeRoute("apply-all");
            sluice.awaitRows(4);
            sluice.awaitApplied(4);
        }
    }

    /** Else Camel stops the consumers when its time is over, and after the resume the lane is Started and nobody polls: seen in chaos. */
    @Test
    void laneGoesOnAfterASuspensionThatAHangingTargetDoesNotLetEnd(TestInfo test) throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        try (ChangeTopic orders = sluice(test).topic(2)) {
            sluice.start().awaitMembers(2);
            sluice.camel().getShutdownStrategy().setTimeout(1);
            sluice.probe().faults().holdCommits(answer);
            orders.insert(0, "a").insert(1, "b").commit();
            LaneFixture.within(20).until(() -> sluice.probe().executions().containsKey(OwnTables.MOVE_WATERMARK));
            sluice.camel().getRouteController().suspendRoute("apply-all");
            sluice.awaitState("suspended");
            answer.countDown();
            sluice.awaitRows(2);
            orders.insert(2, "c").insert(3, "d").commit();
            sluice.camel().getRouteController().resumeRoute("apply-all");
            sluice.awaitRows(4);
            sluice.awaitState("idle");
        } finally {
            answer.countDown();
        }
    }

    /**
     * A stranger joins the lane's group again and again, so that two consumers lose and get partitions while records flow. What
     * they had polled comes again; a second application would be counted, and would show as an old name.
     */
    @Test
    void recordsDeliveredAgainAfterARebalanceAreNotAppliedTwice(TestInfo test) {
        int changes = 1_200;
        try (ChangeTopic orders = sluice(test).topic(4)) {
            sluice.set("apply.batch.rows", "50").start().awaitMembers(2);
            for (int change = 0; change < changes; change++) {
                orders.update(change % 40, "v" + change);
                if (change % 400 == 399) {
                    orders.commit();
                    rebalance();
                }
            }
            sluice.awaitApplied(changes);
            sluice.awaitState("idle");
            assertEquals(40, sluice.number("SELECT COUNT(*) FROM " + LaneFixture.TABLE
                    + " WHERE CUSTOMER_NAME = 'v' || (" + (changes - 40) + " + ID)"));
        }
    }

    private void rebalance() {
        try (KafkaConsumer<byte[], byte[]> stranger = new KafkaConsumer<>(Map.of("bootstrap.servers",
                SharedServers.kafka().brokers(), "group.id", sluice.topic().replace(".ordersdb.orders", "-all"),
                "enable.auto.commit", false, "auto.offset.reset", "latest"), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            stranger.subscribe(List.of(sluice.topic()));
            LaneFixture.within(20).until(() -> {
                stranger.poll(Duration.ofMillis(20));
                return !stranger.assignment().isEmpty();
            });
        }
    }

    /** Somebody else moves one partition on: the lane writes nothing of its batch, and goes on from there; the other one is not lost. */
    @Test
    void aFencedBatchIsRolledBackAndTheOthersGoOn(TestInfo test) throws Exception {
        try (ChangeTopic orders = sluice(test).topic(2)) {
            orders.insert(0, "a").insert(1, "b").commit();
            sluice.set("apply.consumers", "1").start().awaitRows(2);
            LaneFixture.within(20).until(() -> sluice.watermark(0) > 0 && sluice.watermark(1) > 0);
            long theirs = sluice.watermark(0) + 1;
            sluice.login().execute("UPDATE SLUICE_WATERMARK SET NEXT_OFFSET = NEXT_OFFSET + 1 WHERE TOPIC = '" + sluice.topic()
                    + "' AND PARTITION_NO = 0");
            // the record that the others are said to have applied, one behind it, and one of the other partition
            orders.update(0, "theirs").insert(2, "ours").insert(3, "other").commit();
            sluice.awaitRows(4);
            assertEquals(0, sluice.number("SELECT COUNT(*) FROM " + LaneFixture.TABLE + " WHERE CUSTOMER_NAME = 'theirs'"),
                    "what stands before the new watermark is not written");
            assertTrue(sluice.watermark(0) > theirs);
            sluice.awaitState("idle");
        }
    }

    /** More attempts than permits: an attempt that took a permit of its own would wait for itself, and the lane for ever (P5). */
    @Test
    void attemptsOfABatchShareOnePermit(TestInfo test) {
        try (ChangeTopic orders = sluice(test).topic(1)) {
            sluice.set("apply.concurrent.transactions", "1").start().awaitState("idle");
            sluice.probe().faults().refuseCommits(3);
            orders.insert(1, "a").commit();
            sluice.awaitRows(1);
            sluice.awaitState("idle");
        }
    }

    /** The commit went through, its answer did not, and then the target was away for longer than the attempts last. */
    @Test
    void aLaneGoesOnAfterACommitWhoseOutcomeItLearnsLate(TestInfo test) {
        try (ChangeTopic orders = sluice(test).topic(1)) {
            sluice.start().awaitState("idle");
            TargetFaults faults = sluice.probe().faults();
            faults.afterLostCommit(faults::goAway);
            faults.loseAnswersOfCommits(1);
            orders.insert(1, "a").commit();
            sluice.awaitState("waiting");
            faults.comeBack();
            sluice.awaitState("idle");
            assertEquals(1, sluice.rows());
        }
    }
}
