package sluice.control;

import java.util.List;
import sluice.capture.resync.Resyncs;

/**
 * What capture tells about itself. Times are milliseconds since 1970, 0 for never.
 *
 * @param state        one word: off, standby (another process captures), starting, snapshot, streaming, waiting, stopped
 * @param reason       why; empty for snapshot and streaming, but for tables that are read once more
 * @param copied       rows of the snapshot that are in Kafka
 * @param total        rows that the snapshot is expected to have (the source's own estimate), 0 when there is none
 * @param captured     changes that are in Kafka since the process started, the snapshot's rows included
 * @param rate         changes captured per second, over the last seconds
 * @param resyncs      tables that are read once more, in their order
 * @param failure      what keeps capture from going on, until it goes on again: also while it is started once more; empty if nothing does
 * @param failures     how often its engine has failed since the process started
 * @param sinceMillis  since when it fails; else since when it is in its state
 * @param place        of the binlog, where the last batch ended
 * @param batchMillis  when the last batch was in Kafka
 * @param sourceMillis when the source committed the last change of that batch
 */
public record CaptureStatus(String state, String reason, long copied, long total, long captured, double rate,
                            List<Resyncs.Progress> resyncs, String failure, long failures, long sinceMillis, String place,
                            long batchMillis, long sourceMillis) {

    /** A capture that has neither failed nor been anywhere, without tables that are read once more. */
    public CaptureStatus(String state, String reason, long copied, long total, long captured, double rate) {
        this(state, reason, copied, total, captured, rate, List.of(), "", 0, 0, "", 0, 0);
    }
}
