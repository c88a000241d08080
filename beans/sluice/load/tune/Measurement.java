package sluice.load.tune;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * What an experiment has shown. Times are milliseconds.
 *
 * @param rate         changes per second, without the time that the rollbacks took
 * @param measuredRate changes per second of the wall clock, the rollbacks included
 * @param transactions that were written
 * @param filled       changes that a transaction had on average: fewer than the batch where polls returned fewer
 * @param median       of a transaction, from its begin to the end of its commit
 * @param p99          99% of the transactions were not longer
 * @param commit       median of the commits alone
 * @param undo         average of the rollbacks
 * @param refused      batches of which the target refuses rows; they count nowhere else
 * @param failed       batches that failed for a reason which may pass
 * @param reason       why the last of these failed; empty if there are none
 */
public record Measurement(Combination combination, double rate, double measuredRate, long transactions, double filled, double median, double p99,
                          double commit, double undo, long refused, long failed, String reason) {

    private static final double MILLI = 1e6;

    static Measurement of(Combination combination, List<Tally> tallies, double seconds) {
        long[] latencies = sorted(tallies.stream().flatMap(tally -> tally.latencies().stream()));
        long[] commits = sorted(tallies.stream().flatMap(tally -> tally.commits().stream()));
        long changes = tallies.stream().mapToLong(Tally::changes).sum();
        int count = Math.max(1, latencies.length);
        return new Measurement(combination, tallies.stream().mapToDouble(Tally::rate).sum(), changes / seconds, latencies.length,
                (double) changes / count, quantile(latencies, 0.5) / MILLI, quantile(latencies, 0.99) / MILLI, quantile(commits, 0.5) / MILLI,
                tallies.stream().mapToLong(Tally::undoNanos).sum() / MILLI / count, tallies.stream().mapToLong(Tally::refused).sum(),
                tallies.stream().mapToLong(Tally::failed).sum(),
                tallies.stream().map(Tally::reason).filter(reason -> !reason.isEmpty()).findFirst().orElse(""));
    }

    private static long[] sorted(Stream<Long> values) {
        return values.mapToLong(Long::longValue).sorted().toArray();
    }

    /** The smallest value that so large a part of all does not exceed; 0 of none. */
    static double quantile(long[] sorted, double part) {
        return sorted.length == 0 ? 0 : sorted[Math.max(0, (int) Math.ceil(part * sorted.length) - 1)];
    }

    /** One measurement of several rounds of the same combination: of each figure its median, of what was counted the sum. */
    static Measurement ofRounds(List<Measurement> rounds) {
        return new Measurement(rounds.get(0).combination, median(rounds, Measurement::rate), median(rounds, Measurement::measuredRate),
                rounds.stream().mapToLong(Measurement::transactions).sum(), median(rounds, Measurement::filled),
                median(rounds, Measurement::median), median(rounds, Measurement::p99), median(rounds, Measurement::commit),
                median(rounds, Measurement::undo), rounds.stream().mapToLong(Measurement::refused).sum(),
                rounds.stream().mapToLong(Measurement::failed).sum(),
                rounds.stream().map(Measurement::reason).filter(reason -> !reason.isEmpty()).findFirst().orElse(""));
    }

    private static double median(List<Measurement> rounds, ToDoubleFunction<Measurement> figure) {
        double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** The order of tables: by consumers, then by batch. */
    static final Comparator<Measurement> IN_ORDER = Comparator.comparingInt((Measurement one) -> one.combination.consumers())
            .thenComparingInt(one -> one.combination.batchRows());
}
