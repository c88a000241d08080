package sluice.capture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import sluice.kafka.KafkaAccess;
import sluice.kafka.Topics;

/**
 * The offsets that the connector of a Connect cluster records, in the topic that {@code connect-config} gives it. Where Connect writes exactly once they stand in the transaction of the
 * changes, else behind them; both times all before an offset is in Kafka.
 *
 * <p>The key of a record is a JSON array of the connector's name and {@code {"server": prefix}}, the value the offset, as Connect's own converter writes it (KIP-618). Not thread-safe.
 */
final class ConnectOffsets {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaAccess kafka;
    private final String prefix;
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private SourceOffset last;

    ConnectOffsets(KafkaAccess kafka, String prefix) {
        this.kafka = kafka;
        this.prefix = prefix;
    }

    /** The last one; empty if there is none, or while rows are copied. */
    Optional<SourceOffset> read() {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(kafka.with(Map.of(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class,
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class, ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest", ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false)))) {
            String topic = prefix + Topics.CONNECT_OFFSETS;
            if (!consumer.listTopics().containsKey(topic)) {
                return Optional.empty();
            }
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream().map(one -> new TopicPartition(topic, one.partition())).toList();
            readToEnd(consumer, partitions);
        }
        return Optional.ofNullable(last);
    }

    private void readToEnd(KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
        consumer.assign(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        partitions.forEach(partition -> consumer.seek(partition, positions.getOrDefault(partition, 0L)));
        while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (record.value() != null && isOurs(record.key())) {
                    last = SourceOffset.of(json(record.value()), null, null);
                }
            }
        }
        partitions.forEach(partition -> positions.put(partition, consumer.position(partition)));
    }

    private boolean isOurs(byte[] key) {
        return json(key).path(1).path("server").asText().equals(prefix);
    }

    private static JsonNode json(byte[] text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException("an offset of the Connect cluster is not JSON", e);
        }
    }
}
