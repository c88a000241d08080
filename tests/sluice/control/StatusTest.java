package sluice.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.lang.management.ManagementFactory;
import java.util.List;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

class StatusTest {

    private static final CaptureStatus STREAMING =
            new CaptureStatus("streaming", "", 100_000, 100_000, 181_910, 5_000);
    private static final LaneStatus RUNNING = lane("all", "running", "", 5_000, 5, 0.8);

    @Test
    void theLineHasTheFixedGrammar() {
        assertEquals("Copied: 100000/100000 100.0%; Captured: 181910; Applied: 181910; Rate: 5210/s; Backlog: 7; "
                        + "Lag: 0.8s; Parked: 0; State: running",
                line(STREAMING, new LaneStatus("all", "running", "", 4, 181_900, 5_000, 5, 0.8, 0),
                        new LaneStatus("hot", "idle", "", 1, 10, 210, 2, 0.1, 0)));
    }

    @Test
    void copiedStandsAloneWhileTheTotalIsUnknown() {
        CaptureStatus unknown = new CaptureStatus("snapshot", "", 100_000, 0, 100_000, 1);

        assertTrue(line(unknown, RUNNING).startsWith("Copied: 100000; Captured:"));
    }

    @Test
    void aCopyInProgressShowsItsPercentage() {
        CaptureStatus copying = new CaptureStatus("snapshot", "", 595_700, 752_865, 595_700, 1);

        assertTrue(line(copying, RUNNING).startsWith("Copied: 595700/752865 79.1%;"));
    }

    @Test
    void captureThatStandsStillIsNamedBeforeAnyLane() {
        assertState("waiting, capture: MySQL is away", new CaptureStatus("waiting", "MySQL is away", 0, 0, 0, 0),
                lane("all", "stopped", "schema", 0, 0, 0));
    }

    @Test
    void theWorstLaneIsNamedWithItsReason() {
        LaneStatus suspended = lane("a", "suspended", "by the operator", 0, 0, 0);
        LaneStatus barrier = lane("b", "barrier", "truncate of x: 1 of 4 arrived", 0, 0, 0);
        LaneStatus waiting = lane("c", "waiting", "target away", 0, 0, 0);
        LaneStatus stopped = lane("d", "stopped", "ORA-00942; no table", 0, 0, 0);

        assertState("suspended, a: by the operator", STREAMING, RUNNING, suspended);
        assertState("barrier, b: truncate of x: 1 of 4 arrived", STREAMING, RUNNING, suspended, barrier);
        LaneStatus held = lane("e", "held", "shop.orders: add a column", 0, 0, 0);
        assertState("waiting, c: target away", STREAMING, suspended, barrier, waiting);
        assertState("held, e: shop.orders: add a column", STREAMING, suspended, barrier, waiting, held);
        assertState("stopped, d: ORA-00942, no table", STREAMING, suspended, barrier, waiting, stopped);
    }

    @Test
    void nothingToDoIsIdleAndACopyIsRunning() {
        LaneStatus idle = lane("all", "idle", "", 0, 0, 0);

        assertState("idle", STREAMING, idle);
        assertState("running", new CaptureStatus("snapshot", "", 1, 2, 1, 1), idle);
        assertState("idle", new CaptureStatus("off", "capture.enabled=false", 0, 0, 0, 0), idle);
    }

    @Test
    void theTableIsAlignedWithCaptureFirst() {
        String table = status(STREAMING, RUNNING, lane("hot-table", "waiting", "target away", 0, 12, 3.25)).getTable();

        assertEquals("""
                lane       state      partitions  applied    rate  lag events  lag seconds  parked  reason
                (capture)  streaming           -   181910  5000/s           -            -       -
                all        running             4        0  5000/s           5          0.8       2
                hot-table  waiting             4        0     0/s          12          3.3       2  target away""", table);
    }

    @Test
    void theJsonHoldsLineStateAndEachLane() throws Exception {
        JsonNode json = new ObjectMapper().readTree(status(STREAMING, RUNNING).getJson());

        assertEquals("running", json.get("state").asText());
        assertEquals(181_910, json.get("capture").get("captured").asLong());
        assertEquals("all", json.get("lanes").get(0).get("lane").asText());
        assertEquals(line(STREAMING, RUNNING), json.get("line").asText());
    }

    @Test
    void theStatusIsReadOverJmxAndCanBeRegisteredAgain() throws Exception {
        Status status = status(STREAMING, RUNNING);
        status.register();
        status.register();
        try {
            assertEquals(status.getLine(), ManagementFactory.getPlatformMBeanServer()
                    .getAttribute(new ObjectName(Status.NAME), "Line"));
        } finally {
            status.unregister();
        }
    }

    @Test
    void tablesThatAreToBeReconciledAreCountedAndListed() {
        Status status = new Status(() -> STREAMING, () -> List.of(RUNNING), () -> 3,
                () -> List.of(new ReconcileStatus("shop.orders", "it held rows", "2026-11-24T18:00:00Z")), () -> LoadStatus.NONE, () -> "following");

        assertTrue(status.getLine().contains("; Parked: 3; Reconcile: 1; State: "), status.getLine());
        assertTrue(status.getTable().endsWith("\n\nto reconcile: shop.orders, since 2026-11-24T18:00:00Z: it held rows\n\nthe migration is following"), status.getTable());
        assertTrue(status.getJson().contains("\"phase\":\"following\""), status.getJson());
    }

    @Test
    void parkedRowsAreCounted() {
        Status status = new Status(() -> STREAMING, () -> List.of(RUNNING), () -> 3, List::of, () -> LoadStatus.NONE, () -> "following");

        assertTrue(status.getLine().contains("; Parked: 3; "));
    }

    private static void assertState(String expected, CaptureStatus capture, LaneStatus... lanes) {
        String line = line(capture, lanes);
        assertTrue(line.endsWith("; State: " + expected), line);
    }

    private static String line(CaptureStatus capture, LaneStatus... lanes) {
        return status(capture, lanes).getLine();
    }

    private static Status status(CaptureStatus capture, LaneStatus... lanes) {
        return new Status(() -> capture, () -> List.of(lanes));
    }

    private static LaneStatus lane(String name, String state, String reason, double rate, long events, double seconds) {
        return new LaneStatus(name, state, reason, 4, 0, rate, events, seconds, 2);
    }
}
