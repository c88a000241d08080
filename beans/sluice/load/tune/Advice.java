package sluice.load.tune;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What to set, and what to know about it.
 *
 * @param sentences  the recommendation first
 * @param properties lines for application.properties
 * @param parameters lines for the lane in lanes.camel.yaml
 * @param limited    whether the number of partitions is what keeps the lane from being faster
 */
public record Advice(List<String> sentences, List<String> properties, List<String> parameters, boolean limited) {

    /** Connections that lanes and barriers need beside those of the transactions (target.connections). */
    public static final int SPARE_CONNECTIONS = 3;

    private static final double WORTH = 0.1;
    private static final double HOT = 2;

    /** Connections and transactions are raised where they would hold the recommended consumers back; nothing is ever lowered. */
    static Advice of(TuningReport report, int concurrentTransactions, int connections) {
        Combination chosen = report.knee().measurement().combination();
        List<String> properties = new ArrayList<>(List.of("apply.consumers=" + chosen.consumers(), "apply.batch.rows=" + chosen.batchRows()));
        if (chosen.consumers() > concurrentTransactions) {
            properties.add("apply.concurrent.transactions=" + chosen.consumers());
        }
        int needed = Math.max(chosen.consumers(), concurrentTransactions) + SPARE_CONNECTIONS;
        if (needed > connections) {
            properties.add("target.connections=" + needed);
        }
        boolean limited = limited(report);
        List<String> sentences = new ArrayList<>(List.of(recommendation(report), partitions(report, limited)));
        hotPartition(report.backlog()).ifPresent(sentences::add);
        refusals(report).ifPresent(sentences::add);
        return new Advice(sentences, properties, List.of("- name: consumers", "  value: \"" + chosen.consumers() + "\"", "- name: batchRows",
                "  value: \"" + chosen.batchRows() + "\""), limited);
    }

    private static String recommendation(TuningReport report) {
        Knee knee = report.knee();
        Measurement chosen = knee.measurement();
        String figures = chosen.combination() + ": " + Shown.count(chosen.rate()) + " changes/s, 99% of the transactions within "
                + Shown.millis(chosen.p99()) + " ms";
        String goal = Shown.millis(report.plan().goalMillis()) + " ms";
        if (!knee.kept()) {
            return "Nothing keeps the goal of " + goal + ". The shortest transactions have " + figures
                    + ". Try smaller batches and fewer consumers, or a higher goal.";
        }
        if (knee.fastest().equals(chosen)) {
            return "Recommended: " + figures + " (goal " + goal + "). Nothing that keeps the goal is faster.";
        }
        return "Recommended: " + figures + " (goal " + goal + "). The fastest that keeps the goal, " + knee.fastest().combination() + ", is only "
                + Shown.percent(knee.fastest().rate() / chosen.rate() - 1) + " faster.";
    }

    /** All partitions have a consumer, and the last ones were worth it: with more partitions there would be more to gain. */
    private static boolean limited(TuningReport report) {
        return report.knee().measurement().combination().consumers() >= report.backlog().mostPartitions()
                && report.knee().lastGain(report.measurements()).map(gain -> gain >= WORTH).orElse(true);
    }

    private static boolean triedTooFew(TuningReport report) {
        int chosen = report.knee().measurement().combination().consumers();
        return report.measurements().stream().allMatch(one -> one.combination().consumers() <= chosen)
                && report.knee().lastGain(report.measurements()).map(gain -> gain >= WORTH).orElse(true);
    }

    private static String partitions(TuningReport report, boolean limited) {
        int most = report.backlog().mostPartitions();
        String gain = report.knee().lastGain(report.measurements()).map(part -> ", and the last ones still brought " + Shown.percent(part)).orElse("");
        if (limited) {
            return "The number of partitions is the limit: a topic with a backlog has " + most + " at most, each has a consumer" + gain + ". More of"
                    + " them would let more consumers work. It must never be changed while changes are not applied, since a key's changes go to"
                    + " another partition then and their order is lost: docs/tuning.md says how to do it with drained topics.";
        }
        if (triedTooFew(report)) {
            return "More consumers than that were not tried" + gain + ": the lane may be faster with more, up to " + most
                    + " (the partitions of a topic).";
        }
        return "The number of partitions (" + most + " at most in a topic with a backlog) is not what limits the lane.";
    }

    private static Optional<String> hotPartition(Backlog backlog) {
        Span largest = backlog.largest();
        double share = (double) largest.changes() / backlog.changes();
        if (backlog.spans().size() == 1 || share * backlog.spans().size() < HOT) {
            return Optional.empty();
        }
        return Optional.of("Partition " + largest.partition() + " has " + Shown.percent(share) + " of the changes: one consumer has all of them,"
                + " however many there are.");
    }

    private static Optional<String> refusals(TuningReport report) {
        long refused = report.measurements().stream().mapToLong(Measurement::refused).sum();
        long failed = report.measurements().stream().mapToLong(Measurement::failed).sum();
        if (refused + failed == 0) {
            return Optional.empty();
        }
        String reason = report.measurements().stream().map(Measurement::reason).filter(text -> !text.isEmpty()).findFirst().orElse("");
        return Optional.of("Not in the figures: " + refused + " batches with rows that the target refuses, which the lane would park, and " + failed
                + " that failed for a reason which may pass (" + reason + ").");
    }
}
