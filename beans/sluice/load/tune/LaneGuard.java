package sluice.load.tune;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.KafkaException;

/**
 * Refuses to measure while lanes of this migration run. They would share the target with the experiments, lock what these lock, and apply what
 * is measured.
 *
 * <p>Kafka knows the lanes of all machines: a lane that runs is a member of its consumer group. What runs on this machine is asked too, since a
 * lane that is starting, or has lost Kafka for a moment, is in no group.
 */
public final class LaneGuard {

    private static final int TIMEOUT_SECONDS = 30;

    private final Admin admin;
    private final String prefix;
    private final Set<String> groups;
    private final Supplier<List<LocalLane>> here;

    /** A lane in a process of this machine that is not stopped; {@code state} as its route has it. */
    public record LocalLane(String pid, String lane, String state) {
    }

    /** @param here lanes of this migration in the processes of this machine */
    public LaneGuard(Admin admin, String prefix, Collection<TunedLane> lanes, Supplier<List<LocalLane>> here) {
        this.admin = admin;
        this.prefix = prefix;
        this.groups = lanes.stream().map(TunedLane::group).collect(Collectors.toSet());
        this.here = here;
    }

    /** @throws TuningRefusedException naming every lane that runs, and where */
    public void check() {
        check(here.get());
    }

    /** The same of Kafka alone, which is quickly asked: once more, while it is measured. */
    void checkAgain() {
        check(List.of());
    }

    private void check(List<LocalLane> local) {
        Map<String, List<String>> running = new TreeMap<>();
        members().forEach((group, members) -> running.computeIfAbsent(lane(group), lane -> new ArrayList<>()).add(places(members)));
        local.forEach(lane -> running.computeIfAbsent(lane.lane(), name -> new ArrayList<>())
                .add("process " + lane.pid() + " of this machine, route apply-" + lane.lane() + ": " + lane.state()));
        if (!running.isEmpty()) {
            throw new TuningRefusedException("lanes of this migration (topics.prefix=" + prefix + ") run: " + running.entrySet().stream()
                    .map(lane -> lane.getKey() + " (" + String.join("; ", lane.getValue()) + ")").collect(Collectors.joining(", "))
                    + ". What is measured would be shared with them. Stop them where they run ('sluice route stop apply-"
                    + running.keySet().iterator().next() + "'); capture goes on, and the changes that accumulate are what is measured."
                    + " A lane whose process has died counts until its session is over (apply.session.timeout.ms)");
        }
    }

    private String lane(String group) {
        return group.substring(prefix.length() + 1);
    }

    /** The members of each group of this migration that has any. Another migration's prefix may begin with ours: its topics do not. */
    private Map<String, Collection<MemberDescription>> members() {
        try {
            List<String> ours = admin.listGroups(ListGroupsOptions.forConsumerGroups()).all().get(TIMEOUT_SECONDS, TimeUnit.SECONDS).stream()
                    .map(GroupListing::groupId).filter(group -> group.startsWith(prefix + "-")).toList();
            Map<String, Collection<MemberDescription>> members = new TreeMap<>();
            for (ConsumerGroupDescription group : admin.describeConsumerGroups(ours).all().get(TIMEOUT_SECONDS, TimeUnit.SECONDS).values()) {
                if (!group.members().isEmpty() && (groups.contains(group.groupId()) || group.members().stream().anyMatch(this::hasOurTopics))) {
                    members.put(group.groupId(), group.members());
                }
            }
            return members;
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("Kafka does not tell which lanes run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while asking which lanes run", e);
        }
    }

    private boolean hasOurTopics(MemberDescription member) {
        return member.assignment().topicPartitions().stream().anyMatch(partition -> partition.topic().startsWith(prefix + "."));
    }

    private static String places(Collection<MemberDescription> members) {
        return members.stream().collect(Collectors.groupingBy(member -> member.host().replaceFirst("^/", ""), TreeMap::new, Collectors.counting()))
                .entrySet().stream().map(host -> host.getValue() + (host.getValue() == 1 ? " consumer" : " consumers") + " at " + host.getKey())
                .collect(Collectors.joining(", "));
    }
}
