package sluice.load.tune;

import java.util.ArrayList;
import java.util.List;
import sluice.apply.Rehearsal;

/** What one consumer has done in an experiment. Used by its thread; read when that has ended. */
final class Tally {

    private final List<Long> latencies = new ArrayList<>();
    private final List<Long> commits = new ArrayList<>();
    private long changes;
    private long activeNanos;
    private long undoNanos;
    private long refused;
    private long failed;
    private String reason = "";

    /** @param polled nanoseconds since the last batch, until this one was there */
    void add(Rehearsal.Result result, long polled, long commit) {
        switch (result.end()) {
            case WRITTEN -> {
                changes += result.changes();
                latencies.add(result.written() + commit);
                commits.add(commit);
                activeNanos += polled + result.decoded() + result.written() + commit;
                undoNanos += result.undone();
            }
            case REFUSED -> {
                refused++;
                reason = result.reason();
            }
            case FAILED -> {
                failed++;
                reason = result.reason();
            }
            default -> throw new IllegalStateException(result.toString());
        }
    }

    /** Nanoseconds of each transaction, as it would be with its commit. */
    List<Long> latencies() {
        return latencies;
    }

    /** Nanoseconds of each commit. */
    List<Long> commits() {
        return commits;
    }

    long changes() {
        return changes;
    }

    /** Changes per second of the time that a lane would have needed: without the rollbacks. */
    double rate() {
        return activeNanos == 0 ? 0 : changes * 1e9 / activeNanos;
    }

    long undoNanos() {
        return undoNanos;
    }

    /** Batches of which the target refuses rows. */
    long refused() {
        return refused;
    }

    /** Batches that failed for a reason which may pass. */
    long failed() {
        return failed;
    }

    /** Why the last batch was not written; empty if all were. */
    String reason() {
        return reason;
    }
}
