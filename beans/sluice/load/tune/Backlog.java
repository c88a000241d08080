package sluice.load.tune;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * What a lane has not applied yet, and the part of it that is read in the experiments.
 *
 * @param spans      of the partitions that have something to apply in front of their first barrier
 * @param partitions of each of the lane's topics
 * @param unapplied  offsets that are not applied, about the changes of the whole backlog
 * @param barriers   at which partitions end or stand, each once
 */
record Backlog(List<Span> spans, Map<String, Integer> partitions, long unapplied, List<String> barriers) {

    /** Changes that are read. */
    long changes() {
        return spans.stream().mapToLong(Span::changes).sum();
    }

    List<TopicPartition> readable() {
        return spans.stream().map(Span::partition).toList();
    }

    /** The most partitions that one topic with a backlog has: more consumers than that are idle. */
    int mostPartitions() {
        return spans.stream().mapToInt(span -> partitions.get(span.partition().topic())).max().orElse(0);
    }

    /** The partition with the most changes. */
    Span largest() {
        return spans.stream().max(Comparator.comparingLong(Span::changes)).orElseThrow();
    }
}
