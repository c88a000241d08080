package sluice.load.tune;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The choice among measurements: of those that keep the goal, the cheapest one that is nearly as fast as the fastest of them.
 *
 * <p>Cheap is what costs the target least: few consumers, which are connections and transactions at the same time; then small
 * transactions, which hold their locks and their undo for a shorter time.
 *
 * @param measurement the chosen one
 * @param fastest     of those that keep the goal
 * @param kept        whether any keeps the goal; if none does, the one with the shortest transactions is chosen
 */
public record Knee(Measurement measurement, Measurement fastest, boolean kept) {

    /** What is less than this much faster is not worth its cost. */
    static final double NEARLY = 0.9;

    private static final Comparator<Measurement> CHEAP = Measurement.IN_ORDER;

    /** @param goalMillis within which 99% of the transactions have to end; at least one measurement */
    static Knee of(List<Measurement> measurements, double goalMillis) {
        List<Measurement> good = measurements.stream().filter(one -> one.p99() <= goalMillis).toList();
        if (good.isEmpty()) {
            Measurement shortest = measurements.stream().min(Comparator.comparingDouble(Measurement::p99)).orElseThrow();
            return new Knee(shortest, shortest, false);
        }
        Measurement fastest = good.stream().max(Comparator.comparingDouble(Measurement::rate)).orElseThrow();
        Measurement cheapest = good.stream().filter(one -> one.rate() >= NEARLY * fastest.rate()).min(CHEAP).orElse(fastest);
        return new Knee(cheapest, fastest, true);
    }

    /** By how much the rate still grew up to the chosen number of consumers, from the next smaller number; empty if that is none. */
    Optional<Double> lastGain(List<Measurement> measurements) {
        int consumers = measurement.combination().consumers();
        return measurements.stream().filter(one -> one.combination().consumers() < consumers)
                .filter(one -> one.combination().batchRows() == measurement.combination().batchRows())
                .max(CHEAP).map(fewer -> measurement.rate() / fewer.rate() - 1);
    }
}
