package sluice.control.monitoring;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import sluice.control.CaptureStatus;
import sluice.control.LaneStatus;
import sluice.control.Status;
import sluice.cutover.Phase;

/**
 * The status as metrics, made of one look at it when they are scraped: nothing is counted a second time, and no change costs anything
 * for it. {@code docs/metrics.md} explains each one, and a test holds the page and this list together.
 */
final class StatusMetrics implements MultiCollector {

    static final List<String> CAPTURE_STATES = List.of("off", "standby", "starting", "snapshot", "streaming", "waiting", "stopped");
    static final List<String> PHASES = Arrays.stream(Phase.values()).map(Phase::toString).toList();
    static final List<String> LANE_STATES = List.of("running", "idle", "throttled", "waiting", "barrier", "held", "suspended", "stopped");

    private final Supplier<Status> source;

    /** @param status asked for at each scrape */
    StatusMetrics(Supplier<Status> status) {
        this.source = status;
    }

    @Override
    public MetricSnapshots collect() {
        Status status = source.get();
        Samples samples = new Samples();
        capture(status.capture(), samples);
        lanes(status.lanes(), samples);
        PHASES.forEach(phase -> samples.gauge("sluice_migration_phase", "1 for the phase that the migration is in, 0 for the others", status.phase().equals(phase) ? 1 : 0,
                "phase", phase));
        samples.gauge("sluice_parked_rows", "Rows of the migration that wait for an operator, as the target had them a moment ago",
                status.parked());
        samples.gauge("sluice_tables_to_reconcile", "Tables that keep rows which Sluice did not write", status.reconcile().size());
        samples.gauge("sluice_load_share", "Share of the limits that may be used, to keep the latency of commits under its goal", status.load().share());
        samples.gauge("sluice_load_latency_seconds", "That nine in ten of the last transactions took at most", status.load().latencyMillis() / 1e3);
        samples.gauge("sluice_load_latency_goal_seconds", "That a transaction may take, 0 for no goal", status.load().goalMillis() / 1e3);
        return samples.snapshots();
    }

    private static void capture(CaptureStatus capture, Samples samples) {
        CAPTURE_STATES.forEach(state -> samples.gauge("sluice_capture_state", "1 for the state that capture is in, 0 for the others",
                capture.state().equals(state) ? 1 : 0, "state", state));
        samples.gauge("sluice_capture_up", "0 while capture fails, also while it is started again", Condition.of(capture).up() ? 1 : 0);
        samples.counter("sluice_capture_changes", "Changes that are in Kafka since the process started", capture.captured());
        samples.counter("sluice_capture_failures", "How often capture's engine has failed since the process started", capture.failures());
        samples.gauge("sluice_snapshot_copied_rows", "Rows of the snapshot that are in Kafka", capture.copied());
        samples.gauge("sluice_snapshot_total_rows", "Rows that the snapshot is expected to have, 0 if nobody knows", capture.total());
        samples.gauge("sluice_capture_last_batch_timestamp_seconds", "When the last batch was in Kafka, 0 for never",
                capture.batchMillis() / 1e3);
        samples.gauge("sluice_capture_last_event_timestamp_seconds", "When the source committed the last change that is in Kafka",
                capture.sourceMillis() / 1e3);
        samples.gauge("sluice_capture_lag_seconds", "How far the last batch was behind the source when it was in Kafka", capture.sourceMillis() == 0
                ? 0 : Math.max(0, capture.batchMillis() - capture.sourceMillis()) / 1e3);
    }

    private static void lanes(List<LaneStatus> lanes, Samples samples) {
        for (LaneStatus lane : lanes) {
            LANE_STATES.forEach(state -> samples.gauge("sluice_lane_state", "1 for the state that the lane is in, 0 for the others",
                    lane.state().equals(state) ? 1 : 0, "lane", lane.lane(), "state", state));
            samples.counter("sluice_lane_applied_changes", "Changes applied since the process started", lane.applied(), "lane", lane.lane());
            gauge(samples, "sluice_lane_up", "0 while the lane waits, is held, or was stopped by a failure", lane,
                    one -> Condition.of(one).up() ? 1 : 0);
            gauge(samples, "sluice_lane_rate", "Changes applied per second, over the last seconds", lane, LaneStatus::rate);
            gauge(samples, "sluice_lane_lag_events", "Changes in Kafka that are not applied yet", lane, LaneStatus::lagEvents);
            gauge(samples, "sluice_lane_lag_seconds", "Since the source's commit of the last applied change, 0 if nothing is left", lane,
                    LaneStatus::lagSeconds);
            gauge(samples, "sluice_lane_partitions", "Partitions that this process owns", lane, LaneStatus::partitions);
            gauge(samples, "sluice_lane_parked_rows", "Rows of the lane's topics that wait for an operator", lane, LaneStatus::parked);
        }
    }

    private static void gauge(Samples samples, String name, String help, LaneStatus lane, ToDoubleFunction<LaneStatus> value) {
        samples.gauge(name, help, value.applyAsDouble(lane), "lane", lane.lane());
    }
}
