package sluice.chaos;

import static sluice.chaos.Disturbance.CAPTURE_FROZEN;
import static sluice.chaos.Disturbance.CAPTURE_KILLED;
import static sluice.chaos.Disturbance.EVENTS_TWICE;
import static sluice.chaos.Disturbance.KAFKA_FULL;
import static sluice.chaos.Disturbance.LANE_FROZEN;
import static sluice.chaos.Disturbance.LANE_SUSPENDED;
import static sluice.chaos.Disturbance.MYSQL_FAILED_OVER;
import static sluice.chaos.Disturbance.OFFSETS_RESET;
import static sluice.chaos.Disturbance.REBALANCE;
import static sluice.chaos.Disturbance.REBALANCES;
import static sluice.chaos.Disturbance.REBALANCE_BY_DEATH;
import static sluice.chaos.Disturbance.TARGET_CUT;
import static sluice.chaos.Disturbance.TARGET_FROZEN;
import static sluice.chaos.Disturbance.TARGET_KILLED;
import static sluice.chaos.Disturbance.TARGET_SLOW;
import static sluice.chaos.Disturbance.TARGET_STALLED;
import static sluice.chaos.Happening.ADDED_COLUMN;
import static sluice.chaos.Happening.BAD_ROWS;
import static sluice.chaos.Happening.BIG_TRANSACTION;
import static sluice.chaos.Happening.KEY_CHANGES;
import static sluice.chaos.Happening.REPLAY;
import static sluice.chaos.Happening.RESYNC;
import static sluice.chaos.Happening.TRUNCATE;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/** The classes of what has to meet: of each of its sets, one. The most valuable come first, since CI plays only these. */
enum Meeting {
    FREEZE_AT_BARRIER(Set.of(TRUNCATE, ADDED_COLUMN), EnumSet.of(CAPTURE_FROZEN, LANE_FROZEN)),
    CAPTURE_KILLED_AT_TRUNCATE(Set.of(TRUNCATE), EnumSet.of(CAPTURE_KILLED)),
    SUSPENDED_AT_FAILING_BATCH(Set.of(BAD_ROWS, REPLAY), EnumSet.of(LANE_SUSPENDED), EnumSet.of(TARGET_SLOW, TARGET_CUT)),
    TARGET_AWAY_AT_REBALANCE(Set.of(), Sets.REBALANCING, Sets.TARGET_AWAY),
    REPLAY_AT_NEWER_CHANGE(Set.of(REPLAY)),
    REBALANCE_AT_BARRIER(Set.of(TRUNCATE, ADDED_COLUMN), Sets.REBALANCING),
    CAPTURE_KILLED_AT_KEY_CHANGE(Set.of(KEY_CHANGES), EnumSet.of(CAPTURE_KILLED)),
    DDL_AT_BACKLOG(Set.of(ADDED_COLUMN), Sets.TARGET_AWAY),
    DISK_FULL(Set.of(), EnumSet.of(KAFKA_FULL)),
    REBALANCES_EVERY_SECOND(Set.of(), EnumSet.of(REBALANCES)),
    EVENTS_WRITTEN_TWICE(Set.of(), EnumSet.of(EVENTS_TWICE)),
    TOPICS_REPLAYED(Set.of(), EnumSet.of(OFFSETS_RESET)),
    RESYNC_AT_WRITES(Set.of(RESYNC)),
    FAILOVER_AT_BACKLOG(Set.of(BIG_TRANSACTION, BAD_ROWS), Sets.TARGET_AWAY, EnumSet.of(MYSQL_FAILED_OVER));

    private final Set<Happening> happenings;
    private final List<Set<Disturbance>> disturbances;

    @SafeVarargs
    Meeting(Set<Happening> happenings, Set<Disturbance>... disturbances) {
        this.happenings = happenings;
        this.disturbances = List.of(disturbances);
    }

    /** An enum's constants cannot use its own constants. */
    private static final class Sets {
        private static final Set<Disturbance> REBALANCING = EnumSet.of(REBALANCES, REBALANCE, REBALANCE_BY_DEATH);
        private static final Set<Disturbance> TARGET_AWAY = EnumSet.of(TARGET_KILLED, TARGET_FROZEN, TARGET_CUT, TARGET_STALLED);
    }

    /** What it needs, chosen by chance; empty if it needs none of them. */
    List<Disturbance> disturbances(Random random) {
        return disturbances.stream().map(choices -> one(choices.stream(), random)).toList();
    }

    List<Happening> happenings(Random random) {
        return happenings.isEmpty() ? List.of() : List.of(one(happenings.stream(), random));
    }

    /** A set of constants has no order that is the same in every JVM. */
    private static <E extends Enum<E>> E one(Stream<E> choices, Random random) {
        List<E> ordered = choices.sorted().toList();
        return ordered.get(random.nextInt(ordered.size()));
    }

    boolean isIn(Collection<Disturbance> wrong, Collection<Happening> done) {
        return (happenings.isEmpty() || done.stream().anyMatch(happenings::contains))
                && disturbances.stream().allMatch(choices -> wrong.stream().anyMatch(choices::contains));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
