package sluice.verify;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import sluice.capture.CaptureReach;
import sluice.event.Barrier;
import sluice.kafka.TopicTail;
import sluice.schema.OwnTables;
import sluice.schema.VerifyTable;

/**
 * The way of a change through capture and the lanes, as it is recorded: capture's offset is in the transaction of the changes, the watermark in that of
 * the rows. So it needs no running process of Sluice on this machine, and believes none.
 *
 * <p>First capture has to have passed the place. Then all changes up to it stand before the ends of the topic's partitions, and the
 * watermarks have to come there. A partition whose rest has no record but marks of transactions is through.
 */
final class LanePassage implements Passage, AutoCloseable {

    private static final long LOOK_MILLIS = 100;

    private final Session source;
    private final Session target;
    private final CaptureReach capture;
    private final boolean captured;
    private final TopicTail tail;
    private final String topic;
    private final Duration limit;
    private CaptureReach.Place reached;
    private CaptureReach.Place stuck;

    /**
     * @param topic    the table's change topic
     * @param capture  what capture has recorded
     * @param captured whether Sluice captures; a Connect cluster's own offsets are not known, and changes are given a while
     * @param limit    how long lanes may take
     */
    LanePassage(Session source, Session target, CaptureReach capture, boolean captured, TopicTail tail, String topic, Duration limit) {
        this.source = source;
        this.target = target;
        this.capture = capture;
        this.captured = captured;
        this.tail = tail;
        this.topic = topic;
        this.limit = limit;
    }

    @Override
    public CaptureReach.Place now() throws SQLException {
        return source.ask(CaptureReach::now);
    }

    @Override
    public String await(Object place) throws SQLException, InterruptedException {
        CaptureReach.Place wanted = (CaptureReach.Place) place;
        if (wanted.equals(reached) || tail.ends(topic).isEmpty()) {
            return null; // without a topic nothing is under way
        }
        // lanes that have not moved a whole time long are not waited for a second time
        long deadline = System.nanoTime() + (stuck == null ? limit.toNanos() : TimeUnit.SECONDS.toNanos(1));
        String why = captured ? untilCaptured(wanted, deadline) : given();
        why = why == null ? untilApplied(deadline) : why;
        reached = why == null ? wanted : reached;
        stuck = why == null ? null : wanted;
        return why;
    }

    private String untilCaptured(CaptureReach.Place place, long deadline) throws SQLException, InterruptedException {
        while (!source.ask(connection -> capture.covers(connection, place))) {
            if (System.nanoTime() > deadline) {
                return "capture has not come to " + place.file() + ":" + place.position() + " within " + limit.toSeconds() + " s; does it run?";
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        return null;
    }

    /** What a Connect cluster has read of the binlog is not known. */
    private String given() throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(limit.toNanos() / 10);
        return null;
    }

    private String untilApplied(long deadline) throws SQLException, InterruptedException {
        Map<Integer, Long> ends = tail.ends(topic);
        Map<Integer, Long> applied = applied();
        while (isBehind(ends, applied)) {
            if (System.nanoTime() > deadline) {
                return "the lanes have not applied what was captured of the table within " + limit.toSeconds() + " s: see ./sluice status";
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            applied = applied();
        }
        return null;
    }

    /** Where the lanes are in the table's topic: what was applied before is in what is read from now on. None without a topic. */
    Watermarks watermarks() throws SQLException {
        return new Watermarks(tail.ends(topic).isEmpty() ? new TreeMap<>() : new TreeMap<>(applied()));
    }

    private boolean isBehind(Map<Integer, Long> ends, Map<Integer, Long> applied) throws SQLException {
        for (Map.Entry<Integer, Long> end : ends.entrySet()) {
            if (isBehind(new TopicPartition(topic, end.getKey()), applied.getOrDefault(end.getKey(), 0L), end.getValue())) {
                return true;
            }
        }
        return false;
    }

    /** A watermark stays on a barrier that is done until the next rows come. */
    private boolean isBehind(TopicPartition partition, long applied, long end) throws SQLException {
        ConsumerRecord<byte[], byte[]> next = tail.first(partition, applied, end);
        while (next != null && isDone(next.headers().lastHeader(Barrier.HEADER))) {
            next = tail.first(partition, next.offset() + 1, end);
        }
        return next != null;
    }

    private boolean isDone(Header barrier) throws SQLException {
        return barrier != null && target.ask(connection -> isDone(connection, new String(barrier.value(), StandardCharsets.UTF_8)));
    }

    private static boolean isDone(Connection connection, String barrier) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(OwnTables.READ_BARRIER)) {
            query.setString(1, barrier);
            try (ResultSet row = query.executeQuery()) {
                return row.next() && row.getString("STATE").equals("done");
            }
        }
    }

    /** The watermarks of the topic. */
    private Map<Integer, Long> applied() throws SQLException {
        return target.ask(this::watermarks);
    }

    private Map<Integer, Long> watermarks(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(VerifyTable.WATERMARKS)) {
            query.setString(1, topic);
            Map<Integer, Long> watermarks = new HashMap<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    watermarks.put(rows.getInt(1), rows.getLong(2));
                }
            }
            return watermarks;
        }
    }

    @Override
    public void close() throws SQLException {
        tail.close();
        source.close();
        target.close();
    }
}
