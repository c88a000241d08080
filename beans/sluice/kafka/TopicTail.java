package sluice.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What stands in the partitions of a change topic between two offsets. End offsets alone prove nothing: they count the marks of transactions,
 * which no lane ever applies. Not thread-safe.
 */
public final class TopicTail implements AutoCloseable {

    /** How long a broker may wait for records that do not come; as long as that the next question waits behind it. */
    public static final Duration FETCH = Duration.ofMillis(10);

    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaAccess kafka;
    private KafkaConsumer<byte[], byte[]> consumer;

    /** Nobody is connected to before the first question. */
    public TopicTail(KafkaAccess kafka) {
        this.kafka = kafka;
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        consumer = consumer == null ? open() : consumer;
        return consumer;
    }

    private KafkaConsumer<byte[], byte[]> open() {
        return new KafkaConsumer<>(kafka.with(Map.of(
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class,
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed", ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest", ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false,
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false, ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, (int) FETCH.toMillis())));
    }

    /** Behind the last committed record of each partition; empty if there is no such topic. */
    public Map<Integer, Long> ends(String topic) {
        Map<Integer, Long> ends = new TreeMap<>();
        ends(Set.of(topic)).forEach((partition, end) -> ends.put(partition.partition(), end));
        return ends;
    }

    /** The same of many topics, asked for at once. */
    public Map<TopicPartition, Long> ends(Set<String> topics) {
        Map<String, List<PartitionInfo>> there = consumer().listTopics();
        return new HashMap<>(consumer().endOffsets(topics.stream().flatMap(topic -> there.getOrDefault(topic, List.of()).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition())).toList()));
    }

    /**
     * The first record of each partition from an offset on, and before an end; without those that have none. All partitions are read at once.
     *
     * @param begins by partition; has to have all of {@code ends}
     */
    public Map<TopicPartition, ConsumerRecord<byte[], byte[]>> first(Map<TopicPartition, Long> begins, Map<TopicPartition, Long> ends) {
        Set<TopicPartition> open = ends.keySet().stream().filter(partition -> begins.get(partition) < ends.get(partition)).collect(Collectors.toSet());
        Map<TopicPartition, ConsumerRecord<byte[], byte[]>> first = new HashMap<>();
        consumer().assign(open);
        consumer.resume(open); // it may have been paused by the question before
        open.forEach(partition -> consumer.seek(partition, begins.get(partition)));
        while (!open.isEmpty()) {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            for (TopicPartition partition : records.partitions()) {
                ConsumerRecord<byte[], byte[]> record = records.records(partition).get(0);
                if (open.remove(partition) && record.offset() < ends.get(partition)) {
                    first.put(partition, record);
                }
                consumer.pause(List.of(partition));
            }
            open.removeIf(partition -> consumer.position(partition) >= ends.get(partition));
        }
        return first;
    }

    @Override
    public void close() {
        if (consumer != null) {
            consumer.close();
        }
    }
}
