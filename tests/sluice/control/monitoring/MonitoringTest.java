package sluice.control.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;
import sluice.control.CaptureStatus;
import sluice.control.LaneStatus;
import sluice.control.LoadStatus;
import sluice.control.PreflightException;
import sluice.control.Settings;
import sluice.control.Status;
import sluice.sandbox.Monitored;
import sluice.sandbox.Project;
import sluice.sandbox.RoutesUnderTest;

/** Health and metrics as they are served, by a Camel that has nothing but them. */
class MonitoringTest {

    private volatile CaptureStatus capture = new CaptureStatus("streaming", "", 5, 10, 7, 0, List.of(), "", 0, 0, "binlog.000001:157",
            1_700_000_002_000L, 1_700_000_000_500L);
    private final Status status = new Status(() -> capture, () -> List.of(new LaneStatus("all", "running", "", 4, 3, 1.5, 2, 0.5, 1)), () -> 1, List::of,
            () -> new LoadStatus(500, 420, 0.25, "grows"), () -> "following");

    @Test
    void healthAndMetricsAreServed() throws Exception {
        int port = Project.freePort();
        Main camel = camel(port);
        try {
            Monitored sluice = new Monitored(port);
            assertEquals(200, sluice.ready().status(), sluice.ready().body());
            assertEquals(1, sluice.metric("sluice_capture_state{state=\"streaming\"}"));
            assertEquals(0, sluice.metric("sluice_capture_state{state=\"stopped\"}"));
            assertEquals(7, sluice.metric("sluice_capture_changes_total"));
            assertEquals(1.5, sluice.metric("sluice_capture_lag_seconds"));
            assertEquals(3, sluice.metric("sluice_lane_applied_changes_total{lane=\"all\"}"));
            assertEquals(0.25, sluice.metric("sluice_load_share"));
            assertEquals(0.42, sluice.metric("sluice_load_latency_seconds"));
            assertEquals(1, sluice.metric("sluice_lane_state{lane=\"all\",state=\"running\"}"));

            String all = sluice.get("/observe/metrics").body();
            assertTrue(Pattern.compile("(?m)^sluice_commit_seconds_bucket\\{.*le=\"60.0\"} 1$").matcher(all).find(), all);
            assertTrue(Pattern.compile("(?m)^camel_route_policy_seconds_count\\{.*routeId=\"write-changes\".*} 1$").matcher(all).find(), all);

            capture = new CaptureStatus("waiting", "MySQL is away", 5, 10, 7, 0, List.of(), "MySQL is away", 2, 1_700_000_000_000L, "binlog.000001:157", 0, 0);
            Monitored.Answer down = sluice.ready();
            assertEquals(503, down.status());
            assertTrue(down.body().contains("waiting: MySQL is away; since 2023-11-14T22:13:20Z; captured up to binlog.000001:157"), down.body());
            assertTrue(sluice.alive(), "to restart the process would mend nothing");
            assertEquals(2, sluice.metric("sluice_capture_failures_total"));
            assertEquals(0, sluice.metric("sluice_capture_up"));
        } finally {
            camel.stop();
        }
    }

    @Test
    void thePageExplainsEachMetricAndNoOther() throws Exception {
        Set<String> served = status().collect().stream().map(metric -> metric.getMetadata().getPrometheusName()).collect(Collectors.toCollection(TreeSet::new));
        Set<String> explained = Pattern.compile("`(sluice_\\w+)").matcher(Files.readString(Project.home().resolve("docs/metrics.md"))).results()
                .map(match -> match.group(1).replaceFirst("_total$", "")).filter(name -> !name.startsWith("sluice_commit_seconds")).collect(Collectors.toCollection(TreeSet::new));
        assertEquals(served, explained);
    }

    @Test
    void aPortThatIsTakenRefusesTheStartAndNoneIsTakenByDefault() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            PreflightException refused = assertThrows(PreflightException.class, () -> new Monitoring(settings(taken.getLocalPort())).check());
            assertTrue(refused.getMessage().startsWith("health and metrics cannot be served at 127.0.0.1:" + taken.getLocalPort() + " ("),
                    refused.getMessage());
            assertTrue(refused.getMessage().endsWith("such as a second Sluice, set another monitoring.port; 0 is none"), refused.getMessage());
        }
        new Monitoring(settings(0)).check();
        assertTrue(new Monitoring(settings(0)).describe().isEmpty());
        assertFalse(new Monitoring(settings(1)).describe().isEmpty());
    }

    private StatusMetrics status() {
        return new StatusMetrics(() -> status);
    }

    private Main camel(int port) throws Exception {
        Main camel = new Main();
        camel.setPropertyPlaceholderLocations("false");
        new Monitoring(settings(port)).configure(camel);
        camel.bind("status", status);
        camel.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:commit-changes").routeId("commit-changes").setBody(constant("done"));
                from("direct:write-changes").routeId("write-changes").to("direct:commit-changes");
            }
        });
        camel.start();
        camel.getCamelTemplate().sendBody("direct:write-changes", "a batch");
        return camel;
    }

    private static Settings settings(int port) throws IOException {
        RoutesUnderTest routes = new RoutesUnderTest("monitoring");
        List.of("source.hostname", "source.user", "source.password", "source.databases", "target.user", "target.password")
                .forEach(key -> routes.set(key, "none"));
        return routes.set("kafka.brokers", "none:1").set("target.url", "jdbc:h2:mem:none;MODE=Oracle")
                .set("monitoring.port", Integer.toString(port)).settings();
    }
}
