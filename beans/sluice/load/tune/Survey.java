package sluice.load.tune;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import sluice.apply.Rehearsal;
import sluice.event.Barrier;
import sluice.event.BarrierCodec;
import sluice.kafka.Topics;

/**
 * Finds out what of a lane's backlog can be rehearsed: of each partition what stands between its watermark and its first barrier, for what
 * stands behind that is not the target's turn yet.
 *
 * <p>Each partition is read as far as is its share of the backlog, so that the experiments have the mixture which the lane will have.
 */
final class Survey {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final int RECORDS = 10_000;

    private final TunedLane lane;
    private final Rehearsal rehearsal;
    private final Topics topics;
    private final Map<TopicPartition, Reading> readings = new LinkedHashMap<>();
    private final Set<String> barriers = new TreeSet<>();

    /** How far a partition has been read. */
    private static final class Reading {

        private final long watermark;
        private final long end;
        private long most;
        private long from;
        private long to;
        private long changes;
        private String cut = "";
        private boolean done;

        Reading(long watermark, long end) {
            this.watermark = watermark;
            this.end = end;
            this.from = watermark;
            this.to = watermark;
        }
    }

    Survey(TunedLane lane, Rehearsal rehearsal, Topics topics) {
        this.lane = lane;
        this.rehearsal = rehearsal;
        this.topics = topics;
    }

    /**
     * Reads the backlog.
     *
     * @param most changes that are read, of all partitions
     * @throws TuningRefusedException if a partition's watermark does not belong to the topic
     */
    Backlog read(long most, long bytes) {
        try (Consumer<byte[], byte[]> kafka = Rehearsal.consumer(lane.settings(RECORDS), bytes)) {
            Map<String, Integer> partitions = new TreeMap<>();
            kafka.listTopics().forEach((topic, found) -> {
                if (lane.topics().matcher(topic).matches()) {
                    partitions.put(topic, found.size());
                }
            });
            long unapplied = place(kafka, partitions);
            readings.values().forEach(reading -> reading.most = Math.max(1, most * (reading.end - reading.watermark) / unapplied));
            if (!readings.isEmpty()) {
                read(kafka);
            }
            List<Span> spans = new ArrayList<>();
            readings.forEach((partition, reading) -> {
                if (reading.changes > 0) {
                    spans.add(new Span(partition, reading.watermark, reading.from, reading.to, reading.changes, reading.cut));
                }
            });
            return new Backlog(spans, partitions, unapplied, List.copyOf(barriers));
        }
    }

    /** Where each partition with a backlog begins and ends; returns how much that is. A partition without a watermark is not begun yet. */
    private long place(Consumer<byte[], byte[]> kafka, Map<String, Integer> partitions) {
        Map<TopicPartition, Long> watermarks = new HashMap<>();
        partitions.forEach((topic, count) -> {
            Topics.Identity identity = topics.identity(topic);
            for (int i = 0; i < count; i++) {
                TopicPartition partition = new TopicPartition(topic, i);
                Optional<Rehearsal.Place> place = rehearsal.place(partition);
                place.ifPresent(found -> watermarks.put(partition, checked(partition, found, identity)));
            }
        });
        Map<TopicPartition, Long> begins = kafka.beginningOffsets(watermarks.keySet());
        long unapplied = 0;
        for (Map.Entry<TopicPartition, Long> end : kafka.endOffsets(watermarks.keySet()).entrySet()) {
            long watermark = watermarks.get(end.getKey());
            if (watermark < begins.get(end.getKey()) || watermark > end.getValue()) {
                throw new TuningRefusedException("the watermark " + watermark + " of partition " + end.getKey() + " is outside of its log ("
                        + begins.get(end.getKey()) + " to " + end.getValue() + "); start the lane, which says what to do");
            }
            if (watermark < end.getValue()) {
                readings.put(end.getKey(), new Reading(watermark, end.getValue()));
                unapplied += end.getValue() - watermark;
            }
        }
        return unapplied;
    }

    private static long checked(TopicPartition partition, Rehearsal.Place place, Topics.Identity topic) {
        if (!place.topicId().equals(topic.id())) {
            throw new TuningRefusedException("the topic " + partition.topic() + " was made anew since its first change was applied; start the"
                    + " lane, which says what to do");
        }
        return place.next();
    }

    private void read(Consumer<byte[], byte[]> kafka) {
        kafka.assign(readings.keySet());
        readings.forEach((partition, reading) -> kafka.seek(partition, reading.from));
        while (readings.values().stream().anyMatch(reading -> !reading.done)) {
            kafka.poll(POLL).forEach(this::count);
            readings.forEach((partition, reading) -> reading.done |= kafka.position(partition) >= reading.end);
            kafka.pause(readings.entrySet().stream().filter(entry -> entry.getValue().done).map(Map.Entry::getKey).toList());
        }
    }

    private void count(ConsumerRecord<byte[], byte[]> record) {
        Reading reading = readings.get(new TopicPartition(record.topic(), record.partition()));
        if (reading.done || record.offset() >= reading.end) {
            reading.done = true;
            return;
        }
        Header barrier = record.headers().lastHeader(Barrier.HEADER);
        if (barrier != null) {
            stopAt(BarrierCodec.decode(record.value()), record.offset(), reading);
            return;
        }
        reading.changes++;
        reading.to = record.offset() + 1;
        reading.done = reading.changes >= reading.most;
    }

    /** A watermark stays on its barrier until something behind that is applied: such a barrier is done, and stands in nobody's way. */
    private void stopAt(Barrier barrier, long offset, Reading reading) {
        if (reading.changes == 0 && rehearsal.passed(barrier.id())) {
            reading.from = offset + 1;
            return;
        }
        reading.cut = barrier.kind() + " of " + barrier.table();
        reading.done = true;
        barriers.add(reading.cut);
    }
}
