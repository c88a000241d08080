package sluice.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.api.management.ManagedCamelContext;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sluice.schema.OwnTables;

/**
 * Each pattern in the lanes' route files works, and is missed when it is taken out: the same run shows a defect then.
 * Without these runs a pattern could stand in the YAML for show.
 */
class EachPatternWorksIT {

    private enum Pattern {
        /**
         * A commit whose answer is lost is recognised. Without it P2 still holds, since the compare-and-set misses; the
         * difference is cost and truth: the batch is sent a second time, rolled back as fenced, and never counted as applied.
         */
        IDEMPOTENT_CONSUMER("(?s)- idempotentConsumer:.*?\n {18}steps:",
                "- step:\n                  id: applied-already\n                  steps:", EachPatternWorksIT::loseTheAnswerOfACommit,
                "2 rows, 2 changes counted, watermark moved by 2 statements", "2 rows, 1 changes counted, watermark moved by 3 statements"),
        /** P6: three consumers, a limit of one transaction. */
        THROTTLE("(?s) {8}- throttle:.*?(?= {8}- to:\\n            uri: direct:try-changes)", "", EachPatternWorksIT::threeConsumersAtOnce,
                "3 rows, at most 1 transactions at once", "3 rows, at most 3 transactions at once"),
        /** P1 and P2: the rows and their watermark in one transaction. Without it a failed batch is passed over for ever. */
        TRANSACTED("- transacted:\n            id: one-transaction\n            ref: inOneTransaction",
                "- step:\n            id: one-transaction", EachPatternWorksIT::failInTheMiddleOfABatch,
                "row 1 is there, watermark unmoved", "row 1 is gone, watermark moved"),
        /** A batch whose keys are shared out over three strands: without it they are written one after the other. */
        PARALLEL_SPLIT("parallelProcessing: true\n +synchronous: true\n +executorService: .*\n", "parallelProcessing: false\n", StrandRuns::theSharesOfABatch,
                "all rows are ours, 3 transactions at once", "all rows are ours, 1 transactions at once"),
        /**
         * Each operation has the endpoint of its own. What an endpoint runs comes with the exchange, so without the choice no row
         * differs: what is lost is that the operations are counted, and can be given options, apart.
         */
        CHOICE("== '(DELETE|INSERT)'", "== 'NOTHING'", EachPatternWorksIT::oneOfEachOperation,
                "delete-rows 1, insert-rows 1, merge-rows 1", "delete-rows 0, insert-rows 0, merge-rows 3"),
        /** The endpoint runs the rows as one JDBC batch; without that option there is no row at all. */
        SQL(" {30}batch: true\n", "", EachPatternWorksIT::oneOfEachOperation,
                "delete-rows 1, insert-rows 1, merge-rows 1", "stopped");

        private final String taken;
        private final String replacement;
        private final Function<LaneFixture, String> run;
        private final String works;
        private final String missed;

        Pattern(String taken, String replacement, Function<LaneFixture, String> run, String works, String missed) {
            this.taken = taken;
            this.replacement = replacement;
            this.run = run;
            this.works = works;
            this.missed = missed;
        }
    }

    @ParameterizedTest
    @EnumSource
    void worksAsDelivered(Pattern pattern) {
        try (LaneFixture sluice = new LaneFixture("with" + pattern.ordinal())) {
            assertEquals(pattern.works, pattern.run.apply(sluice));
        }
    }

    @ParameterizedTest
    @EnumSource
    void isMissedWhenTakenOut(Pattern pattern) {
        try (LaneFixture sluice = new LaneFixture("without" + pattern.ordinal()).edit(pattern.taken, pattern.replacement)) {
            assertEquals(pattern.missed, pattern.run.apply(sluice));
        }
    }

    private static String loseTheAnswerOfACommit(LaneFixture sluice) {
        try (ChangeTopic orders = sluice.topic(1)) {
            sluice.start().probe().faults().loseAnswersOfCommits(1);
            orders.insert(1, "a").commit();
            sluice.awaitRows(1);
            orders.insert(2, "b").commit();
            sluice.awaitRows(2);
            sluice.awaitState("idle");
            return sluice.rows() + " rows, " + sluice.lane().applied() + " changes counted, watermark moved by "
                    + sluice.probe().executions().get(OwnTables.MOVE_WATERMARK) + " statements";
        }
    }

    private static String threeConsumersAtOnce(LaneFixture sluice) {
        CountDownLatch commits = new CountDownLatch(1);
        try (ChangeTopic orders = sluice.topic(3)) {
            sluice.set("apply.concurrent.transactions", "1").set("apply.consumers", "3").start().awaitMembers(3);
            sluice.probe().faults().holdCommits(commits);
            orders.insert(0, "a").insert(1, "b").insert(2, "c").commit();
            LaneFixture.within(20).until(() -> sluice.camel().getInflightRepository().size("apply-all") == 3);
            LaneFixture.within(1).until(() -> sluice.probe().open() == 3);
        } catch (ConditionTimeoutException e) {
            // the throttle kept the others out
        } finally {
            commits.countDown();
        }
        sluice.awaitRows(3);
        return sluice.rows() + " rows, at most " + sluice.probe().mostOpen() + " transactions at once";
    }

    private static String failInTheMiddleOfABatch(LaneFixture sluice) {
        try (ChangeTopic orders = sluice.topic(1)) {
            orders.insert(1, "a").commit();
            sluice.set("parking.max.rows", "0").start().awaitRows(1);
            long before = sluice.watermark(0);
            orders.delete(1).insert(2, "b", "12345678901234.00").commit();
            // without a transaction the watermark is seen first, the delete a moment later
            LaneFixture.within(20).until(() -> sluice.lane().state().equals("stopped") || sluice.watermark(0) > before && sluice.rows() == 0);
            return "row 1 is " + (sluice.rows() == 1 ? "there" : "gone") + ", watermark "
                    + (sluice.watermark(0) == before ? "unmoved" : "moved");
        }
    }

    private static String oneOfEachOperation(LaneFixture sluice) {
        try (ChangeTopic orders = sluice.topic(1)) {
            orders.insert(1, "a").insert(2, "b").commit();
            sluice.start();
            LaneFixture.within(20).until(() -> sluice.rows() == 2 || sluice.lane().state().equals("stopped"));
            if (sluice.rows() < 2) {
                return sluice.lane().state();
            }
            orders.update(1, "c").delete(2).commit();
            sluice.awaitRows(1);
            return Stream.of("delete-rows", "insert-rows", "merge-rows").map(id -> id + " " + exchanges(sluice, id))
                    .collect(Collectors.joining(", "));
        }
    }

    private static long exchanges(LaneFixture sluice, String endpoint) {
        return sluice.camel().getCamelContextExtension().getContextPlugin(ManagedCamelContext.class)
                .getManagedProcessor(endpoint).getExchangesCompleted();
    }
}
