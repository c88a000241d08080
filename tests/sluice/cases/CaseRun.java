package sluice.cases;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import sluice.apply.Lanes;
import sluice.capture.CaptureMonitor;
import sluice.control.LaneStatus;
import sluice.control.StartChecks;
import sluice.sandbox.RoutesUnderTest;

/**
 * Cases with the same settings, migrated together by one Sluice in this JVM: all sources are loaded, Sluice copies them and follows,
 * all changes are made, and when nothing is left to be applied, Sluice ends.
 * The rule: a case spoils nothing for the others. It has a database of its own; where its own SQL fails, or it alone is refused, it is
 * left out, and that is its verdict. Where it stops a lane that others share, those are named, and can be migrated once more.
 */
final class CaseRun {
    private static final Duration LIMIT = Duration.ofSeconds(180);
    private static final Duration LOOK = Duration.ofMillis(200);

    private final CaseServers servers;
    private final List<Case> cases;
    private final Map<Case, String> failures = new LinkedHashMap<>();
    private final Map<Case, String> lanes;
    private final Map<Case, LaneStatus> statuses = new LinkedHashMap<>();
    private Map<String, String> held = Map.of();

    /** @param lanes the cases, each with the name of its lane */
    CaseRun(CaseServers servers, Map<Case, String> lanes) {
        this.servers = servers;
        this.lanes = lanes;
        this.cases = List.copyOf(lanes.keySet());
    }

    CaseServers servers() {
        return servers;
    }

    /** Why a table of the case waits for an operator; empty when none does. */
    String held(Case of) {
        return held.getOrDefault(of.database(), "");
    }

    /** The cases whose lane was stopped, perhaps by another case. */
    List<Case> disturbed() {
        return living().stream().filter(one -> !one.database().equals(lanes.get(one)) && isStopped(one)).toList();
    }

    /** What kept the case from its end; null when nothing did. */
    String failure(Case of) {
        return failures.get(of);
    }

    /** What the case's lane said at the end. */
    LaneStatus lane(Case of) {
        return statuses.get(of);
    }

    private List<Case> living() {
        return cases.stream().filter(one -> !failures.containsKey(one)).toList();
    }

    void run() {
        try {
            prepare();
            migrate();
        } catch (Exception e) {
            living().forEach(one -> failures.put(one, "the run of this and other cases failed: " + e));
        }
    }

    private void prepare() throws Exception {
        servers.createSentinel();
        cases.forEach(one -> attempt(one, () -> servers.load(one)));
        if (!passes(living())) {
            living().forEach(one -> attempt(one, () -> StartChecks.pass(servers.routes(List.of(one)).settings())));
            failures.keySet().forEach(servers::drop);
            StartChecks.pass(servers.routes(living()).settings());
        }
    }

    private void migrate() throws Exception {
        try (RoutesUnderTest sluice = servers.routes(living(), lanes)) {
            sluice.start();
            awaitStreaming(sluice);
            living().forEach(one -> attempt(one, () -> servers.run(one, CaseFile.CHANGES)));
            servers.writeSentinel();
            awaitApplied(sluice);
        }
    }

    private boolean passes(List<Case> together) throws IOException {
        try {
            StartChecks.pass(servers.routes(together).settings());
            return true;
        } catch (RuntimeException refused) {
            return false;
        }
    }

    private void attempt(Case one, Step step) {
        try {
            step.run();
        } catch (Exception e) {
            failures.put(one, e.getMessage());
        }
    }

    /** The sentinel's table is written until an event of the binlog is seen: the snapshot is over then. */
    private void awaitStreaming(RoutesUnderTest sluice) {
        CaptureMonitor capture = sluice.camel().getRegistry().lookupByNameAndType("captureMonitor", CaptureMonitor.class);
        try {
            Awaitility.await().atMost(LIMIT).pollInterval(LOOK).pollDelay(Duration.ZERO).until(() -> {
                servers.writeSentinel();
                return capture.get().state().equals("streaming") && servers.mysql().isFollowed();
            });
        } catch (ConditionTimeoutException e) {
            throw new IllegalStateException("Capture does not follow the binlog: " + capture.get(), e);
        }
    }

    private void awaitApplied(RoutesUnderTest sluice) throws SQLException {
        Set<String> left = new HashSet<>(Set.of(CaseServers.SENTINEL));
        try (Drain drain = servers.drain()) {
            Awaitility.await().atMost(LIMIT).pollInterval(LOOK).pollDelay(Duration.ZERO).until(() -> {
                readLanes(sluice);
                if (!servers.sentinelArrived()) {
                    return false;
                }
                Remainder now = drain.look();
                left.clear();
                left.addAll(now.databases());
                held = now.held();
                living().stream().filter(this::isStopped).forEach(one -> left.remove(one.database()));
                return left.isEmpty();
            });
        } catch (ConditionTimeoutException e) {
            living().stream().filter(one -> left.contains(one.database()) || left.contains(CaseServers.SENTINEL))
                    .forEach(one -> failures.put(one, "Not all was applied after " + LIMIT.toSeconds() + " s: " + statuses.get(one)));
        }
        readLanes(sluice);
    }

    private void readLanes(RoutesUnderTest sluice) {
        Map<String, LaneStatus> all = sluice.camel().getRegistry().lookupByNameAndType("lanes", Lanes.class).get().stream()
                .collect(Collectors.toMap(LaneStatus::lane, lane -> lane));
        living().forEach(one -> statuses.put(one, all.get(lanes.get(one))));
    }

    private boolean isStopped(Case one) {
        return statuses.get(one).state().equals("stopped");
    }

    @FunctionalInterface
    private interface Step {
        void run() throws Exception;
    }
}
