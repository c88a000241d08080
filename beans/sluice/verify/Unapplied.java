package sluice.verify;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import sluice.event.Barrier;
import sluice.kafka.TopicTail;
import sluice.schema.OwnTables;
import sluice.schema.VerifyTable;

/**
 * What stands in change topics and is not in the target: records from the watermarks on. A rest without records but marks of transactions is none. As
 * many topics as there are are looked at with a handful of questions: the source may be frozen meanwhile. Not thread-safe.
 */
final class Unapplied {

    private final Session target;
    private final TopicTail tail;

    Unapplied(Session target, TopicTail tail) {
        this.target = target;
        this.tail = tail;
    }

    /**
     * The topics that have something.
     *
     * @param ends by partition: what comes from there on does not count
     */
    Set<String> topics(Map<TopicPartition, Long> ends) throws SQLException {
        Set<String> behind = new TreeSet<>();
        passed(ends, behind);
        return behind;
    }

    /**
     * Where the lanes are in these topics: what was applied before is in what is read from now on.
     *
     * @return by topic; without partitions for a topic that is not there
     */
    Map<String, Watermarks> passed(Set<String> topics) throws SQLException {
        return passed(topics, new TreeSet<>());
    }

    /** The same of topics that have nothing from there on. */
    Map<String, Watermarks> still(Set<String> topics) throws SQLException {
        Set<String> behind = new TreeSet<>();
        Map<String, Watermarks> still = passed(topics, behind);
        still.keySet().removeAll(behind);
        return still;
    }

    private Map<String, Watermarks> passed(Set<String> topics, Set<String> behind) throws SQLException {
        Map<String, Map<TopicPartition, Long>> next = new HashMap<>();
        topics.forEach(topic -> next.put(topic, new HashMap<>()));
        passed(tail.ends(topics), behind).forEach((partition, offset) -> next.get(partition.topic()).put(partition, offset));
        Map<String, Watermarks> passed = new HashMap<>();
        next.forEach((topic, offsets) -> passed.put(topic, Watermarks.of(offsets)));
        return passed;
    }

    /**
     * The watermarks, moved over barriers that are done: a watermark stays on one until the next rows come.
     *
     * @param behind gets the topics that have something else from there on
     */
    private Map<TopicPartition, Long> passed(Map<TopicPartition, Long> ends, Set<String> behind) throws SQLException {
        Map<TopicPartition, Long> passed = watermarks(topicsOf(ends));
        ends.keySet().forEach(partition -> passed.putIfAbsent(partition, 0L));
        Map<TopicPartition, Long> looked = ends;
        while (!looked.isEmpty()) {
            Map<TopicPartition, Long> further = new HashMap<>();
            for (Map.Entry<TopicPartition, ConsumerRecord<byte[], byte[]>> next : tail.first(passed, looked).entrySet()) {
                if (isDone(next.getValue().headers().lastHeader(Barrier.HEADER))) {
                    passed.put(next.getKey(), next.getValue().offset() + 1);
                    further.put(next.getKey(), ends.get(next.getKey()));
                } else {
                    behind.add(next.getKey().topic());
                }
            }
            looked = further;
        }
        return passed;
    }

    private static Set<String> topicsOf(Map<TopicPartition, ?> partitions) {
        Set<String> topics = new TreeSet<>();
        partitions.keySet().forEach(partition -> topics.add(partition.topic()));
        return topics;
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

    /** Without partitions of which the lanes have not begun. */
    private Map<TopicPartition, Long> watermarks(Set<String> topics) throws SQLException {
        return target.ask(connection -> topics.size() == 1 ? one(connection, topics.iterator().next()) : all(connection, topics));
    }

    private static Map<TopicPartition, Long> one(Connection connection, String topic) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(VerifyTable.WATERMARKS)) {
            query.setString(1, topic);
            return read(query, Set.of(topic));
        }
    }

    private static Map<TopicPartition, Long> all(Connection connection, Set<String> topics) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(VerifyTable.ALL_WATERMARKS)) {
            return read(query, topics);
        }
    }

    private static Map<TopicPartition, Long> read(PreparedStatement query, Set<String> topics) throws SQLException {
        Map<TopicPartition, Long> watermarks = new HashMap<>();
        try (ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                if (topics.contains(rows.getString(1))) {
                    watermarks.put(new TopicPartition(rows.getString(1), rows.getInt(2)), rows.getLong(3));
                }
            }
        }
        return watermarks;
    }
}
