package sluice.load.tune;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Subscription;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.clients.consumer.internals.AbstractPartitionAssignor;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Utils;

/**
 * Which consumer has which partitions: as Kafka shares them out to the lane's group, by the same class. Kafka's usual one goes topic by
 * topic, so that of a lane with many topics of four partitions only four consumers ever have anything.
 */
final class Shares {

    private Shares() {
    }

    /**
     * The partitions of each consumer that has any of the readable ones.
     *
     * @param partitions of each topic
     * @param readable   those that have a backlog
     */
    static List<List<TopicPartition>> of(String assignor, Map<String, Integer> partitions, int consumers, Collection<TopicPartition> readable) {
        Map<String, Subscription> members = new TreeMap<>();
        List<String> topics = List.copyOf(partitions.keySet());
        for (int i = 0; i < consumers; i++) {
            members.put("consumer-%05d".formatted(i), new Subscription(topics, ByteBuffer.allocate(0)));
        }
        List<List<TopicPartition>> shares = new ArrayList<>();
        made(assignor).assign(new HashMap<>(partitions), members).values().forEach(assigned -> {
            List<TopicPartition> share = assigned.stream().filter(readable::contains).toList();
            if (!share.isEmpty()) {
                shares.add(share);
            }
        });
        return shares;
    }

    private static AbstractPartitionAssignor made(String assignor) {
        String first = assignor.split(",")[0].strip();
        try {
            return Utils.newInstance(first, Object.class) instanceof AbstractPartitionAssignor made ? made : new RangeAssignor();
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("the lane's partitionAssignor " + first + " is no class", e);
        }
    }
}
