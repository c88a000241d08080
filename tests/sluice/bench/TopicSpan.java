package sluice.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The records of some partitions from where a backlog begins to their ends, as a plain consumer reads them. */
final class TopicSpan {
    private final String brokers;
    private final int pollRecords;
    private final Map<TopicPartition, Long> begin;

    TopicSpan(String brokers, int pollRecords, Map<TopicPartition, Long> begin) {
        this.brokers = brokers;
        this.pollRecords = pollRecords;
        this.begin = begin;
    }

    /** Reads every share-th partition to its end, poll by poll. */
    void read(int share, int shares, Poll poll) throws Exception {
        List<TopicPartition> mine = begin.keySet().stream().filter(partition -> partition.partition() % shares == share).toList();
        if (mine.isEmpty()) {
            return;
        }
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings())) {
            consumer.assign(mine);
            mine.forEach(partition -> consumer.seek(partition, begin.get(partition)));
            List<TopicPartition> open = new ArrayList<>(mine);
            Map<TopicPartition, Long> ends = consumer.endOffsets(mine);
            while (!open.isEmpty()) {
                poll.records(consumer.poll(Duration.ofMillis(200)));
                open.removeIf(partition -> consumer.position(partition) >= ends.get(partition)); // markers have no record, but an offset
            }
        }
    }

    /** What is done with a poll. */
    @FunctionalInterface
    interface Poll {
        void records(ConsumerRecords<byte[], byte[]> records) throws Exception;
    }

    private Map<String, Object> settings() {
        return Map.of("bootstrap.servers", brokers, "key.deserializer", ByteArrayDeserializer.class, "value.deserializer", ByteArrayDeserializer.class,
                "isolation.level", "read_committed", "max.poll.records", pollRecords, "fetch.max.bytes", 52_428_800,
                "max.partition.fetch.bytes", 16_777_216);
    }
}
