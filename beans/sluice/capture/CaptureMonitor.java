package sluice.capture;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.connect.source.SourceRecord;
import sluice.capture.resync.Resyncs;
import sluice.control.CaptureStatus;
import sluice.control.Rate;

/** What capture is doing, for the status. Written by the capture thread, read by anyone. */
public final class CaptureMonitor implements Supplier<CaptureStatus> {

    /** A batch that Kafka has not taken after so long is worth a word; the producer itself goes on trying for minutes. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(3);

    private final Rate rate = new Rate();
    private volatile String state = "off";
    private volatile String reason = "";
    private volatile long copied;
    private volatile long total;
    private volatile long sendingSince;
    private volatile Supplier<List<Resyncs.Progress>> resyncs = List::of;
    private volatile String place = "";

    /** Where an engine begins to read. */
    void at(String place) {
        this.place = place;
    }

    /** Where the last batch that is in Kafka ended, for people: what failed stands at that place of the binlog or behind it. */
    String place() {
        return place;
    }

    void become(String state, String reason) {
        this.state = state;
        this.reason = reason;
    }

    /** What is read once more beside the changes is told with capture's state. */
    void tell(Supplier<List<Resyncs.Progress>> progress) {
        resyncs = progress;
    }

    /** A snapshot begins, of about so many rows. */
    void snapshot(long rows) {
        copied = 0;
        total = rows;
        become("snapshot", "");
    }

    /** A batch is given to Kafka. */
    void sending() {
        sendingSince = System.nanoTime() | 1; // 0 means that nothing is under way
    }

    /** Kafka has taken the batch, or refused it. */
    void sent() {
        sendingSince = 0;
    }

    boolean isSending() {
        return sendingSince != 0;
    }

    /**
     * A batch is in Kafka. Called by one thread.
     *
     * @param last what it ended with
     */
    void captured(int rows, int snapshotRows, boolean inSnapshot, SourceRecord last) {
        Map<String, ?> offset = last.sourceOffset();
        place = offset.get("file") + ":" + offset.get("pos");
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
        long since = sendingSince;
        long nanos = since == 0 ? 0 : System.nanoTime() - since;
        boolean stuck = nanos > PATIENCE_NANOS;
        String shown = stuck ? "waiting" : state;
        String why = stuck ? "Kafka has not taken the last changes for " + TimeUnit.NANOSECONDS.toSeconds(nanos) + " s" : reason;
        List<Resyncs.Progress> tables = resyncs.get();
        if (why.isEmpty() && !tables.isEmpty()) {
            why = "resync of " + tables.stream().map(Resyncs.Progress::toString).collect(Collectors.joining(", "));
        }
        return new CaptureStatus(shown, why, copied, total, rate.total(), rate.perSecond(), tables);
    }
}
