package sluice.verify;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import sluice.event.Barrier;
import sluice.event.ChangeEventDecoder;
import sluice.event.ChangeKey;
import sluice.event.RowSchemaLog;
import sluice.kafka.KafkaAccess;
import sluice.kafka.TopicLog;
import sluice.kafka.TopicTail;

/**
 * The keys of the rows that have changed since a place of a change topic: what has to be looked at again when a table was compared before.
 *
 * <p>The rule: either all of them, or none. A record whose key does not tell its row, or that concerns the whole table, makes the answer empty, and the table
 * is compared as a whole.
 */
final class TopicKeys implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<byte[], byte[]> kafka;
    private final ChangeEventDecoder decoder;

    /** @param schemas the topic of the rows' schemas */
    TopicKeys(KafkaAccess access, String schemas) {
        kafka = new KafkaConsumer<>(access.with(Map.of(
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class,
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed", ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none", ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false,
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, (int) TopicTail.FETCH.toMillis())));
        decoder = new ChangeEventDecoder(new RowSchemaLog(new TopicLog(access, schemas)));
    }

    /**
     * The keys of the records from some offsets to the ends, each once, in the form of the source's values.
     *
     * @param from by partition; others are read from their begin
     * @param most keys that are worth it: with more, the whole table is compared as well
     */
    Optional<List<Object[]>> since(ComparedTable table, String topic, Map<Integer, Long> from, int most) {
        List<TopicPartition> partitions = kafka.partitionsFor(topic).stream().map(partition -> new TopicPartition(topic, partition.partition())).toList();
        Map<TopicPartition, Long> ends = new HashMap<>(kafka.endOffsets(partitions));
        kafka.assign(partitions);
        partitions.forEach(partition -> kafka.seek(partition, from.getOrDefault(partition.partition(), 0L)));
        Map<Object, Object[]> keys = new LinkedHashMap<>();
        while (partitions.stream().anyMatch(partition -> kafka.position(partition) < ends.get(partition))) {
            for (ConsumerRecord<byte[], byte[]> record : kafka.poll(POLL)) {
                Object[] key = record.value() == null ? null : key(table, record);
                if (record.value() != null && (key == null || keys.put(table.identity(key), key) == null && keys.size() > most)) {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(new ArrayList<>(keys.values()));
    }

    /** Null if it cannot be told. */
    private Object[] key(ComparedTable table, ConsumerRecord<byte[], byte[]> record) {
        if (record.headers().lastHeader(Barrier.HEADER) != null) {
            return null;
        }
        ChangeKey decoded = decoder.decodeKey(record);
        if (decoded == null) {
            return null;
        }
        Object[] key = new Object[table.keys()];
        for (int i = 0; i < key.length; i++) {
            String column = table.columns().get(i).name();
            for (int c = 0; c < decoded.schema().columns().size(); c++) {
                if (decoded.schema().columns().get(c).name().equals(column)) {
                    key[i] = value(table.columns().get(i).kind(), decoded.row()[c]);
                }
            }
            if (key[i] == null) {
                return null;
            }
        }
        return key;
    }

    /** As {@link SourceCells} reads it; null for a value that it would read otherwise, or not at all. */
    private static Object value(Kind kind, Object decoded) {
        return switch (kind) {
            case INTEGER, BITS -> decoded instanceof BigInteger large ? Values.whole(large) : decoded instanceof Number number ? (Object) number.longValue() : null;
            case DECIMAL -> decoded instanceof BigDecimal ? decoded : null;
            case TEXT -> decoded instanceof String ? decoded : null;
            case BYTES -> decoded instanceof byte[] ? decoded : null;
            case DATE -> decoded instanceof LocalDate day ? (Object) MomentText.micros(day) : null;
            case DATETIME -> decoded instanceof LocalDateTime moment ? MomentText.micros(moment) : null;
            case INSTANT -> decoded instanceof OffsetDateTime instant ? MomentText.micros(instant.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime()) : null;
            case SPAN -> decoded instanceof Duration span ? MomentText.micros(span) : null;
            case SINGLE, TWOFOLD, DOCUMENT, VECTOR -> null;
        };
    }

    @Override
    public void close() {
        kafka.close();
    }
}
