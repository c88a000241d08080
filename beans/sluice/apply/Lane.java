package sluice.apply;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sluice.control.LaneStatus;
import sluice.control.Rate;
import sluice.load.Throttle;

/**
 * A lane: its state, and the reason for it. All of its gates ask it whether they may poll. A lane that waits goes on
 * by itself; one that has stopped is started by an operator.
 */
final class Lane {

    /** Among the fields of a log line: the lane that it is about. */
    static final String LANE = "lane";

    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
    private static final int BARRIERS_SHOWN = 3;

    private final String name;
    private final long longestPause;
    private final Runnable stopRoute;
    private final TopicClaims claims;
    private final Throttle.OfLane throttle;
    private final Rate applied = new Rate();
    private final HotSpots hotSpots = new HotSpots();
    private final TableFigures tables = new TableFigures();
    private final Set<Gate> gates = new CopyOnWriteArraySet<>();
    private volatile String stoppedBy = "";
    private volatile Pattern wanted = Pattern.compile("(?!)");
    private String told = ""; // guarded by this
    private volatile long waitingSince;
    private volatile long stoppedSince;
    private final LongAccumulator lastSourceMillis = new LongAccumulator(Math::max, 0);

    /**
     * @param longestPause milliseconds between two attempts while the target is away, at most
     * @param stopRoute    stops the lane's route, without waiting for it
     * @param claims       which lane has which topic
     * @param throttle     what the limits say of it
     */
    Lane(String name, long longestPause, Runnable stopRoute, TopicClaims claims, Throttle.OfLane throttle) {
        this.name = name;
        this.longestPause = longestPause;
        this.stopRoute = stopRoute;
        this.claims = claims;
        this.throttle = throttle;
    }

    /** A topic belongs to one lane: with two, each would find its changes applied by the other, again and again. */
    void claim(Pattern wanted, Set<String> topics) {
        this.wanted = wanted;
        claims.claim(name, wanted, topics).ifPresent(overlap -> stop(new SchemaMismatchException(overlap), ""));
    }

    String name() {
        return name;
    }

    /** Whether a topic is this lane's; no topic is before the lane's first start. */
    boolean has(String topic) {
        return wanted.matcher(topic).matches();
    }

    /** The first gate that opens is the operator's start; one that only reconnects must not hide why the lane was stopped. */
    synchronized void opened(Gate gate) {
        if (gates.isEmpty()) {
            stoppedBy = "";
        }
        gates.add(gate);
    }

    void closed(Gate gate) {
        gates.remove(gate);
    }

    /** Whether an operator is needed before anything is polled again. */
    boolean stopped() {
        return !stoppedBy.isEmpty();
    }

    /** For one of its consumers. */
    Throttle throttle() {
        return throttle.consumer();
    }

    long longestPause() {
        return longestPause;
    }

    /** A gate begins to wait, or to wait for something else, or goes on: told once, however many gates there are. */
    synchronized void tell() {
        String now = waitsFor();
        if (now.equals(told)) {
            return;
        }
        if (told.isEmpty()) {
            waitingSince = System.currentTimeMillis();
        }
        if (now.isEmpty()) {
            LOG.atInfo().addKeyValue(LANE, name).log("Lane {} goes on", name);
        } else {
            LOG.atWarn().addKeyValue(LANE, name).log("Lane {} waits: {}", name, now);
        }
        told = now;
    }

    private String waitsFor() {
        return gates.stream().map(Gate::waitsFor).filter(reason -> !reason.isEmpty()).findFirst().orElse("");
    }

    /**
     * An operator is needed. The gates hold at once; the route is stopped, so that its partitions are given up.
     *
     * @param where what follows the reason: in which batch; may be empty
     */
    void stop(Throwable failure, String where) {
        if (stoppedBy.isEmpty()) {
            stoppedSince = System.currentTimeMillis();
            stoppedBy = Fault.told(failure) + where;
            LOG.atError().addKeyValue(LANE, name).setCause(Fault.quotesValues(failure) ? null : failure).log("Lane {} stops: {}", name, stoppedBy);
            stopRoute.run();
        }
    }

    /** A batch is committed. */
    void applied(Batch batch) {
        applied.add(batch.getChanges());
        hotSpots.add(batch);
        tables.add(batch);
        for (Slice slice : batch.slices()) {
            lastSourceMillis.accumulate(slice.last().millis());
        }
    }

    /** What it has done of each table, and what it has not. */
    List<TableFigures.Figures> tables() {
        Map<String, Long> lags = new HashMap<>();
        gates.forEach(gate -> gate.lags().forEach((topic, lag) -> lags.merge(topic, lag, Long::sum)));
        return tables.now(name, lags);
    }

    /** @param parked unresolved rows of the lane's topics */
    LaneStatus status(String routeState, long parked) {
        long lag = 0;
        int partitions = 0;
        Set<String> barriers = new TreeSet<>();
        Set<String> held = new TreeSet<>();
        boolean suspended = false;
        boolean connected = true;
        for (Gate gate : gates) {
            lag += gate.lag();
            partitions += gate.partitions();
            suspended |= gate.suspended();
            connected &= gate.connected();
            gate.barriers().forEach(waiting -> (waiting.held() ? held : barriers).add(waiting.what()));
        }
        long since = lastSourceMillis.get();
        double seconds = lag == 0 || since == 0 ? 0 : Math.max(0, System.currentTimeMillis() - since) / 1000.0;
        String waiting = waitsFor();
        if (waiting.isEmpty()) {
            waiting = gates.isEmpty() ? "its consumers" : connected ? "" : "no connection to Kafka";
        }
        String state = state(routeState, suspended, waiting, held, barriers, lag);
        String reason = switch (state) {
            case "stopped" -> stoppedBy.isEmpty() ? LaneStatus.BY_OPERATOR : stoppedBy;
            case "suspended" -> LaneStatus.BY_OPERATOR;
            case "waiting" -> waiting;
            case "held" -> firstOf(held);
            case "barrier" -> firstOf(barriers);
            case "throttled" -> throttledBy();
            default -> "";
        };
        return new LaneStatus(name, state, reason, partitions, applied.total(), applied.perSecond(), lag, seconds, parked,
                since(state), hotSpots.now());
    }

    private long since(String state) {
        return switch (state) {
            case "stopped" -> stoppedBy.isEmpty() ? 0 : stoppedSince;
            case "waiting" -> waitingSince;
            default -> 0;
        };
    }

    private String state(String routeState, boolean suspended, String waiting, Set<String> held, Set<String> barriers, long lag) {
        if (!stoppedBy.isEmpty() || routeState.equals("Stopped")) {
            return "stopped";
        }
        if (suspended || routeState.equals("Suspended")) { // a gate hears of it when its batch has ended
            return "suspended";
        }
        if (!waiting.isEmpty()) {
            return "waiting";
        }
        if (!held.isEmpty()) {
            return "held";
        }
        if (!barriers.isEmpty()) {
            return "barrier";
        }
        if (lag > 0 && !throttledBy().isEmpty()) {
            return "throttled";
        }
        return lag > 0 ? "running" : "idle";
    }

    private String throttledBy() {
        return gates.stream().map(Gate::throttledBy).filter(reason -> !reason.isEmpty()).findFirst().orElse("");
    }

    private static String firstOf(Set<String> barriers) {
        String first = barriers.stream().limit(BARRIERS_SHOWN).collect(Collectors.joining("; "));
        int more = barriers.size() - BARRIERS_SHOWN;
        return more > 0 ? first + " and " + more + " more" : first;
    }
}
