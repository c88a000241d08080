package sluice.load.tune;

import java.util.ArrayList;
import java.util.List;

/**
 * What is to be tried.
 *
 * @param consumers  numbers of consumers
 * @param batches    numbers of changes in a transaction
 * @param seconds    that one experiment takes
 * @param rounds     how often each combination is tried
 * @param rows       changes of the backlog that are read, at most
 * @param goalMillis within which 99% of the transactions have to end
 */
public record Plan(List<Integer> consumers, List<Integer> batches, double seconds, int rounds, long rows, double goalMillis) {

    /** A backlog has to fill each transaction so often, or a larger batch would only seem to be none better. */
    static final int FILLS = 2;

    /** What can be tried with a backlog, and why the rest cannot. */
    record Grid(List<Combination> combinations, List<String> leftOut) {
    }

    Grid grid(TunedLane lane, Backlog backlog) {
        List<Combination> combinations = new ArrayList<>();
        List<String> leftOut = new ArrayList<>();
        for (int count : consumers) {
            int busy = Shares.of(lane.assignor(), backlog.partitions(), count, backlog.readable()).size();
            if (busy < count) {
                leftOut.add(count + " consumers: " + (count > backlog.mostPartitions()
                        ? "no topic has more than " + backlog.mostPartitions() + " partitions, so only " + busy + " would have something to do"
                        : "only " + busy + " of them would have partitions with a backlog"));
                continue;
            }
            for (int batch : batches) {
                long needed = (long) FILLS * count * batch;
                if (backlog.changes() < needed) {
                    leftOut.add(new Combination(count, batch) + ": " + Shown.count(backlog.changes()) + " changes can be read, and "
                            + Shown.count(needed) + " are needed");
                } else {
                    combinations.add(new Combination(count, batch));
                }
            }
        }
        return new Grid(combinations, leftOut);
    }
}
