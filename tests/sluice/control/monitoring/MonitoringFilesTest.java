package sluice.control.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import sluice.control.CaptureStatus;
import sluice.control.LaneStatus;
import sluice.control.Status;
import sluice.sandbox.Project;

/** An alert on a metric that nobody serves never fires, and nobody notices. */
class MonitoringFilesTest {

    private static final Path FILES = Project.home().resolve("docker/monitoring");
    private static final Pattern METRIC = Pattern.compile("\\bsluice_\\w+");

    private static Set<String> served() {
        Status status = new Status(() -> new CaptureStatus("streaming", "", 5, 10, 7, 0, List.of(), "", 0, 0, "binlog.000001:157", 0, 0),
                () -> List.of(new LaneStatus("all", "running", "", 4, 3, 1.5, 2, 0.5, 1)));
        Set<String> names = new StatusMetrics(() -> status).collect().stream()
                .map(metric -> metric.getMetadata().getPrometheusName() + (metric instanceof CounterSnapshot ? "_total" : "")).collect(Collectors.toCollection(TreeSet::new));
        names.add("sluice_commit_seconds_bucket"); // Camel's timer; MonitoringTest sees it
        return names;
    }

    @Test
    void alertsAndPanelsAskForMetricsThatAreServed() throws IOException {
        Set<String> served = served();
        for (String file : List.of("alerts.yaml", "grafana-dashboard.json")) {
            Set<String> asked = METRIC.matcher(Files.readString(FILES.resolve(file))).results().map(match -> match.group()).collect(Collectors.toCollection(TreeSet::new));
            assertFalse(asked.isEmpty(), file);
            asked.removeAll(served);
            assertEquals(Set.of(), asked, file);
        }
    }

    @Test
    void eachAlertSaysWhatToDo() throws IOException {
        Map<?, ?> rules = yaml("alerts.yaml");
        List<?> alerts = (List<?>) ((Map<?, ?>) ((List<?>) rules.get("groups")).get(0)).get("rules");
        assertTrue(alerts.size() > 8);
        for (Object alert : alerts) {
            Map<?, ?> rule = (Map<?, ?>) alert;
            assertTrue(rule.get("expr") instanceof String && List.of("page", "ticket").contains(((Map<?, ?>) rule.get("labels")).get("severity")), rule::toString);
            assertTrue(((Map<?, ?>) rule.get("annotations")).keySet().containsAll(List.of("summary", "remedy")), rule::toString);
        }
    }

    @Test
    void theDashboardsPanelsDoNotOverlap() throws IOException {
        JsonNode panels = new ObjectMapper().readTree(FILES.resolve("grafana-dashboard.json").toFile()).path("panels");
        Set<String> taken = new TreeSet<>();
        for (JsonNode panel : panels) {
            JsonNode at = panel.path("gridPos");
            for (int x = at.path("x").asInt(); x < at.path("x").asInt() + at.path("w").asInt(); x++) {
                for (int y = at.path("y").asInt(); y < at.path("y").asInt() + at.path("h").asInt(); y++) {
                    assertTrue(x < 24 && taken.add(x + "/" + y), panel.path("title").asText());
                }
            }
        }
    }

    @Test
    void prometheusScrapesWhereTheMetricsAre() throws IOException {
        Map<?, ?> job = (Map<?, ?>) ((List<?>) yaml("prometheus.yaml").get("scrape_configs")).get(0);
        assertEquals("/observe/metrics", job.get("metrics_path"));
        assertTrue(Files.readString(FILES.resolveSibling("compose.yaml")).contains("MONITORING_PORT: 9464"));
        assertTrue(job.toString().contains("sluice:9464"), job::toString);
    }

    private static Map<?, ?> yaml(String file) throws IOException {
        return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(Files.readString(FILES.resolve(file)));
    }
}
