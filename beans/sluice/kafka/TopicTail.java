package sluice.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What stands in the partitions of a change topic between two offsets. End offsets alone prove nothing: they count the marks of transactions,
 * which no lane ever applies. Not thread-safe.
 */
public final class TopicTail implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);

    private final String brokers;
    private KafkaConsumer<byte[], byte[]> consumer;

    /** Nobody is connected to before the first question. */
    public TopicTail(String brokers) {
        this.brokers = brokers;
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        consumer = consumer == null ? open() : consumer;
        return consumer;
    }

    private KafkaConsumer<byte[], byte[]> open() {
        return new KafkaConsumer<>(Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers,
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class,
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed", ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest", ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false,
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false));
    }

    /** Behind the last committed record of each partition; empty if there is no such topic. */
    public Map<Integer, Long> ends(String topic) {
        List<PartitionInfo> partitions = consumer().listTopics().getOrDefault(topic, List.of());
        Map<Integer, Long> ends = new TreeMap<>();
        consumer().endOffsets(partitions.stream().map(partition -> new TopicPartition(topic, partition.partition())).collect(Collectors.toList()))
                .forEach((partition, end) -> ends.put(partition.partition(), end));
        return ends;
    }

    /** The first record of a partition from {@code begin} on, and before {@code end}; null if there is none. */
    public ConsumerRecord<byte[], byte[]> first(TopicPartition partition, long begin, long end) {
        if (begin >= end) {
            return null;
        }
        consumer().assign(List.of(partition));
        consumer.seek(partition, begin);
        while (consumer.position(partition) < end) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                return record.offset() < end ? record : null;
            }
        }
        return null;
    }

    @Override
    public void close() {
        if (consumer != null) {
            consumer.close();
        }
    }
}
