package sluice.apply;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;

/**
 * Why a gate holds everything back, and until when. A gate waits longer each time; it goes on by itself. Each gate has
 * its own: while one waits for a lock that somebody keeps, the others of its lane go on, and must not hide it.
 */
final class Hold {

    private static final long SHORTEST_PAUSE = 200;

    private final long longestPause;
    /** What batches failed to write: the watermarks from which they would have moved on. */
    private final Map<TopicPartition, Long> owed = new ConcurrentHashMap<>();
    private volatile String reason = "";
    private long resumeAt;
    private int failures;

    /** @param longestPause milliseconds between two attempts, at most */
    Hold(long longestPause) {
        this.longestPause = longestPause;
    }

    /** A batch could not be written, for a reason that goes by itself. */
    void retryLater(Batch batch, String why) {
        batch.slices().forEach(slice -> owed.put(slice.partition(), slice.expected()));
        waitFor(why);
    }

    /** Something that goes by itself is in the way. */
    void waitFor(String why) {
        long pause = Math.min(longestPause, SHORTEST_PAUSE << Math.min(failures, 16));
        failures++;
        resumeAt = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(pause);
        reason = why;
    }

    /** Whether the pause still lasts. */
    boolean pausing() {
        return !reason.isEmpty() && System.nanoTime() - resumeAt < 0;
    }

    /** What the gate waits for; empty if it does not. */
    String reason() {
        return reason;
    }

    /**
     * A partition's watermark was read. If it has passed a failed batch, that batch is committed: the commit went
     * through unheard, or another process has done it.
     */
    void placed(TopicPartition partition, long watermark) {
        owed.computeIfPresent(partition, (p, expected) -> watermark > expected ? null : expected);
    }

    /** What failed in this partition is the next owner's to write. */
    void revoked(TopicPartition partition) {
        owed.remove(partition);
    }

    /** A batch is committed. */
    void applied() {
        owed.clear();
        answered();
    }

    /**
     * The target answered. Only a commit ends the wait for a batch that could not be written: a full tablespace can
     * be read all the time.
     */
    void answered() {
        if (owed.isEmpty()) {
            failures = 0;
            reason = "";
        }
    }
}
