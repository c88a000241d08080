package sluice.capture;

import io.debezium.data.Envelope;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Message;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.support.DefaultMessage;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import sluice.event.Barrier;
import sluice.event.BarrierCodec;
import sluice.event.ChangeEventDecoder;
import sluice.event.SourcePosition;
import sluice.kafka.Topics;
import sluice.schema.TableId;

/**
 * Turns what Debezium hands over into the messages of one Kafka transaction: the events with the ids of their
 * schemas, new schemas before the first event that uses them, barriers to every partition, and last the source offset.
 *
 * <p>The order of the messages is the order of the binlog; the producer keeps it in each partition.
 */
final class CaptureBatch {

    private final CamelContext context;
    private final Topics topics;
    private final Set<String> known = new HashSet<>();
    private final SchemaRecorder schemas;
    private List<Message> messages = new ArrayList<>();
    private int rows;
    private int snapshotRows;

    CaptureBatch(CamelContext context, Topics topics) {
        this.context = context;
        this.topics = topics;
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

    /** The messages since the last call, in order. */
    List<Message> take() {
        List<Message> taken = messages;
        messages = new ArrayList<>(taken.size());
        rows = 0;
        snapshotRows = 0;
        return taken;
    }

    void add(SourceRecord event) {
        if (!(event.value() instanceof Struct value) || value.schema().field(Envelope.FieldName.OPERATION) == null) {
            return; // a heartbeat: it moves the offset, and no row
        }
        Struct source = value.getStruct(Envelope.FieldName.SOURCE);
        TableId table = new TableId(source.getString("db"), source.getString("table"));
        String operation = value.getString(Envelope.FieldName.OPERATION);
        if (operation.equals(Envelope.Operation.TRUNCATE.code())) {
            SourcePosition position = position(source);
            barrier(Barrier.Kind.TRUNCATE, event.topic(), table, position.toString(), position);
            return;
        }
        ensure(event.topic());
        byte[] schema = schemas.idOf(event, table);
        Message message = add(event.topic(), EnvelopeWriter.write(key(event, table)), EnvelopeWriter.write(value));
        message.setHeader(ChangeEventDecoder.SCHEMA_HEADER, schema);
        rows++;
        if (operation.equals(Envelope.Operation.READ.code())) {
            snapshotRows++;
        }
    }

    private static Struct key(SourceRecord event, TableId table) {
        if (event.key() == null) {
            throw new IllegalStateException("table " + table + " has no primary key; name columns that identify a row"
                    + " in message.key.columns, or leave the table out with source.tables");
        }
        return (Struct) event.key();
    }

    /** Adds a barrier to every partition of the table's topic. */
    void barrier(Barrier.Kind kind, String topic, TableId table, String id, SourcePosition position) {
        ensure(topic);
        int partitions = topics.partitions(topic);
        Barrier barrier = new Barrier(kind.name().toLowerCase() + " " + topic + " " + id, kind, table, partitions, position);
        byte[] value = BarrierCodec.encode(barrier);
        for (int partition = 0; partition < partitions; partition++) {
            Message message = add(topic, null, value);
            message.setHeader(KafkaConstants.PARTITION_KEY, partition);
            message.setHeader(Barrier.HEADER, barrier.id());
        }
    }

    /** Adds the offset from which the source is to be read after all that was added before. */
    void offset(SourceRecord last) {
        add(topics.offsets(), SourceOffsetLog.encode(last.sourcePartition()), SourceOffsetLog.encode(last.sourceOffset()));
    }

    private Message add(String topic, byte[] key, byte[] value) {
        Message message = new DefaultMessage(context);
        message.setHeader(KafkaConstants.OVERRIDE_TOPIC, topic);
        if (key != null) {
            message.setHeader(KafkaConstants.KEY, key);
        }
        message.setBody(value);
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
