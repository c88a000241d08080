package sluice.capture;

import io.debezium.data.Envelope;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Message;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.support.DefaultMessage;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import sluice.capture.resync.OffsetTrail;
import sluice.capture.resync.Resync;
import sluice.capture.resync.Resyncs;
import sluice.event.Barrier;
import sluice.event.BarrierCodec;
import sluice.event.ChangeEventDecoder;
import sluice.event.SchemaChange;
import sluice.event.SourcePosition;
import sluice.kafka.TopicLog;
import sluice.kafka.Topics;
import sluice.schema.TableId;
import sluice.schema.source.SourceTable;

/**
 * Turns what Debezium hands over into the messages of one Kafka transaction: the events with the ids of their
 * schemas, new schemas before the first event that uses them, barriers to every partition, and last the source offset.
 *
 * <p>The order of the messages is the order of the binlog; the producer keeps it in each partition.
 */
final class CaptureBatch {

    private static final long ENOUGH_BYTES = 8 << 20;

    private final CamelContext context;
    private final Topics topics;
    private final Set<String> known = new HashSet<>();
    private final SchemaRecorder schemas;
    private final KnownTables tables;
    private final SchemaStatements statements;
    private final RowMessages rowMessages;
    private final String marks;
    private List<Message> messages = new ArrayList<>();
    private int rows;
    private int snapshotRows;
    private long bytes;
    private byte[] server = {};
    private String transaction;

    /** @param scope which tables are captured */
    CaptureBatch(CamelContext context, Topics topics, CapturedTables scope) {
        this.context = context;
        this.topics = topics;
        this.marks = scope.signals() == null ? null : topics.changes(scope.signals());
        this.tables = new KnownTables((table, structure) -> add(topics.tables(), table, structure));
        this.statements = new SchemaStatements(scope, tables, this::changed);
        this.rowMessages = new RowMessages(topics.largestRecord());
        this.schemas = new SchemaRecorder((id, schema) -> add(topics.schemas(), id, schema));
    }

    /** Changes of rows since the last {@link #take}. */
    int rows() {
        return rows;
    }

    /** Rows of a snapshot among them. */
    int snapshotRows() {
        return snapshotRows;
    }

    /** Whether the messages are enough for one transaction: what is large shall not wait in memory for what else there is. */
    boolean isFull() {
        return bytes >= ENOUGH_BYTES;
    }

    /** The messages since the last call, in order. */
    List<Message> take() {
        List<Message> taken = messages;
        messages = new ArrayList<>(taken.size());
        rows = 0;
        snapshotRows = 0;
        bytes = 0;
        return taken;
    }

    /** @param uuid of the server whose offsets these are */
    void readFrom(String uuid) {
        server = uuid.getBytes(StandardCharsets.UTF_8);
    }

    /** What earlier runs knew of the tables. */
    void load(TopicLog structures) {
        tables.load(structures);
    }

    /** Whether the table is another one at the source than as far as its statements are captured: it has other columns, or is gone. */
    boolean isBehind(TableId table, List<SourceTable> source) {
        SourceTable captured = tables.get(table);
        return captured != null && source.stream().filter(now -> now.id().equals(table)).noneMatch(now -> names(now).equals(names(captured)));
    }

    private static Set<String> names(SourceTable table) {
        return table.columns().stream().map(column -> column.name().toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    }

    /** A snapshot begins: a barrier in every partition of every table, before the first row of any. */
    void snapshotBegins(String attempt, List<TableId> snapshotTables) {
        statements.snapshotBegins(!tables.isEmpty());
        List<String> wanted = snapshotTables.stream().map(topics::changes).toList();
        topics.createChanges(wanted);
        known.addAll(wanted);
        Map<String, Integer> partitions = topics.partitions(wanted);
        for (TableId table : snapshotTables) {
            barrier(new Barrier(id(Barrier.Kind.SNAPSHOT, topics.changes(table), attempt), Barrier.Kind.SNAPSHOT, table, 0, SourcePosition.UNKNOWN),
                    partitions.get(topics.changes(table)));
        }
    }

    /**
     * Tables are read once more, or not any more: barriers that empty them, and the offset from which Debezium reads their rows. One cannot be
     * without the other, and the barrier stands before any row that a chunk could hold.
     *
     * @param before   the last offset; {@code recorded} is its record
     * @return the offset
     */
    Map<String, Object> resyncs(Resyncs.Asked asked, Map<String, ?> before, ConsumerRecord<byte[], byte[]> recorded) {
        for (Resync resync : asked.added()) {
            if (resync.empties()) {
                barrier(new Barrier(id(Barrier.Kind.RESYNC, topics.changes(resync.table()), UUID.randomUUID().toString()),
                        Barrier.Kind.RESYNC, resync.table(), 0, SourcePosition.UNKNOWN));
            }
        }
        Map<String, Object> offset = asked.in(before);
        Message message = add(topics.offsets(), recorded.key(), SourceOffsetLog.encode(offset));
        recorded.headers().forEach(header -> message.setHeader(header.key(), header.value()));
        return offset;
    }

    void add(SourceRecord event) {
        if (SchemaStatements.isSchemaChange(event)) {
            statements.add((Struct) event.value());
            return;
        }
        statements.end();
        if (!(event.value() instanceof Struct value) || value.schema().field(Envelope.FieldName.OPERATION) == null) {
            return; // a heartbeat: it moves the offset, and no row
        }
        if (event.topic().equals(marks)) {
            return; // the marks of a resync
        }
        Struct source = value.getStruct(Envelope.FieldName.SOURCE);
        boolean resynced = OffsetTrail.isResynced(event);
        transaction = resynced ? transaction : source.getString("gtid");
        TableId table = new TableId(source.getString("db"), source.getString("table"));
        String operation = value.getString(Envelope.FieldName.OPERATION);
        if (operation.equals(Envelope.Operation.TRUNCATE.code())) {
            SourcePosition position = position(source);
            barrier(new Barrier(id(Barrier.Kind.TRUNCATE, event.topic(), position), Barrier.Kind.TRUNCATE, table, 0, position));
            return;
        }
        ensure(event.topic());
        SchemaRecorder.Recorded schema = schemas.schemaOf(event, table);
        boolean copied = operation.equals(Envelope.Operation.READ.code());
        boolean escaped = schema.escapedLabels() && !copied;
        byte[] key = event.key() == null ? null : EnvelopeWriter.key((Struct) event.key(), escaped);
        Message message = add(event.topic(), key, rowMessages.value(value, key, escaped));
        if (key == null) {
            // a table that was created without a key while we run: in one partition its changes keep their order until it has one
            message.setHeader(KafkaConstants.PARTITION_KEY, 0);
        }
        message.setHeader(ChangeEventDecoder.SCHEMA_HEADER, schema.id());
        rows++;
        if (copied && !resynced) {
            snapshotRows++;
        }
    }

    private static String id(Barrier.Kind kind, String topic, Object position) {
        return kind.name().toLowerCase() + " " + topic + " " + position;
    }

    private void changed(TableId table, Struct source, SchemaChange change) {
        SourcePosition position = position(source);
        barrier(new Barrier(id(Barrier.Kind.SCHEMA, topics.changes(table), position), Barrier.Kind.SCHEMA, table, 0, position, change));
    }

    /** Adds a barrier to every partition of the table's topic. */
    private void barrier(Barrier wanted) {
        String topic = topics.changes(wanted.table());
        ensure(topic);
        barrier(wanted, topics.partitions(topic));
    }

    private void barrier(Barrier wanted, int partitions) {
        String topic = topics.changes(wanted.table());
        byte[] value = BarrierCodec.encode(new Barrier(wanted.id(), wanted.kind(), wanted.table(), partitions, wanted.position(), wanted.change()));
        for (int partition = 0; partition < partitions; partition++) {
            Message message = add(topic, null, value);
            message.setHeader(KafkaConstants.PARTITION_KEY, partition);
            message.setHeader(Barrier.HEADER, wanted.id());
        }
    }

    /** Adds the offset from which the source is to be read after all that was added before. */
    void offset(Map<String, ?> partition, Map<String, ?> behind) {
        statements.end();
        Message offset = add(topics.offsets(), SourceOffsetLog.encode(partition), SourceOffsetLog.encode(behind));
        offset.setHeader(SourceOffsetLog.SERVER_HEADER, server);
        if (transaction != null) {
            offset.setHeader(SourceOffset.TRANSACTION_HEADER, transaction.getBytes(StandardCharsets.UTF_8));
        }
    }

    private Message add(String topic, byte[] key, byte[] value) {
        Message message = new DefaultMessage(context);
        message.setHeader(KafkaConstants.OVERRIDE_TOPIC, topic);
        if (key != null) {
            message.setHeader(KafkaConstants.KEY, key);
        }
        message.setBody(value);
        bytes += value == null ? 0 : value.length;
        messages.add(message);
        return message;
    }

    private void ensure(String topic) {
        if (known.add(topic)) {
            topics.createChanges(List.of(topic));
        }
    }

    private static SourcePosition position(Struct source) {
        return new SourcePosition(source.getString("file"), source.getInt64("pos"), source.getInt32("row"),
                source.getString("gtid"), source.getInt64("server_id"), source.getInt64("ts_ms"));
    }
}
