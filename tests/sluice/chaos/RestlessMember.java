package sluice.chaos;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A member of the lanes' group that joins, is given partitions, applies nothing, and leaves a moment later; again and again. So
 * every second or two all partitions are taken back and shared out anew, while the processes live on.
 */
final class RestlessMember implements AutoCloseable {
    private static final int STAYS_MS = 400;
    private static final int STAYS_MS_LONGER = 1_200;
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration LEAVE = Duration.ofSeconds(2);
    private static final long END_SECONDS = 30;

    private final Map<String, Object> settings;
    private final Supplier<Set<String>> topics;
    private final Random random = new Random();
    private volatile boolean wanted;
    private CompletableFuture<Void> loop = CompletableFuture.completedFuture(null);

    RestlessMember(String brokers, String group, Supplier<Set<String>> topics) {
        settings = Map.of("bootstrap.servers", brokers, "group.id", group, "enable.auto.commit", false,
                "auto.offset.reset", "earliest", "session.timeout.ms", 3_000, "heartbeat.interval.ms", 500, "client.id", "restless");
        this.topics = topics;
    }

    void begin() {
        wanted = true;
        Set<String> all = topics.get();
        loop = CompletableFuture.runAsync(() -> {
            while (wanted) {
                visit(all);
            }
        });
    }

    private void visit(Set<String> all) {
        KafkaConsumer<byte[], byte[]> member = new KafkaConsumer<>(settings, new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        try {
            member.subscribe(all, pausing(member));
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(STAYS_MS + random.nextInt(STAYS_MS_LONGER));
            while (wanted && System.nanoTime() < end) {
                member.poll(POLL);
            }
        } finally {
            member.close(CloseOptions.timeout(LEAVE));
        }
    }

    private static ConsumerRebalanceListener pausing(KafkaConsumer<byte[], byte[]> member) {
        return new ConsumerRebalanceListener() {
            @Override
            public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
                // nothing was read
            }

            @Override
            public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
                member.pause(partitions);
            }
        };
    }

    /** Returns when it has left, or throws what ended it before. */
    void end() {
        wanted = false;
        loop.orTimeout(END_SECONDS, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        wanted = false;
    }
}
