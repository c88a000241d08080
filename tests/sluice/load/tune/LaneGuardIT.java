package sluice.load.tune;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import sluice.sandbox.SharedServers;

/** Which lanes run is asked of a real broker, where lanes of other migrations run too. */
class LaneGuardIT {

    private static final String BROKERS = SharedServers.kafka().brokers();

    @Test
    void lanesOfAllMachinesAreFoundAndOthersAreLeftAlone() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", BROKERS))) {
            admin.createTopics(List.of(new NewTopic("guard.db.t", 2, (short) 1), new NewTopic("guard-eu.db.t", 2, (short) 1))).all().get();
            LaneGuard guard = new LaneGuard(admin, "guard", List.of(), List::of);
            try (Member other = new Member("guard-eu-all", "guard-eu.db.t")) {
                other.join();
                assertDoesNotThrow(guard::check, "a migration whose prefix begins with ours");
            }
            // a lane that only the route files of another machine have
            try (Member ours = new Member("guard-orders", "guard.db.t")) {
                ours.join();
                String refusal = assertThrows(TuningRefusedException.class, guard::check).getMessage();
                assertTrue(refusal.startsWith("lanes of this migration (topics.prefix=guard) run: orders (1 consumer at 127.0.0.1). "), refusal);
            }
            assertDoesNotThrow(guard::check, "a group without members is of lanes that do not run");
        }
    }

    /** A lane that is starting is in no group yet. */
    @Test
    void aLaneThatOnlyThisMachineKnowsIsFoundToo() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", BROKERS))) {
            LaneGuard guard = new LaneGuard(admin, "nobody", List.of(), () -> List.of(new LaneGuard.LocalLane("4711", "all", "Suspended")));

            String refusal = assertThrows(TuningRefusedException.class, guard::check).getMessage();

            assertEquals("lanes of this migration (topics.prefix=nobody) run: all (process 4711 of this machine, route apply-all: Suspended)",
                    refusal.substring(0, refusal.indexOf(". ")));
        }
    }

    private static final class Member implements AutoCloseable {

        private final KafkaConsumer<byte[], byte[]> kafka;

        Member(String group, String topic) {
            kafka = new KafkaConsumer<>(Map.of("bootstrap.servers", BROKERS, "group.id", group), new ByteArrayDeserializer(), new ByteArrayDeserializer());
            kafka.subscribe(List.of(topic));
        }

        void join() {
            Awaitility.await("it has partitions").atMost(Duration.ofSeconds(30)).until(() -> {
                kafka.poll(Duration.ofMillis(100));
                return !kafka.assignment().isEmpty();
            });
        }

        @Override
        public void close() {
            kafka.close();
        }
    }
}
