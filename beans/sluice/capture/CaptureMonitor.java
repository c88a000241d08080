package sluice.capture;

import java.util.function.Supplier;
import sluice.control.CaptureStatus;
import sluice.control.Rate;

/** What capture is doing, for the status. Written by the capture thread, read by anyone. */
public final class CaptureMonitor implements Supplier<CaptureStatus> {

    private final Rate rate = new Rate();
    private volatile String state = "off";
    private volatile String reason = "";
    private volatile long copied;
    private volatile long total;

    void become(String state, String reason) {
        this.state = state;
        this.reason = reason;
    }

    /** A snapshot begins, of about so many rows. */
    void snapshot(long rows) {
        copied = 0;
        total = rows;
        become("snapshot", "");
    }

    /** A batch is in Kafka. Called by one thread. */
    void captured(int rows, int snapshotRows, boolean inSnapshot) {
        rate.add(rows);
        copied += snapshotRows;
        if (!inSnapshot) {
            total = copied;
        } else if (copied > total) {
            total = 0; // an estimate that was too low says nothing
        }
        become(inSnapshot ? "snapshot" : "streaming", "");
    }

    @Override
    public CaptureStatus get() {
        return new CaptureStatus(state, reason, copied, total, rate.total(), rate.perSecond());
    }
}
