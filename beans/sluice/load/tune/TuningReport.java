package sluice.load.tune;

import java.util.List;

/**
 * What a tuning has shown.
 *
 * @param measurements by consumers and batch; of each combination its rounds together
 * @param leftOut      what could not be tried, and why
 */
public record TuningReport(TunedLane lane, Plan plan, Backlog backlog, List<Measurement> measurements, Knee knee, List<String> leftOut) {

    /** What to set, and what to know about it. */
    public Advice advice(int concurrentTransactions, int connections) {
        return Advice.of(this, concurrentTransactions, connections);
    }

    boolean chosen(Measurement one) {
        return one.combination().equals(knee.measurement().combination());
    }
}
