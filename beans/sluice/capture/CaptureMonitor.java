package sluice.capture;

import io.debezium.data.Envelope;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import sluice.capture.resync.Resyncs;
import sluice.control.CaptureStatus;
import sluice.control.LaneStatus;
import sluice.control.Rate;
import sluice.schema.TableId;
import sluice.schema.source.SourceTable;

/**
 * What capture is doing, for the status, health and metrics. Written by the threads of capture, read by anyone.
 *
 * <p>A failure lasts until capture is seen to go on: a batch is in Kafka, or nothing has failed for a while. Else an engine that
 * dies again and again would look well for the moment of each start.
 */
public final class CaptureMonitor implements Supplier<CaptureStatus> {

    /** A batch that Kafka has not taken after so long is worth a word; the producer itself goes on trying for minutes. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(3);
    /** A quiet source may have no batch for long; an engine that reads so long without failing is well. */
    private static final long SETTLED_MILLIS = 20_000;
    /** Another process captures. */
    static final String STANDBY = "standby";
    private static final List<String> WORKING = List.of("snapshot", "streaming");

    private final Rate rate = new Rate();
    private volatile String state = "off";
    private volatile String reason = "";
    private volatile long since = System.currentTimeMillis();
    private volatile Outage outage;
    private volatile long failures;
    private volatile long copied;
    private volatile Map<TableId, Long> expected = Map.of();
    private volatile long total;
    private volatile long sendingSince;
    private volatile Supplier<List<Resyncs.Progress>> resyncs = List::of;
    private volatile String place = "";
    private volatile long batchMillis;
    private volatile long sourceMillis;

    private record Outage(String reason, long since) {
    }

    /** Where an engine begins to read. */
    void at(String place) {
        this.place = place;
    }

    /** Where the last batch that is in Kafka ended, for people: what failed stands at that place of the binlog or behind it. */
    String place() {
        return place;
    }

    void become(String state, String reason) {
        if (reason.equals(LaneStatus.BY_OPERATOR) || state.equals(STANDBY) || state.equals("starting") && this.state.equals("stopped")) {
            outage = null; // to stop or to stand by is no failure, and to start what had stopped is a new beginning
        }
        if (!state.equals(this.state)) {
            since = System.currentTimeMillis();
        }
        this.state = state;
        this.reason = reason;
    }

    boolean isStandingBy() {
        return state.equals(STANDBY);
    }

    /** What is read once more beside the changes is told with capture's state. */
    void tell(Supplier<List<Resyncs.Progress>> progress) {
        resyncs = progress;
    }

    /**
     * The engine has failed. Called by one thread at a time.
     *
     * @param state  waiting if it is started again, else stopped
     * @param reason what the status says of it
     */
    void failed(String state, String reason) {
        Outage before = lasting();
        failures++;
        outage = new Outage(reason, before == null ? System.currentTimeMillis() : before.since());
        become(state, reason);
    }

    /** A snapshot of these tables begins. */
    void snapshot(List<SourceTable> tables) {
        copied = 0;
        total = tables.stream().mapToLong(SourceTable::rows).sum();
        expected = tables.stream().collect(Collectors.toUnmodifiableMap(SourceTable::id, SourceTable::rows));
        become("snapshot", "");
    }

    /** About how many rows each table of this process's last snapshot has, by the source's own estimate; empty before one. */
    public Map<TableId, Long> expected() {
        return expected;
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
        batchMillis = System.currentTimeMillis();
        sourceMillis = sourceMillis(last, sourceMillis);
        rate.add(rows);
        copied += snapshotRows;
        if (!inSnapshot) {
            total = copied;
        } else if (copied > total) {
            total = 0; // an estimate that was too low says nothing
        }
        outage = null;
        become(inSnapshot ? "snapshot" : "streaming", "");
    }

    /** A heartbeat is no change of the source's. */
    private static long sourceMillis(SourceRecord last, long before) {
        return last.value() instanceof Struct value && value.schema().field(Envelope.FieldName.SOURCE) != null
                ? value.getStruct(Envelope.FieldName.SOURCE).getInt64("ts_ms") : before;
    }

    @Override
    public CaptureStatus get() {
        long sending = sendingSince;
        long nanos = sending == 0 ? 0 : System.nanoTime() - sending;
        if (nanos > PATIENCE_NANOS) {
            String why = "Kafka has not taken the last changes for " + TimeUnit.NANOSECONDS.toSeconds(nanos) + " s";
            return status("waiting", why, new Outage(why, System.currentTimeMillis() - TimeUnit.NANOSECONDS.toMillis(nanos)));
        }
        return status(state, reason, lasting());
    }

    private Outage lasting() {
        return WORKING.contains(state) && System.currentTimeMillis() - since > SETTLED_MILLIS ? null : outage;
    }

    private CaptureStatus status(String shown, String reason, Outage failing) {
        List<Resyncs.Progress> tables = resyncs.get();
        String why = reason.isEmpty() && !tables.isEmpty()
                ? "resync of " + tables.stream().map(Resyncs.Progress::toString).collect(Collectors.joining(", ")) : reason;
        return new CaptureStatus(shown, why, copied, total, rate.total(), rate.perSecond(), tables, failing == null ? "" : failing.reason(),
                failures, failing == null ? since : failing.since(), place, batchMillis, sourceMillis);
    }
}
