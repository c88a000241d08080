package sluice.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import sluice.event.Barrier;

/** Kafka as an operator and as a capture that is not exact sees it: what is done to the change topics behind Sluice's back. */
final class ChangeTopics implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int AGAIN = 400;

    private final String prefix;
    private final String brokers;
    private final Admin admin;
    private final Random random;

    /** @param prefix of the topics */
    ChangeTopics(String brokers, String prefix, long seed) {
        this.prefix = prefix;
        this.brokers = brokers;
        this.random = new Random(seed);
        admin = Admin.create(Map.of("bootstrap.servers", brokers, "default.api.timeout.ms", 10_000, "request.timeout.ms", 5_000));
    }

    Admin admin() {
        return admin;
    }

    /** Of the lanes as they are delivered. */
    String group() {
        return prefix + "-all";
    }

    Set<String> names() {
        Predicate<String> changes = name -> name.startsWith(prefix + ".") && !name.startsWith(prefix + ".__");
        return ask(() -> admin.listTopics().names().get(20, TimeUnit.SECONDS)).stream().filter(changes).collect(Collectors.toSet());
    }

    List<TopicPartition> partitions() {
        Set<String> topics = names();
        return ask(() -> admin.describeTopics(topics).allTopicNames().get(20, TimeUnit.SECONDS)).values().stream()
                .flatMap(topic -> topic.partitions().stream().map(each -> new TopicPartition(topic.name(), each.partition())))
                .toList();
    }

    /** The offset behind the last record of each, whoever may read it. */
    Map<TopicPartition, Long> ends() {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        partitions().forEach(partition -> wanted.put(partition, OffsetSpec.latest()));
        return ask(() -> admin.listOffsets(wanted).all().get(20, TimeUnit.SECONDS)).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue().offset()));
    }

    /** {@code kafka-consumer-groups --reset-offsets --to-earliest}; waits until the group has no member, as the tool wants it. */
    void resetOffsets() {
        Map<TopicPartition, OffsetAndMetadata> beginnings = new HashMap<>();
        partitions().forEach(partition -> beginnings.put(partition, new OffsetAndMetadata(0)));
        Awaitility.await("the group's offsets are reset").atMost(LIMIT).pollInterval(Duration.ofMillis(300)).ignoreExceptions()
                .untilAsserted(() -> admin.alterConsumerGroupOffsets(group(), beginnings).all().get(20, TimeUnit.SECONDS));
    }

    /**
     * Writes the last events of each partition once more, up to the very last: a capture that begins again at an older place does
     * so. It takes capture's transactional id, which ends what the dead one has left open. Barriers are not written again, nor what
     * stands before one: an event that a truncate has put an end to would come back.
     */
    void writeAgain() {
        try (KafkaProducer<byte[], byte[]> capture = capture()) {
            capture.initTransactions();
            capture.beginTransaction();
            for (TopicPartition partition : partitions()) {
                for (ConsumerRecord<byte[], byte[]> event : lastEvents(partition)) {
                    capture.send(new ProducerRecord<>(event.topic(), event.partition(), event.key(), event.value(), event.headers()));
                }
            }
            capture.commitTransaction();
        }
    }

    /** Takes capture's transactional id for a moment: whoever has it loses the transaction that is under way. */
    void fenceCapture() {
        try (KafkaProducer<byte[], byte[]> other = capture()) {
            other.initTransactions();
        }
    }

    private KafkaProducer<byte[], byte[]> capture() {
        return new KafkaProducer<>(Map.of("bootstrap.servers", brokers, "transactional.id", prefix + "-capture"),
                new ByteArraySerializer(), new ByteArraySerializer());
    }

    private List<ConsumerRecord<byte[], byte[]>> lastEvents(TopicPartition partition) {
        List<ConsumerRecord<byte[], byte[]>> events = new ArrayList<>();
        Map<String, Object> settings = Map.of("bootstrap.servers", brokers, "isolation.level", "read_committed",
                "auto.offset.reset", "earliest");
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            consumer.seek(partition, Math.max(0, end - 1 - random.nextInt(AGAIN)));
            while (consumer.position(partition) < end) {
                for (ConsumerRecord<byte[], byte[]> event : consumer.poll(Duration.ofMillis(100))) {
                    if (event.headers().lastHeader(Barrier.HEADER) != null) {
                        events.clear();
                    } else {
                        events.add(event);
                    }
                }
            }
        }
        return events;
    }

    interface Question<T> {
        T answer() throws InterruptedException, ExecutionException, TimeoutException;
    }

    static <T> T ask(Question<T> question) {
        try {
            return question.answer();
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("Kafka cannot be asked: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(2));
    }
}
