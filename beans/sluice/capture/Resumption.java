package sluice.capture;

import java.sql.SQLException;
import java.util.Map;
import sluice.control.SourceDatabase;
import sluice.kafka.KafkaAccess;
import sluice.kafka.TopicLog;
import sluice.kafka.Topics;
import sluice.schema.TableId;

/**
 * Where capture goes on, and whether it may: what it wrote to its topics in earlier runs has to be there still, whole,
 * and the source has to be able to go on from there.
 *
 * <p>The loss that it prevents: a topic of changes that was deleted is made anew by the next event, and nobody misses
 * those that were in it. A history or structures that are gone let Debezium, or Sluice, take the tables for what they
 * are today, while the binlog still has rows of what they were.
 */
public final class Resumption {

    private final KafkaAccess kafka;
    private final Topics topics;
    private final CapturedTables tables;
    private final SourceDatabase source;

    public Resumption(KafkaAccess kafka, Topics topics, CapturedTables tables, SourceDatabase source) {
        this.kafka = kafka;
        this.topics = topics;
        this.tables = tables;
        this.source = source;
    }

    /**
     * Looks at Kafka and at the source.
     *
     * @throws CaptureStopException if changes would be missing
     * @throws SQLException         if the source cannot be asked
     */
    public void check() throws SQLException {
        continuity().check(offset());
    }

    SourceContinuity continuity() {
        return new SourceContinuity(source, topics.offsets());
    }

    /**
     * The recorded offset, if all that belongs to it is there; null if a snapshot is due.
     *
     * @throws CaptureStopException if something is missing
     */
    SourceOffset offset() {
        Map<String, String> existing = topics.ids();
        if (!existing.containsKey(topics.offsets())) {
            return null;
        }
        SourceOffset offset = new SourceOffsetLog(kafka, topics.offsets()).resume().orElse(null);
        if (offset == null || offset.byOperator()) {
            return offset; // nothing was captured yet
        }
        if (!has(existing, topics.history())) {
            throw missing(offset, "the topic " + topics.history() + " is empty or gone, where the source's DDL up to there was");
        }
        if (has(existing, topics.schemas()) && !has(existing, topics.tables())) {
            throw missing(offset, "the topic " + topics.tables() + " is empty or gone, where the tables' structures up to there were");
        }
        checkChanges(offset, existing);
        return offset;
    }

    private boolean has(Map<String, String> existing, String topic) {
        return existing.containsKey(topic) && !new TopicLog(kafka, topic).isEmpty();
    }

    private void checkChanges(SourceOffset offset, Map<String, String> existing) {
        KnownTables known = new KnownTables((table, structure) -> { });
        if (existing.containsKey(topics.tables())) {
            known.load(new TopicLog(kafka, topics.tables()));
        }
        for (TableId table : known.ids()) {
            if (tables.covers(table) && !existing.containsKey(topics.changes(table))) {
                throw missing(offset, "the topic " + topics.changes(table) + " is gone, and with it the changes of " + table
                        + " that were in it");
            }
        }
    }

    private CaptureStopException missing(SourceOffset offset, String what) {
        return new CaptureStopException("capture would go on from " + offset + ", but " + what + ". Put it back together with the other"
                + " topics of the migration, or copy the tables anew: stop Sluice, delete the topic " + topics.offsets()
                + ", start it again");
    }
}
