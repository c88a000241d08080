package sluice.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sluice.control.StartChecks;
import sluice.sandbox.Comparison;
import sluice.sandbox.SharedServers;
import sluice.sandbox.TableVerdict;

/**
 * The folders of {@code tests/cases}, each migrated from a real MySQL through a real Kafka: docs/tests.md says how to add one.
 * The rule: a case that says nothing else wants every row of every table equal on both sides.
 */
class CasesIT {
    private static final Map<Case, CaseRun> RUNS = new HashMap<>();
    private static int runs;

    static List<Case> cases() {
        return CaseFolders.selected(SharedServers.mysql().version());
    }

    @AfterAll
    static void forget() {
        RUNS.clear();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void arrivesAsItIsOrIsRefused(Case one) throws Exception {
        if (one.isRefused()) {
            assertRefused(one);
        } else {
            assertArrived(one);
        }
    }

    /** By the checks of {@code run}, with its very words. */
    private static void assertRefused(Case one) throws Exception {
        CaseServers servers = new CaseServers("casesrefused");
        servers.createSentinel();
        servers.load(one);
        RuntimeException refusal = assertThrows(RuntimeException.class, () -> StartChecks.pass(servers.routes(List.of(one)).settings()));
        servers.drop(one);
        assertEquals(one.text(CaseFile.FAILURE).orElseThrow().strip(), refusal.getMessage().strip(), one.name());
    }

    private static void assertArrived(Case one) throws Exception {
        CaseRun run = run(one);
        assertNull(run.failure(one), () -> one + ": " + run.failure(one));
        Expectation expectation = one.expectation();
        assertReason(one, "the lane stopped", expectation.stops(), run.lane(one).state().equals("stopped") ? run.lane(one).reason() : "");
        assertReason(one, "a table waits", expectation.waits(), run.held(one));
        CaseServers servers = run.servers();
        Set<String> differing = new HashSet<>(expectation.differs());
        List<TableVerdict> verdicts = comparison(servers, one).compare(one.database());
        for (TableVerdict verdict : verdicts) {
            boolean differs = differing.remove(verdict.table().substring(one.database().length() + 1));
            assertEquals(!differs, verdict.isEqual(), verdict::toString);
        }
        assertFalse(verdicts.isEmpty(), () -> one + " has no tables");
        VerifiedCase.assertAgrees(servers, one, verdicts);
        assertEquals(Set.of(), differing, () -> one + ": there are no such tables");
        try (Connection target = servers.target().connect(); Statement statement = target.createStatement()) {
            statement.execute("SET SCHEMA \"" + one.spelled(one.database()) + '"');
            assertEquals("", String.join("\n", expectation.mismatches(target)), one.name());
        }
    }

    private static Comparison comparison(CaseServers servers, Case one) {
        return new Comparison(servers.mysql().app(), servers.target(), null, one::spelled);
    }

    /** Each expected line is part of the reason; without any there is none. */
    private static void assertReason(Case one, String what, List<String> expected, String reason) {
        assertEquals(expected.isEmpty(), reason.isEmpty(), () -> one + ": " + what + ": " + reason);
        expected.forEach(part -> assertTrue(reason.contains(part), () -> one + ": expected " + part + "\nbut was  " + reason));
    }

    /** All cases of the same settings are migrated when the first of them is looked at. */
    private static CaseRun run(Case one) {
        if (!RUNS.containsKey(one)) {
            CaseRun together = migrate(CaseLanes.shared(cases().stream()
                    .filter(other -> !other.isRefused() && CaseFolders.group(other).equals(CaseFolders.group(one))).toList()));
            if (!together.disturbed().isEmpty()) {
                migrate(CaseLanes.alone(together.disturbed()));
            }
        }
        return RUNS.get(one);
    }

    private static CaseRun migrate(Map<Case, String> lanes) {
        CaseRun run = new CaseRun(new CaseServers("cases" + runs++), lanes);
        lanes.keySet().forEach(one -> RUNS.put(one, run));
        run.run();
        return run;
    }
}
