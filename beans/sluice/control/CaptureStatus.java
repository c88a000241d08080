package sluice.control;

/**
 * What capture tells about itself.
 *
 * @param state    one word: off, starting, snapshot, streaming, waiting, stopped
 * @param reason   why; empty for snapshot and streaming
 * @param copied   rows of the snapshot that are in Kafka
 * @param total    rows that the snapshot is expected to have (the source's own estimate), 0 when there is none
 * @param captured changes that are in Kafka since the process started, the snapshot's rows included
 * @param rate     changes captured per second, over the last seconds
 */
public record CaptureStatus(String state, String reason, long copied, long total, long captured, double rate) {
}
