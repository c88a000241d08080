package sluice.control;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import javax.management.JMException;

/** Keeps the figures of the status of the last hour, so that who opens the page sees how it came to this. */
public final class History implements HistoryMXBean {

    /** Where JMX clients find it. */
    public static final String NAME = "sluice:type=History";

    /** An hour, of a look every two seconds. */
    private static final int KEPT = 1800;

    private final Status status;
    private final Deque<double[]> samples = new ArrayDeque<>(KEPT); // guarded by this

    public History(Status status) {
        this.status = status;
    }

    /** Makes it visible to JMX. */
    public void register() throws JMException {
        JmxRegistration.register(this, NAME);
    }

    public void unregister() throws JMException {
        JmxRegistration.unregister(NAME);
    }

    /** Takes a sample. */
    public void look() {
        List<LaneStatus> lanes = status.lanes();
        double[] sample = {System.currentTimeMillis(), status.capture().rate(), lanes.stream().mapToDouble(LaneStatus::rate).sum(),
            lanes.stream().mapToLong(LaneStatus::lagEvents).sum(), lanes.stream().mapToDouble(LaneStatus::lagSeconds).max().orElse(0), status.load().latencyMillis()};
        synchronized (this) {
            if (samples.size() == KEPT) {
                samples.removeFirst();
            }
            samples.addLast(sample);
        }
    }

    @Override
    public synchronized String json(long sinceMillis) {
        return Json.of(samples.stream().filter(sample -> sample[0] > sinceMillis).toList());
    }
}
