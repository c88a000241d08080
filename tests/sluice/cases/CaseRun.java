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
 * The rule: a case spoils nothing for the others. It has a database and a lane of its own; where its own SQL fails, or it alone is
 * refused, it is left out, and that is its verdict.
 */
final class CaseRun {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(50);

    private final CaseServers servers;
    private final List<Case> cases;
    private final Map<Case, String> failures = new LinkedHashMap<>();
    private final Map<Case, LaneStatus> lanes = new LinkedHashMap<>();

    CaseRun(CaseServers servers, List<Case> cases) {
        this.servers = servers;
        this.cases = cases;
    }

    /** What kept the case from its end; null when nothing did. */
    String failure(Case of) {
        return failures.get(of);
    }

    /** What the case's lane said at the end. */
    LaneStatus lane(Case of) {
        return lanes.get(of);
    }

    private List<Case> living() {
        return cases.stream().filter(one -> !failures.containsKey(one)).toList();
    }

    void run() throws Exception {
        servers.createSentinel();
        cases.forEach(one -> attempt(one, () -> servers.load(one)));
        if (!passes(living())) {
            living().forEach(one -> attempt(one, () -> StartChecks.pass(servers.routes(List.of(one)).settings())));
            failures.keySet().forEach(servers::drop);
            StartChecks.pass(servers.routes(living()).settings());
        }
        try (RoutesUnderTest sluice = servers.routes(living())) {
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
                Set<String> now = servers.sentinelArrived() ? drain.left() : Set.of(CaseServers.SENTINEL);
                left.clear();
                left.addAll(now);
                living().stream().filter(one -> lanes.get(one).state().equals("stopped")).forEach(one -> left.remove(one.database()));
                return left.isEmpty();
            });
        } catch (ConditionTimeoutException e) {
            living().stream().filter(one -> left.contains(one.database()) || left.contains(CaseServers.SENTINEL))
                    .forEach(one -> failures.put(one, "Not all was applied after " + LIMIT.toSeconds() + " s: " + lanes.get(one)));
        }
        readLanes(sluice);
    }

    private void readLanes(RoutesUnderTest sluice) {
        Map<String, LaneStatus> all = sluice.camel().getRegistry().lookupByNameAndType("lanes", Lanes.class).get().stream()
                .collect(Collectors.toMap(LaneStatus::lane, lane -> lane));
        cases.forEach(one -> lanes.put(one, all.get(one.database())));
    }

    @FunctionalInterface
    private interface Step {
        void run() throws Exception;
    }
}
