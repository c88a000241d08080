package sluice.kafka;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that topics take records of a size.
 *
 * <p>A topic keeps the limit with which it was made. When the setting is raised in mid-migration, or somebody else made the topic, the
 * broker would refuse the first large row, and capture could not go past it.
 */
final class RecordSizes {

    private static final Logger LOG = LoggerFactory.getLogger(RecordSizes.class);
    private static final int TIMEOUT_SECONDS = 30;

    private final Admin admin;
    private final int largest;

    /** @param largest record in bytes */
    RecordSizes(Admin admin, int largest) {
        this.admin = admin;
        this.largest = largest;
    }

    /**
     * Raises the limits of topics that take less.
     *
     * @param topics with their settings
     * @throws IllegalStateException if Kafka refuses
     */
    void allow(Map<ConfigResource, Config> topics) {
        List<ConfigResource> small = topics.entrySet().stream().filter(topic -> limit(topic.getValue()) < largest).map(Map.Entry::getKey).toList();
        if (small.isEmpty()) {
            return;
        }
        Collection<AlterConfigOp> raise = List.of(new AlterConfigOp(
                new ConfigEntry(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(largest)), AlterConfigOp.OpType.SET));
        String names = small.stream().map(ConfigResource::name).sorted().collect(Collectors.joining(", "));
        try {
            admin.incrementalAlterConfigs(small.stream().collect(Collectors.toMap(topic -> topic, topic -> raise))).all()
                    .get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            LOG.info("{} of {} is now {} (capture.row.max.bytes)", TopicConfig.MAX_MESSAGE_BYTES_CONFIG, names, largest);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the topics " + names + " take smaller records than capture.row.max.bytes, and Kafka does not let"
                    + " Sluice change that (" + e.getCause().getMessage() + "); set their " + TopicConfig.MAX_MESSAGE_BYTES_CONFIG + " to " + largest, e);
        } catch (TimeoutException e) {
            // a retriable one, as in Topics
            throw new org.apache.kafka.common.errors.TimeoutException("the topics " + names + " cannot be altered: no answer within "
                    + TIMEOUT_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while the topics " + names + " are altered", e);
        }
    }

    private static long limit(Config topic) {
        return Long.parseLong(topic.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG).value());
    }
}
