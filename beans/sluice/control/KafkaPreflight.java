package sluice.control;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.slf4j.LoggerFactory;

/**
 * Looks whether Kafka can be reached: by the addresses that we know, and then by those that it tells its clients.
 *
 * <p>The sockets are tried before the client, since the client waits out its whole time limit without telling why.
 */
final class KafkaPreflight {

    private static final int LIMIT_MS = 10_000;

    private final List<String> brokers;

    KafkaPreflight(Settings settings) {
        brokers = settings.list("kafka.brokers");
    }

    void check() {
        List<String> faults = new ArrayList<>();
        brokers.forEach(broker -> fault(broker).ifPresent(fault -> faults.add(broker + ": " + fault)));
        if (faults.size() == brokers.size()) {
            throw new PreflightException("cannot reach Kafka at " + String.join(", ", faults)
                    + "; start it, or correct kafka.brokers", null);
        }
        for (Node node : quietly(this::nodes)) {
            NetworkFault.reaching(node.host(), node.port()).ifPresent(fault -> {
                throw new PreflightException("Kafka tells its clients to connect to " + node.host() + ":" + node.port()
                        + ", which does not work from here: " + fault + "; set the broker's advertised.listeners to an "
                        + "address that this host can reach", null);
            });
        }
    }

    private static Optional<String> fault(String broker) {
        int colon = broker.lastIndexOf(':');
        return NetworkFault.reaching(broker.substring(0, colon).replaceAll("[\\[\\]]", ""),
                Integer.parseInt(broker.substring(colon + 1)));
    }

    private Collection<Node> nodes() {
        Map<String, Object> config = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, brokers,
                AdminClientConfig.CLIENT_ID_CONFIG, "sluice-preflight",
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, LIMIT_MS / 2,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, LIMIT_MS);
        try (Closing admin = new Closing(Admin.create(config))) {
            return admin.client().describeCluster(new DescribeClusterOptions().timeoutMs(LIMIT_MS))
                    .nodes().get(LIMIT_MS + 1_000L, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException | KafkaException failure) {
            throw new PreflightException(String.join(",", brokers) + " accepts connections but does not answer like a "
                    + "Kafka broker: " + RootCause.of(failure) + "; correct kafka.brokers (is it the plain-text "
                    + "listener?)", failure);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new PreflightException("interrupted while asking Kafka", stop);
        }
    }

    /** Admin's own close() would wait for requests that will never be answered. */
    private record Closing(Admin client) implements AutoCloseable {

        @Override
        public void close() {
            client.close(Duration.ZERO);
        }
    }

    /** The client logs each failed attempt; here the one message that follows says it all. */
    private static <T> T quietly(Supplier<T> question) {
        if (!(LoggerFactory.getLogger("org.apache.kafka") instanceof Logger logger)) {
            return question.get();
        }
        Level before = logger.getLevel();
        logger.setLevel(Level.OFF);
        try {
            return question.get();
        } finally {
            logger.setLevel(before);
        }
    }
}
