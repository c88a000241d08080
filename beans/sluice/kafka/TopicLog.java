package sluice.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads one of Sluice's own topics, which have one partition and are kept for ever, to its end; a later call goes on
 * where the last one stopped. Only committed records are seen.
 *
 * <p>Not thread-safe: callers guard it.
 */
public final class TopicLog {

    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaAccess kafka;
    private final TopicPartition partition;
    private long position;

    public TopicLog(KafkaAccess kafka, String topic) {
        this.kafka = kafka;
        this.partition = new TopicPartition(topic, 0);
    }

    public String topic() {
        return partition.topic();
    }

    /** Whether nothing was ever written to it, or all of it is gone. */
    public boolean isEmpty() {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings())) {
            List<TopicPartition> one = List.of(partition);
            return consumer.endOffsets(one).get(partition).equals(consumer.beginningOffsets(one).get(partition));
        }
    }

    /** Passes on every record that was committed before this call and not read yet, in order. */
    public void readToEnd(Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings())) {
            consumer.assign(List.of(partition));
            // with read_committed this is the last stable offset: nothing behind it is committed yet
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            consumer.seek(partition, position);
            while (consumer.position(partition) < end) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    if (record.offset() < end) {
                        reader.accept(record);
                    }
                }
            }
            position = end;
        }
    }

    private Map<String, Object> settings() {
        return kafka.with(Map.of(
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class,
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false,
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, (int) TopicTail.FETCH.toMillis()));
    }
}
