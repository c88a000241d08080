package sluice.cases;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import sluice.event.Barrier;
import sluice.sandbox.Login;

/**
 * Which tables still have changes in Kafka that are not in the target. It reads behind the watermarks, since the end of a partition
 * may be the mark of a transaction only, or a barrier that was passed: the watermark stays at both until a change follows.
 */
final class Drain implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(50);

    private final String prefix;
    private final Login target;
    private final KafkaConsumer<byte[], byte[]> consumer;

    Drain(String brokers, String prefix, Login target) {
        this.prefix = prefix;
        this.target = target;
        this.consumer = new KafkaConsumer<>(Map.of("bootstrap.servers", brokers, "isolation.level", "read_committed",
                "auto.offset.reset", "none"), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Looks at all topics. */
    Remainder look() throws SQLException {
        Map<TopicPartition, Long> watermarks = new HashMap<>();
        Set<String> passed = new HashSet<>();
        Map<String, String> held = new HashMap<>();
        Set<String> heldTopics = new HashSet<>();
        try (Connection connection = target.connect(); Statement statement = connection.createStatement()) {
            read(statement, "SELECT TOPIC, PARTITION_NO, NEXT_OFFSET FROM SLUICE_WATERMARK",
                    row -> watermarks.put(new TopicPartition(row.getString(1), row.getInt(2)), row.getLong(3)));
            read(statement, "SELECT BARRIER_ID FROM SLUICE_BARRIER WHERE STATE = 'done'", row -> passed.add(row.getString(1)));
            read(statement, "SELECT SOURCE_DATABASE, SOURCE_TABLE, REASON FROM SLUICE_BARRIER WHERE STATE = 'waiting' AND REASON IS NOT NULL",
                    row -> {
                        held.merge(row.getString(1), row.getString(3), (one, other) -> one + "\n" + other);
                        heldTopics.add(topic(row.getString(1) + "." + row.getString(2)));
                    });
        }
        return new Remainder(unread(watermarks, passed).stream().filter(partition -> !heldTopics.contains(partition.topic()))
                .map(partition -> partition.topic().split("\\.")[1]).collect(Collectors.toSet()), held);
    }

    private String topic(String table) {
        return prefix + "." + table.replaceAll("[^a-zA-Z0-9._-]", "_");
    }

    private Set<TopicPartition> unread(Map<TopicPartition, Long> watermarks, Set<String> passed) {
        List<TopicPartition> all = consumer.listTopics().entrySet().stream().filter(topic -> topic.getKey().startsWith(prefix + ".case_"))
                .flatMap(topic -> topic.getValue().stream()).map(info -> new TopicPartition(info.topic(), info.partition())).toList();
        Map<TopicPartition, Long> ends = consumer.endOffsets(all);
        Set<TopicPartition> open = all.stream().filter(partition -> watermarks.getOrDefault(partition, 0L) < ends.get(partition))
                .collect(Collectors.toCollection(HashSet::new));
        consumer.assign(open);
        consumer.resume(open); // a pause outlives an assignment of the same partition
        open.forEach(partition -> consumer.seek(partition, watermarks.getOrDefault(partition, 0L)));
        Set<TopicPartition> unread = new HashSet<>();
        while (!open.isEmpty()) {
            consumer.poll(POLL).forEach(record -> {
                if (!isPassed(record, passed)) {
                    unread.add(new TopicPartition(record.topic(), record.partition()));
                }
            });
            open.removeIf(partition -> unread.contains(partition) || consumer.position(partition) >= ends.get(partition));
            consumer.pause(unread);
        }
        return unread;
    }

    private static boolean isPassed(ConsumerRecord<byte[], byte[]> record, Set<String> passed) {
        Header barrier = record.headers().lastHeader(Barrier.HEADER);
        return barrier != null && passed.contains(new String(barrier.value(), StandardCharsets.UTF_8));
    }

    private static void read(Statement statement, String query, RowReader reader) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                reader.read(rows);
            }
        }
    }

    @FunctionalInterface
    private interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
