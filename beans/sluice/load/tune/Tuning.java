package sluice.load.tune;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import sluice.apply.FencedException;
import sluice.apply.Rehearsal;
import sluice.kafka.Topics;

/**
 * The experiments of one tuning: each combination on the same backlog, several times.
 *
 * <p>The rule for fairness: the first experiment is thrown away, since it warms up the process, Kafka and the target; the rounds go through
 * the combinations forwards and backwards in turn, so that what changes with time favours none; of the rounds the median counts.
 */
public final class Tuning {

    private static final long HELD_LOOK_SECONDS = 1;
    private static final double WARM_UP_SECONDS = 6;

    private final TunedLane lane;
    private final Plan plan;
    private final Rehearsal rehearsal;
    private final LaneGuard guard;
    private final Supplier<String> heldBack;
    private final Consumer<String> progress;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean stopped;

    /**
     * @param heldBack why the target must be spared now; empty if it need not be
     * @param progress told each line of what is done
     */
    public Tuning(TunedLane lane, Plan plan, Rehearsal rehearsal, LaneGuard guard, Supplier<String> heldBack, Consumer<String> progress) {
        this.lane = lane;
        this.plan = plan;
        this.rehearsal = rehearsal;
        this.guard = guard;
        this.heldBack = heldBack;
        this.progress = progress;
    }

    /**
     * Measures.
     *
     * @param batchBytes that a poll of the lane has at most
     * @throws TuningRefusedException if that is not possible now
     */
    public TuningReport run(Topics topics, long batchBytes) throws InterruptedException {
        try {
            guard.check();
            Backlog backlog = new Survey(lane, rehearsal, topics).read(plan.rows(), batchBytes);
            requireSome(backlog);
            Plan.Grid grid = plan.grid(lane, backlog);
            requireSome(grid);
            tell(backlog, grid);
            Experiment experiment = new Experiment(lane, backlog, rehearsal, batchBytes);
            Map<Combination, List<Measurement>> rounds = measure(experiment, grid.combinations());
            requireUntouched(backlog);
            List<Measurement> measurements = rounds.values().stream().map(Measurement::ofRounds).sorted(Measurement.IN_ORDER).toList();
            requireWritten(measurements);
            return new TuningReport(lane, plan, backlog, measurements, Knee.of(measurements.stream()
                    .filter(one -> one.transactions() > 0).toList(), plan.goalMillis()), grid.leftOut());
        } catch (FencedException e) {
            throw new TuningRefusedException("a lane has begun to apply the backlog meanwhile; nothing is changed by the experiments, and what was"
                    + " measured is worth nothing. Stop it and try again (" + e.getMessage() + ")");
        } finally {
            ended.countDown();
        }
    }

    /** Ends it soon; returns when every transaction is rolled back, or after so many seconds. */
    public void stop(int seconds) throws InterruptedException {
        stopped = true;
        ended.await(seconds, TimeUnit.SECONDS);
    }

    private void requireSome(Backlog backlog) {
        if (backlog.changes() > 0) {
            return;
        }
        String how = "Let changes accumulate: stop the lane ('sluice route stop apply-" + lane.name() + "') while capture goes on, wait, and try"
                + " again";
        if (backlog.unapplied() == 0) {
            throw new TuningRefusedException("lane " + lane.name() + " has no backlog: nothing is in its topics that is not applied. " + how
                    + ". A partition counts from the lane's first start on");
        }
        throw new TuningRefusedException("lane " + lane.name() + " has no backlog in front of a barrier ("
                + String.join(", ", backlog.barriers()) + "): what stands behind it is applied when all partitions have arrived. Start the lane"
                + " for a moment until it has passed it. " + how);
    }

    private static void requireSome(Plan.Grid grid) {
        if (grid.combinations().isEmpty()) {
            throw new TuningRefusedException("nothing of what is wanted can be tried: " + String.join("; ", grid.leftOut())
                    + ". Let more changes accumulate, or name smaller numbers with --consumers and --batch");
        }
    }

    private void tell(Backlog backlog, Plan.Grid grid) {
        grid.leftOut().forEach(reason -> progress.accept("left out: " + reason));
        backlog.barriers().forEach(barrier -> progress.accept("read as far as a barrier: " + barrier));
        progress.accept("lane " + lane.name() + ": " + Shown.count(backlog.changes()) + " changes are read, of about "
                + Shown.count(backlog.unapplied()) + "; " + grid.combinations().size() + " combinations, " + plan.rounds() + " times "
                + plan.seconds() + " s each: about " + Shown.count(WARM_UP_SECONDS + grid.combinations().size() * plan.rounds() * (plan.seconds() + 0.5)) + " s");
    }

    private Map<Combination, List<Measurement>> measure(Experiment experiment, List<Combination> combinations) throws InterruptedException {
        Map<Combination, List<Measurement>> rounds = new LinkedHashMap<>();
        Combination most = combinations.get(combinations.size() - 1);
        progress.accept("warm-up, not counted: " + line(one(experiment, most, Math.max(WARM_UP_SECONDS, 2 * plan.seconds()))));
        List<Combination> order = new ArrayList<>(combinations);
        for (int round = 1; round <= plan.rounds(); round++) {
            for (Combination combination : order) {
                Measurement measured = one(experiment, combination, plan.seconds());
                rounds.computeIfAbsent(combination, each -> new ArrayList<>()).add(measured);
                progress.accept("round " + round + " of " + plan.rounds() + ": " + line(measured));
            }
            Collections.reverse(order);
        }
        return rounds;
    }

    /** One experiment; one that had to be given up for the target's sake is done again. */
    private Measurement one(Experiment experiment, Combination combination, double seconds) throws InterruptedException {
        while (true) {
            awaitPermission();
            guard.checkAgain();
            Measurement measured = experiment.run(combination, seconds, () -> stopped || hasToBeSpared());
            if (stopped) {
                progress.accept("stopped: all is rolled back");
                throw new TuningRefusedException("stopped by a signal");
            }
            if (measured != null) {
                return measured;
            }
        }
    }

    private boolean hasToBeSpared() {
        String reason = heldBack.get();
        if (!reason.isEmpty()) {
            progress.accept("given up, to be done again: " + reason);
        }
        return !reason.isEmpty();
    }

    private void awaitPermission() throws InterruptedException {
        String told = "";
        for (String reason = heldBack.get(); !reason.isEmpty() && !stopped; reason = heldBack.get()) {
            if (!reason.equals(told)) {
                progress.accept("waits: " + reason);
                told = reason;
            }
            TimeUnit.SECONDS.sleep(HELD_LOOK_SECONDS);
        }
    }

    private static String line(Measurement one) {
        return one.combination() + ": " + Shown.count(one.rate()) + " changes/s, 99% within " + Shown.millis(one.p99()) + " ms"
                + (one.reason().isEmpty() ? "" : " (" + one.refused() + " batches refused, " + one.failed() + " failed: " + one.reason() + ")");
    }

    /** What is promised is also looked at: all watermarks are where they were. */
    private void requireUntouched(Backlog backlog) {
        for (Span span : backlog.spans()) {
            if (rehearsal.place(span.partition()).map(Rehearsal.Place::next).orElse(-1L) != span.watermark()) {
                throw new TuningRefusedException("the watermark of partition " + span.partition() + " was moved meanwhile: a lane has applied"
                        + " the backlog, or the route " + Rehearsal.ROUTE + " commits by itself. What was measured is worth nothing; stop the lane,"
                        + " and compare the route with the delivered one");
            }
        }
    }

    private static void requireWritten(List<Measurement> measurements) {
        if (measurements.stream().allMatch(one -> one.transactions() == 0)) {
            throw new TuningRefusedException("no batch could be written: " + measurements.get(0).reason()
                    + ". Rows that the target refuses are parked by the lane: start it for a moment; otherwise mend the target");
        }
    }
}
