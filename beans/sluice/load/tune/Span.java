package sluice.load.tune;

import org.apache.kafka.common.TopicPartition;

/**
 * The part of a partition's backlog that is read, again and again.
 *
 * @param watermark where the partition stands in the target
 * @param from      the first offset that is read: the watermark, or behind a barrier that is done
 * @param to        behind the last change
 * @param changes   in between
 * @param cut       at which barrier the span ends; empty if it ends at none
 */
record Span(TopicPartition partition, long watermark, long from, long to, long changes, String cut) {
}
