package sluice.verify;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import sluice.capture.CaptureReach;

/**
 * The way of a change through capture and the lanes, as it is recorded: capture's offset is in the transaction of the changes, the watermark in that of
 * the rows. So it needs no running process of Sluice on this machine, and believes none.
 *
 * <p>First capture has to have passed the place. Then all changes up to it stand before the ends of the topic's partitions, and the
 * watermarks have to come there. A partition whose rest has no record but marks of transactions is through.
 */
final class LanePassage implements Passage, AutoCloseable {

    private static final long LOOK_MILLIS = 100;

    private final Sight sight;
    private final String topic;
    private final Duration limit;
    private CaptureReach.Place reached;
    private CaptureReach.Place stuck;

    /**
     * @param topic the table's change topic
     * @param limit how long lanes may take
     */
    LanePassage(Sight sight, String topic, Duration limit) {
        this.sight = sight;
        this.topic = topic;
        this.limit = limit;
    }

    @Override
    public CaptureReach.Place now() throws SQLException {
        return sight.source().ask(CaptureReach::now);
    }

    @Override
    public String await(Object place) throws SQLException, InterruptedException {
        CaptureReach.Place wanted = (CaptureReach.Place) place;
        if (wanted.equals(reached) || sight.tail().ends(topic).isEmpty()) {
            return null; // without a topic nothing is under way
        }
        // lanes that have not moved a whole time long are not waited for a second time
        long deadline = System.nanoTime() + (stuck == null ? limit.toNanos() : TimeUnit.SECONDS.toNanos(1));
        String why = sight.capture().isKnown() ? untilCaptured(wanted, deadline) : given();
        why = why == null ? untilApplied(deadline) : why;
        reached = why == null ? wanted : reached;
        stuck = why == null ? null : wanted;
        return why;
    }

    private String untilCaptured(CaptureReach.Place place, long deadline) throws SQLException, InterruptedException {
        while (!sight.source().ask(connection -> sight.capture().covers(connection, place))) {
            if (System.nanoTime() > deadline) {
                return "capture has not come to " + place.file() + ":" + place.position() + " within " + limit.toSeconds() + " s; does it run?";
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        return null;
    }

    /** What a Connect cluster has read of the binlog is not known where its connector records it elsewhere: changes are given a while. */
    private String given() throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(limit.toNanos() / 10);
        return null;
    }

    private String untilApplied(long deadline) throws SQLException, InterruptedException {
        Map<TopicPartition, Long> ends = sight.tail().ends(Set.of(topic));
        while (!sight.unapplied().topics(ends).isEmpty()) {
            if (System.nanoTime() > deadline) {
                return "the lanes have not applied what was captured of the table within " + limit.toSeconds() + " s: see ./sluice status";
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        return null;
    }

    /** Where the lanes are in the table's topic: what was applied before is in what is read from now on. None without a topic. */
    Watermarks watermarks() throws SQLException {
        return sight.unapplied().passed(Set.of(topic)).get(topic);
    }

    @Override
    public void close() throws SQLException {
        sight.close();
    }
}
