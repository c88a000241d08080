package sluice.load.tune;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import sluice.apply.Rehearsal;

/**
 * One combination on the backlog for some seconds: as many consumers, each with the partitions that Kafka would give it. When it returns or
 * throws, every transaction is rolled back and every consumer closed.
 */
final class Experiment {

    private static final long LOOK_MILLIS = 200;

    private final TunedLane lane;
    private final Backlog backlog;
    private final Rehearsal rehearsal;
    private final long batchBytes;

    Experiment(TunedLane lane, Backlog backlog, Rehearsal rehearsal, long batchBytes) {
        this.lane = lane;
        this.backlog = backlog;
        this.rehearsal = rehearsal;
        this.batchBytes = batchBytes;
    }

    /**
     * Runs.
     *
     * @param broken asked a few times in a second: whether to give it up
     * @return null if it was given up
     */
    Measurement run(Combination combination, double seconds, BooleanSupplier broken) throws InterruptedException {
        List<List<TopicPartition>> shares = Shares.of(lane.assignor(), backlog.partitions(), combination.consumers(), backlog.readable());
        Clock clock = new Clock(shares.size(), seconds);
        ExecutorService threads = Executors.newFixedThreadPool(shares.size());
        try {
            List<Future<Tally>> running = new ArrayList<>();
            shares.forEach(share -> running.add(threads.submit(trial(share, combination.batchRows(), clock))));
            boolean given = await(running, clock, broken);
            List<Tally> tallies = ended(running);
            return given ? null : Measurement.of(combination, tallies, clock.seconds());
        } finally {
            clock.stop();
            threads.shutdown();
            threads.awaitTermination(1, TimeUnit.MINUTES);
        }
    }

    private Trial trial(List<TopicPartition> share, int batchRows, Clock clock) {
        Map<TopicPartition, Span> spans = backlog.spans().stream().collect(Collectors.toMap(Span::partition, Function.identity()));
        return new Trial(Rehearsal.consumer(lane.settings(batchRows), batchBytes), rehearsal, share.stream().map(spans::get).toList(),
                clock.ready, clock::over);
    }

    /** Until all trials have ended; true if they were told to. */
    private static boolean await(List<Future<Tally>> running, Clock clock, BooleanSupplier broken) throws InterruptedException {
        for (Future<Tally> trial : running) {
            while (!trial.isDone()) {
                if (broken.getAsBoolean()) {
                    clock.stop();
                    return true;
                }
                try {
                    trial.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    continue; // it goes on: look again
                } catch (ExecutionException e) {
                    clock.stop(); // the others need not go on; ended() tells why
                }
            }
        }
        return false;
    }

    private static List<Tally> ended(List<Future<Tally>> running) throws InterruptedException {
        List<Tally> tallies = new ArrayList<>();
        RuntimeException failure = null;
        for (Future<Tally> trial : running) {
            try {
                tallies.add(trial.get());
            } catch (ExecutionException e) {
                failure = e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
            }
        }
        if (failure != null) {
            throw failure;
        }
        return tallies;
    }

    /** When the trials begin, together, and when they end. */
    private static final class Clock {

        private final CountDownLatch ready;
        private final long nanos;
        private volatile long begin;
        private volatile boolean stopped;

        Clock(int trials, double seconds) {
            this.ready = new CountDownLatch(trials);
            this.nanos = (long) (seconds * 1e9);
        }

        boolean over() {
            if (begin == 0) {
                begin = System.nanoTime();
            }
            return stopped || System.nanoTime() - begin > nanos;
        }

        double seconds() {
            return (System.nanoTime() - begin) / 1e9;
        }

        void stop() {
            stopped = true;
        }
    }
}
