package sluice.control;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.slf4j.LoggerFactory;
import sluice.kafka.KafkaAccess;

/**
 * Looks whether Kafka can be reached: by the addresses that we know, and then by those that it tells its clients.
 *
 * <p>The sockets are tried before the client, since the client waits out its whole time limit without telling why.
 */
final class KafkaPreflight {

    private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(KafkaPreflight.class);
    private static final int LIMIT_MS = 10_000;

    /** The most that a broker reads at once: of a longer request it closes the connection, without a word to the client. */
    private static final String REQUEST_BYTES = "socket.request.max.bytes";

    private final KafkaAccess kafka;
    private final List<String> brokers;
    private final int largestRecord;

    KafkaPreflight(Settings settings) {
        kafka = settings.kafka();
        brokers = settings.list("kafka.brokers");
        largestRecord = settings.integer("capture.row.max.bytes");
    }

    void check() {
        List<String> faults = new ArrayList<>();
        brokers.forEach(broker -> fault(broker).ifPresent(fault -> faults.add(broker + ": " + fault)));
        if (faults.size() == brokers.size()) {
            throw new PreflightException("cannot reach Kafka at " + String.join(", ", faults)
                    + "; start it, or correct kafka.brokers", null);
        }
        Cluster cluster = quietly(this::cluster);
        cluster.requestBytes().forEach((broker, bytes) -> {
            if (bytes <= largestRecord) {
                throw new PreflightException("broker " + broker + " has " + REQUEST_BYTES + "=" + bytes + ", and capture.row.max.bytes is "
                        + largestRecord + ": it would cut the connection at the first row of that size; raise the one, or lower the other", null);
            }
        });
        for (Node node : cluster.nodes()) {
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

    /** What Kafka tells of itself; {@code requestBytes} by broker, as far as this user may ask. */
    private record Cluster(Collection<Node> nodes, Map<String, Long> requestBytes) {
    }

    private Cluster cluster() {
        Map<String, Object> config = kafka.with(Map.of(
                AdminClientConfig.CLIENT_ID_CONFIG, "sluice-preflight",
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, LIMIT_MS / 2,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, LIMIT_MS));
        try (Closing admin = new Closing(Admin.create(config))) {
            Collection<Node> nodes = admin.client().describeCluster(new DescribeClusterOptions().timeoutMs(LIMIT_MS))
                    .nodes().get(LIMIT_MS + 1_000L, TimeUnit.MILLISECONDS);
            return new Cluster(nodes, requestBytes(admin.client(), nodes));
        } catch (ExecutionException | TimeoutException | KafkaException failure) {
            throw new PreflightException(KafkaRefusal.of(kafka, failure), failure);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new PreflightException("interrupted while asking Kafka", stop);
        }
    }

    private static Map<String, Long> requestBytes(Admin admin, Collection<Node> nodes)
            throws InterruptedException, ExecutionException, TimeoutException {
        List<ConfigResource> resources = nodes.stream().map(node -> new ConfigResource(ConfigResource.Type.BROKER, node.idString())).toList();
        Map<String, Long> bytes = new TreeMap<>();
        try {
            admin.describeConfigs(resources).all().get(LIMIT_MS + 1_000L, TimeUnit.MILLISECONDS).forEach((broker, config) -> {
                ConfigEntry entry = config.get(REQUEST_BYTES);
                if (entry != null && entry.value() != null) {
                    bytes.put(broker.name(), Long.valueOf(entry.value()));
                }
            });
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof ClusterAuthorizationException)) {
                throw e;
            }
            LOG.debug("the brokers' settings may not be read", e);
        }
        return bytes;
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
