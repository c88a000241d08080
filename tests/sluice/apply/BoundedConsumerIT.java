package sluice.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import sluice.kafka.KafkaAccess;
import sluice.kafka.Topics;
import sluice.sandbox.SharedServers;

/** The bound of a poll holds for what is small in Kafka and large when it is unpacked; no record is passed over or comes twice. */
class BoundedConsumerIT {

    private static final String TOPIC = "bounded.a.b";
    private static final int RECORDS = 60;
    private static final int SIZE = 400_000;
    private static final int BOUND = 1_000_000;

    @Test
    void aPollEndsWhenItHasEnoughBytes() throws Exception {
        try (Topics topics = new Topics(KafkaAccess.plain(SharedServers.kafka().brokers()), "bounded", 3, 1)) {
            topics.createChanges(List.of(TOPIC));
        }
        produce();
        Properties settings = new Properties();
        settings.putAll(Map.of("bootstrap.servers", SharedServers.kafka().brokers(), "auto.offset.reset", "earliest", "max.poll.records", "2000"));
        List<String> seen = new ArrayList<>();
        try (BoundedConsumer consumer = BoundedConsumer.of(settings, BOUND)) {
            consumer.assign(List.of(new TopicPartition(TOPIC, 0), new TopicPartition(TOPIC, 1), new TopicPartition(TOPIC, 2)));
            long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            while (seen.size() < RECORDS + 1 && System.nanoTime() < end) {
                ConsumerRecords<byte[], byte[]> polled = consumer.poll(Duration.ofMillis(200));
                long bytes = 0;
                for (ConsumerRecord<byte[], byte[]> record : polled) {
                    seen.add(record.partition() + "@" + record.offset());
                    bytes += record.value().length;
                }
                assertTrue(bytes <= BOUND || polled.count() == 1, bytes + " bytes in " + polled.count() + " records");
                for (TopicPartition partition : polled.partitions()) {
                    List<ConsumerRecord<byte[], byte[]>> of = polled.records(partition);
                    assertEquals(of.get(of.size() - 1).offset() + 1, consumer.position(partition), "the place behind the last record");
                }
            }
        }
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < RECORDS; i++) {
            expected.add(i % 3 + "@" + i / 3);
        }
        expected.add("0@" + RECORDS / 3);
        assertEquals(expected.stream().sorted().toList(), seen.stream().sorted().toList());
    }

    /** Zeros: thousands of bytes of them are a few in Kafka. The last one is larger than the bound. */
    private static void produce() {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(Map.of("bootstrap.servers", SharedServers.kafka().brokers(),
                "compression.type", "lz4", "batch.size", 4_000_000, "linger.ms", 50, "max.request.size", 16_000_000), new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int i = 0; i < RECORDS; i++) {
                producer.send(new ProducerRecord<>(TOPIC, i % 3, null, new byte[SIZE]));
            }
            producer.send(new ProducerRecord<>(TOPIC, 0, null, new byte[2 * BOUND]));
        }
    }
}
