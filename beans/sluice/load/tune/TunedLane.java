package sluice.load.tune;

import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.component.kafka.KafkaConfiguration;
import org.apache.camel.component.kafka.KafkaEndpoint;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import sluice.apply.Rehearsal;
import sluice.kafka.KafkaAccess;

/**
 * A lane as its operator has set it up, read from its route, which is not started.
 *
 * @param group     its consumer group
 * @param topics    matches the names of its topics
 * @param settings  of its Kafka consumers
 * @param assignor  the class by which Kafka shares out the partitions
 * @param now       its consumers in one process, and its batch
 */
public record TunedLane(String name, String group, Pattern topics, Properties settings, String assignor, Combination now) {

    private static final String ROUTE_PREFIX = "apply-";

    /** All lanes of the route files, by name. */
    public static List<TunedLane> of(CamelContext camel, KafkaAccess access) {
        return camel.getRoutes().stream().filter(route -> route.getRouteId().startsWith(ROUTE_PREFIX)
                && route.getEndpoint() instanceof KafkaEndpoint).map(route -> of(route, access))
                .sorted((one, other) -> one.name.compareTo(other.name)).toList();
    }

    /** @throws TuningRefusedException if there is none of that name, or several and none is named */
    public static TunedLane choose(List<TunedLane> lanes, String nameOrNull) {
        List<TunedLane> found = lanes.stream().filter(lane -> nameOrNull == null || lane.name.equals(nameOrNull)).toList();
        if (found.size() == 1) {
            return found.get(0);
        }
        String names = lanes.stream().map(TunedLane::name).collect(Collectors.joining(", "));
        throw new TuningRefusedException(nameOrNull == null ? "there are the lanes " + names + "; choose one with --lane"
                : "there is no lane " + nameOrNull + " in the route files; there are: " + names);
    }

    private static TunedLane of(Route route, KafkaAccess access) {
        KafkaConfiguration kafka = ((KafkaEndpoint) route.getEndpoint()).getConfiguration();
        Properties settings = access.over(kafka.createConsumerProperties());
        // no member of the lane's group, and no offset of it is ever committed
        List.of(ConsumerConfig.GROUP_ID_CONFIG, ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, ConsumerConfig.CLIENT_ID_CONFIG)
                .forEach(settings::remove);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        return new TunedLane(route.getRouteId().substring(ROUTE_PREFIX.length()), kafka.getGroupId(),
                Rehearsal.topics(Arrays.asList(kafka.getTopic().split(","))), settings, kafka.getPartitionAssignor(),
                new Combination(kafka.getConsumersCount(), kafka.getMaxPollRecords()));
    }

    /** The consumers' settings with polls of so many records at most. */
    Properties settings(int records) {
        Properties all = new Properties();
        all.putAll(settings);
        all.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, Integer.toString(records));
        return all;
    }
}
