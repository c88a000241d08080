package sluice.kafka;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.admin.TopicListing;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import sluice.schema.TableId;

/**
 * Sluice's topics: their names, and their creation with settings that lose nothing.
 *
 * <p>Change topics are kept without limit: a finite retention or compaction could drop changes that are not applied
 * yet. A topic that somebody else made with such a limit is refused. They are created before the first event, never
 * by the broker itself, whose defaults would decide the partitions.
 */
public final class Topics implements AutoCloseable {

    /** The largest record unless somebody says otherwise: Kafka's own 1 MB is too small for a row with a large text. In bytes. */
    public static final int USUAL_RECORD_BYTES = 16 << 20;

    /** What the name of the offsets' topic ends with, behind the prefix. */
    public static final String OFFSETS = ".__offsets";

    /** Where the connector of a Connect cluster records its offsets: what its topic is called behind the prefix. */
    public static final String CONNECT_OFFSETS = ".__connect-offsets";

    private static final Map<String, String> KEPT = Map.of(
            TopicConfig.RETENTION_MS_CONFIG, "-1",
            TopicConfig.RETENTION_BYTES_CONFIG, "-1",
            TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
    private static final int SEGMENT_BYTES = 16 << 20;
    private static final int TIMEOUT_SECONDS = 30;

    private final KafkaAccess kafka;
    private final String prefix;
    private final int partitions;
    private final short replication;
    private final int largestRecord;
    private final Admin admin;
    private final RecordSizes sizes;

    /** Topics for records of the usual size. */
    public Topics(KafkaAccess kafka, String prefix, int partitions, int replication) {
        this(kafka, prefix, partitions, replication, USUAL_RECORD_BYTES);
    }

    /**
     * @param partitions    of each change topic
     * @param replication   replication factor, -1 for the broker's default
     * @param largestRecord in bytes
     */
    public Topics(KafkaAccess kafka, String prefix, int partitions, int replication, int largestRecord) {
        this.kafka = kafka;
        this.prefix = prefix;
        this.partitions = partitions;
        this.replication = (short) replication;
        this.largestRecord = largestRecord;
        this.admin = Admin.create(kafka.with(Map.of()));
        this.sizes = new RecordSizes(admin, largestRecord);
    }

    /** How the Kafka is reached that has them. */
    public KafkaAccess kafka() {
        return kafka;
    }

    /** The largest record that the topics take, in bytes. */
    public int largestRecord() {
        return largestRecord;
    }

    /** The change topic of a table, named as Debezium names it: characters that Kafka forbids become {@code _}. */
    public String changes(TableId table) {
        return legal(prefix + "." + table);
    }

    /** What the name of a table's change topic ends with, behind the prefix and a dot. */
    public static String suffix(TableId table) {
        return legal(table.toString());
    }

    private static String legal(String name) {
        return name.replaceAll("[^a-zA-Z0-9._-]", "_");
    }

    /** Where capture records the source's offset. Its name has two parts, so no table's topic can be named so. */
    public String offsets() {
        return prefix + OFFSETS;
    }

    /** Where capture records the row schemas. */
    public String schemas() {
        return prefix + ".__schemas";
    }

    /** Where capture records the structure of each table, as of the changes that are captured. */
    public String tables() {
        return prefix + ".__tables";
    }

    /** Where Debezium keeps the source's DDL. */
    public String history() {
        return prefix + ".__history";
    }

    /** Creates capture's own topics where they are missing. */
    public void createOwn() {
        Map<String, String> compacted = new HashMap<>(KEPT);
        compacted.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
        compacted.put(TopicConfig.SEGMENT_BYTES_CONFIG, Integer.toString(SEGMENT_BYTES));
        List<NewTopic> missing = new ArrayList<>();
        Set<String> existing = existing();
        for (String topic : List.of(schemas(), history())) {
            if (!existing.contains(topic)) {
                missing.add(topic(topic, 1, KEPT));
            }
        }
        for (String topic : List.of(offsets(), tables())) {
            if (!existing.contains(topic)) {
                missing.add(topic(topic, 1, compacted));
            }
        }
        create(missing);
    }

    /**
     * Creates the change topics that are missing and checks the others.
     *
     * @throws IllegalStateException if an existing topic could drop changes
     */
    public void createChanges(Collection<String> topics) {
        Set<String> existing = existing();
        existing.retainAll(topics);
        check(existing);
        List<NewTopic> missing = new ArrayList<>();
        for (String topic : new HashSet<>(topics)) {
            if (!existing.contains(topic)) {
                missing.add(topic(topic, partitions, KEPT));
            }
        }
        create(missing);
    }

    /** Creates a topic of one partition, kept without limit, unless there is one of that name. */
    public void createKept(String topic) {
        if (existing().contains(topic)) {
            sizes.allow(configs(Set.of(topic)));
        } else {
            create(List.of(topic(topic, 1, KEPT)));
        }
    }

    private NewTopic topic(String name, int partitions, Map<String, String> settings) {
        Optional<Short> factor = replication < 0 ? Optional.empty() : Optional.of(replication);
        Map<String, String> all = new HashMap<>(settings);
        all.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(largestRecord));
        return new NewTopic(name, Optional.of(partitions), factor).configs(all);
    }

    public boolean exists(String topic) {
        return existing().contains(topic);
    }

    private Set<String> existing() {
        return new HashSet<>(get("list the topics", admin.listTopics().names()));
    }

    private void create(List<NewTopic> missing) {
        admin.createTopics(missing).values().forEach((topic, future) -> {
            try {
                get("create topic " + topic, future);
            } catch (TopicExistsException e) {
                // another Sluice created it between our look and our call; it did so with the same settings
                check(Set.of(topic));
            }
        });
    }

    private Map<ConfigResource, Config> configs(Set<String> topics) {
        return get("read the topics' settings", admin.describeConfigs(topics.stream()
                .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic)).toList()).all());
    }

    private void check(Set<String> topics) {
        Map<ConfigResource, Config> configs = configs(topics);
        configs.forEach((resource, config) -> {
            for (String key : List.of(TopicConfig.RETENTION_MS_CONFIG, TopicConfig.RETENTION_BYTES_CONFIG,
                    TopicConfig.CLEANUP_POLICY_CONFIG)) {
                if (resource.name().startsWith(prefix + ".__")) {
                    continue;
                }
                String value = config.get(key).value();
                if (!value.equals(KEPT.get(key))) {
                    throw new IllegalStateException("topic " + resource.name() + " has " + key + "=" + value
                            + " and could drop changes that are not applied yet; set it to " + KEPT.get(key));
                }
            }
        });
        sizes.allow(configs);
    }

    /** How many partitions a topic has now. */
    public int partitions(String topic) {
        return describe(topic).partitions().size();
    }

    /** The same of many topics, asked for at once. */
    public Map<String, Integer> partitions(Collection<String> topics) {
        return get("describe the topics", admin.describeTopics(topics).allTopicNames()).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, topic -> topic.getValue().partitions().size()));
    }

    /**
     * What a topic is known again by.
     *
     * @param id         Kafka's: a topic that was deleted and made anew has another one
     * @param partitions with another number of them the keys stand elsewhere
     */
    public record Identity(String id, int partitions) {
    }

    public Identity identity(String topic) {
        TopicDescription now = describe(topic);
        return new Identity(now.topicId().toString(), now.partitions().size());
    }

    /** The ids of all topics that there are, by name. */
    public Map<String, String> ids() {
        return get("list the topics", admin.listTopics().listings()).stream()
                .collect(Collectors.toMap(TopicListing::name, topic -> topic.topicId().toString()));
    }

    private TopicDescription describe(String topic) {
        return get("describe topic " + topic, admin.describeTopics(List.of(topic)).topicNameValues().get(topic));
    }

    private static <T> T get(String what, org.apache.kafka.common.KafkaFuture<T> future) {
        try {
            return future.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicExistsException exists) {
                throw exists;
            }
            throw new KafkaException("cannot " + what + ": " + e.getCause().getMessage(), e.getCause());
        } catch (TimeoutException e) {
            // a retriable one: a broker that is away for a moment is waited for, and stops no lane
            throw new org.apache.kafka.common.errors.TimeoutException("cannot " + what + ": no answer within " + TIMEOUT_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while trying to " + what, e);
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
