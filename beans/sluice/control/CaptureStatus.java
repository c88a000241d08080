package sluice.control;

import java.util.List;
import sluice.capture.resync.Resyncs;

/**
 * What capture tells about itself.
 *
 * @param state    one word: off, starting, snapshot, streaming, waiting, stopped
 * @param reason   why; empty for snapshot and streaming, but for tables that are read once more
 * @param copied   rows of the snapshot that are in Kafka
 * @param total    rows that the snapshot is expected to have (the source's own estimate), 0 when there is none
 * @param captured changes that are in Kafka since the process started, the snapshot's rows included
 * @param rate     changes captured per second, over the last seconds
 * @param resyncs  tables that are read once more, in their order
 */
public record CaptureStatus(String state, String reason, long copied, long total, long captured, double rate,
                            List<Resyncs.Progress> resyncs) {

    /** Without tables that are read once more. */
    public CaptureStatus(String state, String reason, long copied, long total, long captured, double rate) {
        this(state, reason, copied, total, captured, rate, List.of());
    }
}
