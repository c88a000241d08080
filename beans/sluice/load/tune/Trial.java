package sluice.load.tune;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import sluice.apply.Rehearsal;

/**
 * One consumer of an experiment: it reads the spans of its partitions, again from their begin when it is through, and rehearses each poll.
 * It is in no consumer group and commits no offset.
 */
final class Trial implements Callable<Tally> {

    private static final Duration POLL = Duration.ofMillis(100);

    private final Consumer<byte[], byte[]> kafka;
    private final Rehearsal rehearsal;
    private final Map<TopicPartition, Span> spans = new HashMap<>();
    private final Map<TopicPartition, Long> ends = new HashMap<>();
    private final CountDownLatch ready;
    private final BooleanSupplier over;

    /**
     * @param kafka a consumer of this trial's own, which it closes
     * @param ready counted down when the consumer is, and waited for until all are
     * @param over  asked between two batches
     */
    Trial(Consumer<byte[], byte[]> kafka, Rehearsal rehearsal, List<Span> share, CountDownLatch ready, BooleanSupplier over) {
        this.kafka = kafka;
        this.rehearsal = rehearsal;
        this.ready = ready;
        this.over = over;
        share.forEach(span -> {
            spans.put(span.partition(), span);
            ends.put(span.partition(), span.to());
        });
    }

    @Override
    public Tally call() throws InterruptedException {
        Tally tally = new Tally();
        try (kafka) {
            List<Rehearsal.Part> first = begin();
            ready.await();
            if (!first.isEmpty() && !over.getAsBoolean()) {
                rehearse(first, 0, tally);
            }
            long since = System.nanoTime();
            while (!over.getAsBoolean() && !ends.isEmpty()) {
                List<Rehearsal.Part> parts = parts(kafka.poll(POLL));
                if (!parts.isEmpty()) {
                    rehearse(parts, System.nanoTime() - since, tally);
                    since = System.nanoTime();
                }
            }
        }
        return tally;
    }

    /** Connects and fetches, so that the clock does not begin before there is something to write. */
    private List<Rehearsal.Part> begin() {
        try {
            kafka.assign(spans.keySet());
            spans.forEach((partition, span) -> kafka.seek(partition, span.from()));
            return parts(kafka.poll(POLL));
        } finally {
            ready.countDown();
        }
    }

    private void rehearse(List<Rehearsal.Part> parts, long polled, Tally tally) {
        Rehearsal.Result result = rehearsal.write(parts);
        long commit = result.end() == Rehearsal.End.WRITTEN
                ? rehearsal.commit(parts.stream().map(Rehearsal.Part::partition).toList()).toNanos() : 0;
        tally.add(result, polled, commit);
        result.barriers().forEach(this::cut);
    }

    /** The records of the spans. A partition that is through begins again: all that was written of it was taken back. */
    private List<Rehearsal.Part> parts(ConsumerRecords<byte[], byte[]> polled) {
        List<Rehearsal.Part> parts = new ArrayList<>();
        for (TopicPartition partition : polled.partitions()) {
            long end = ends.getOrDefault(partition, 0L);
            List<ConsumerRecord<byte[], byte[]>> all = polled.records(partition);
            List<ConsumerRecord<byte[], byte[]>> records = all.stream().filter(record -> record.offset() < end).toList();
            if (!records.isEmpty()) {
                parts.add(new Rehearsal.Part(partition, records, spans.get(partition).watermark()));
            }
            if (all.get(all.size() - 1).offset() >= end - 1) {
                kafka.seek(partition, spans.get(partition).from());
            }
        }
        // watermarks are locked in one order by everybody, as a lane's are
        parts.sort((one, other) -> Shown.BY_PARTITION.compare(one.partition(), other.partition()));
        return parts;
    }

    /** An event that only the decoder knows as a barrier ends the span before it. */
    private void cut(TopicPartition partition, long offset) {
        if (offset <= spans.get(partition).from()) {
            ends.remove(partition);
            kafka.pause(List.of(partition));
        } else {
            ends.put(partition, offset);
            kafka.seek(partition, spans.get(partition).from());
        }
    }
}
