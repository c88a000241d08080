package sluice.capture.start;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import sluice.capture.CapturedTables;
import sluice.capture.SourceBinlog;
import sluice.capture.SourceOffsetLog;
import sluice.control.PreflightException;
import sluice.control.Settings;
import sluice.control.SourceDatabase;
import sluice.kafka.Topics;

/**
 * A start of capture at a place that an operator names, for a target that was loaded by other means.
 *
 * <p>The place is recorded where capture records its own offsets, and by the same transactional id: a capture that runs is fenced
 * off, and cannot write its offset behind ours.
 */
public final class CaptureStart {

    private final Settings settings;
    private final String prefix;
    private final String topic;
    private final SourceOffsetLog log;

    public CaptureStart(Settings settings) {
        this.settings = settings;
        this.prefix = settings.get("topics.prefix");
        this.topic = prefix + Topics.OFFSETS;
        this.log = new SourceOffsetLog(settings.kafka(), topic);
    }

    /**
     * Statements since a place that may have changed the structure of captured tables.
     *
     * @param end        the place up to which was read, as {@code file:position}
     * @param statements each with its place and time
     */
    public record Structure(String end, List<String> statements) {
    }

    /** @throws PreflightException if capture has begun already */
    public void requireFresh() {
        try (Topics topics = new Topics(settings.kafka(), prefix, settings.integer("topics.partitions"),
                settings.integer("topics.replication.factor"), settings.integer("capture.row.max.bytes"))) {
            topics.createOwn();
        }
        if (log.last().isPresent() && pending() == null) {
            throw new PreflightException("capture has begun already under the prefix '" + prefix + "'. To begin elsewhere, stop Sluice and"
                    + " take another topics.prefix; or delete the topic " + topic + ", if what is captured so far may be applied"
                    + " as well", null);
        }
    }

    public Structure structureSince(String file, long position) throws IOException {
        CapturedTables tables = new CapturedTables(settings);
        StructureChanges changes = new StructureChanges(tables::covers, Set.copyOf(settings.list("source.databases")));
        changes.read(new BinlogWalk(settings), file, position);
        return new Structure(changes.end(), changes.found());
    }

    /** @param end the place up to which the structures are known not to have changed, or to have changed harmlessly */
    public void record(StartPoint point, String end) throws SQLException {
        ProducerRecord<byte[], byte[]> offset = new ProducerRecord<>(topic, SourceOffsetLog.encode(Map.of("server", prefix)),
                SourceOffsetLog.encode(point.offset(end)));
        try (SourceBinlog binlog = new SourceBinlog(new SourceDatabase(settings))) {
            offset.headers().add(SourceOffsetLog.SERVER_HEADER, binlog.server().getBytes(StandardCharsets.UTF_8));
        }
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(settings.kafka().with(Map.of(
                ProducerConfig.TRANSACTIONAL_ID_CONFIG, prefix + "-capture",
                ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class,
                ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class)))) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(offset).get();
            producer.commitTransaction();
        } catch (ExecutionException e) {
            throw new KafkaException("the start cannot be recorded in " + topic + ": " + e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while the start was being recorded", e);
        }
    }

    /** The place up to which a start that no capture has carried out yet was looked at; null if there is none. */
    private String pending() {
        return log.mark(SourceOffsetLog.START_MARK);
    }

    /**
     * Before the first start: between the command and the start the structures may have changed, too.
     *
     * @throws PreflightException if they have
     */
    public static void check(Settings settings) throws IOException {
        CaptureStart start = new CaptureStart(settings);
        String end = start.pending();
        if (end == null) {
            return;
        }
        int colon = end.lastIndexOf(':');
        Structure since = start.structureSince(end.substring(0, colon), Long.parseLong(end.substring(colon + 1)));
        if (!since.statements().isEmpty()) {
            throw new PreflightException("since 'sluice capture start-at' the structure of captured tables may have changed; give that"
                    + " command again, it says what to do:\n  " + String.join("\n  ", since.statements()), null);
        }
    }
}
