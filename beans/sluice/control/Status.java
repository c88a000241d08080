package sluice.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javax.management.JMException;

/**
 * The status of this process: one line, one table, one JSON object.
 *
 * <p>Nothing is kept here; each look asks capture and the lanes anew, once, so that the fields of one answer belong
 * to one moment. The suppliers must answer without waiting: JMX clients and the log ask them.
 */
public final class Status implements StatusMXBean {

    /** Where JMX clients find it. */
    public static final String NAME = "sluice:type=Status";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Supplier<CaptureStatus> capture;
    private final Supplier<List<LaneStatus>> lanes;
    private final LongSupplier parked;
    private final Supplier<List<ReconcileStatus>> reconcile;
    private final Supplier<LoadStatus> load;
    private final Supplier<String> phase;

    public Status(Supplier<CaptureStatus> capture, Supplier<List<LaneStatus>> lanes) {
        this(capture, lanes, () -> 0, List::of, () -> LoadStatus.NONE, () -> "");
    }

    /**
     * As above, with the number of rows that wait for an operator, the tables that are to be reconciled, and how the target's latency is kept, and where the
     * migration stands (empty if that is not known yet).
     */
    public Status(Supplier<CaptureStatus> capture, Supplier<List<LaneStatus>> lanes, LongSupplier parked,
                  Supplier<List<ReconcileStatus>> reconcile, Supplier<LoadStatus> load, Supplier<String> phase) {
        this.load = load;
        this.phase = phase;
        this.capture = capture;
        this.lanes = lanes;
        this.parked = parked;
        this.reconcile = reconcile;
    }

    /** Makes it visible to JMX. */
    public void register() throws JMException {
        JmxRegistration.register(this, NAME);
    }

    public void unregister() throws JMException {
        JmxRegistration.unregister(NAME);
    }

    public CaptureStatus capture() {
        return capture.get();
    }

    public List<LaneStatus> lanes() {
        return List.copyOf(lanes.get());
    }

    /** Rows that wait for an operator. */
    public long parked() {
        return parked.getAsLong();
    }

    /** Tables that keep rows which Sluice did not write. */
    public List<ReconcileStatus> reconcile() {
        return reconcile.get();
    }

    /** Where the migration stands; empty if that is not known yet. */
    public String phase() {
        return phase.get();
    }

    /** How the latency of the target's commits is kept. */
    public LoadStatus load() {
        return load.get();
    }

    @Override
    public String getLine() {
        return now().toString();
    }

    @Override
    public String getTable() {
        StatusLine now = now();
        return new StatusTable(now.capture(), now.lanes(), now.reconcile()) + (phase.get().isEmpty() ? "" : "\n\nthe migration is " + phase.get());
    }

    @Override
    public String getJson() {
        StatusLine now = now();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("line", now.toString());
        fields.put("state", now.state());
        fields.put("phase", phase.get());
        fields.put("parked", now.parked());
        fields.put("reconcile", now.reconcile());
        fields.put("load", load());
        fields.put("capture", now.capture());
        fields.put("lanes", now.lanes());
        try {
            return JSON.writeValueAsString(fields);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("records of numbers and strings are always JSON", impossible);
        }
    }

    private StatusLine now() {
        return new StatusLine(capture(), lanes(), parked(), reconcile());
    }
}
