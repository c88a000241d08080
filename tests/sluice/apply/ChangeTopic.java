package sluice.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import sluice.event.Barrier;
import sluice.event.BarrierCodec;
import sluice.event.ChangeEventDecoder;
import sluice.event.RowSchemaLog;
import sluice.event.SchemaChange;
import sluice.event.SourcePosition;
import sluice.sandbox.Project;
import sluice.schema.TableId;

/**
 * Writes the change topic of ordersdb.orders as capture would, or as a Kafka Connect cluster with its default converter does.
 * Changes are collected and sent by {@link #commit} in one Kafka transaction. A key goes to the partition {@code key % partitions}.
 */
final class ChangeTopic implements AutoCloseable {

    static final TableId ORDERS = new TableId("ordersdb", "orders");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SCHEMA_ID = "orders-1";
    private static final String NOTED_ID = "orders-2";
    private static final String AMOUNT = "150.00";
    /** The row as capture records it: decimals are strings. */
    private static final String ROW = """
            {"type":"struct","fields":[{"type":"int64","optional":false,"field":"id"},
             {"type":"string","optional":true,"field":"customer_name"},{"type":"string","optional":true,"field":"amount"},
             {"type":"string","optional":true,"name":"io.debezium.time.ZonedTimestamp","version":1,"field":"created_at"}]}""";

    private final String brokers;
    private final String prefix;
    private final String topic;
    private final int partitions;
    private KafkaProducer<byte[], byte[]> producer;
    private final JsonNode sample;
    private final List<ProducerRecord<byte[], byte[]>> pending = new ArrayList<>();
    private boolean connect;
    private boolean noted;
    private String amount = AMOUNT;

    ChangeTopic(String brokers, String prefix, int partitions) {
        this.brokers = brokers;
        this.prefix = prefix;
        this.topic = prefix + ".ordersdb.orders";
        this.partitions = partitions;
        this.sample = sample("orders-insert");
        create();
        producer = producer();
    }

    private KafkaProducer<byte[], byte[]> producer() {
        KafkaProducer<byte[], byte[]> made = new KafkaProducer<>(Map.of("bootstrap.servers", brokers, "transactional.id",
                prefix + UUID.randomUUID()), new ByteArraySerializer(), new ByteArraySerializer());
        made.initTransactions();
        return made;
    }

    static JsonNode sample(String name) {
        try {
            return JSON.readTree(Files.readAllBytes(Project.home().resolve("tests/samples/" + name + ".json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes the topics, the schema topic with the row's schema in it. */
    private void create() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
            admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1), new NewTopic(prefix + ".__schemas", 1, (short) 1)))
                    .all().get(20, TimeUnit.SECONDS);
            pending.add(new ProducerRecord<>(prefix + ".__schemas", 0, bytes(SCHEMA_ID),
                    RowSchemaLog.encode(ORDERS, List.of("id"), JSON.readTree(ROW))));
            pending.add(new ProducerRecord<>(prefix + ".__schemas", 0, bytes(NOTED_ID), RowSchemaLog.encode(ORDERS, List.of("id"),
                    JSON.readTree(ROW.replace("\"fields\":[", "\"fields\":[{\"type\":\"string\",\"optional\":true,\"field\":\"note\"},")))));
        } catch (Exception e) {
            throw new IllegalStateException("The topics of " + prefix + " cannot be made: " + e.getMessage(), e);
        }
    }

    /** Deletes the change topic and makes it anew, empty. */
    void makeAnew() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
            admin.deleteTopics(List.of(topic)).all().get(20, TimeUnit.SECONDS);
            LaneFixture.within(20).ignoreExceptions().until(() -> {
                admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1))).all().get(20, TimeUnit.SECONDS);
                return true;
            });
            // the old one would try for two minutes to go on with the sequence numbers of the topic that is gone
            producer.close();
            producer = producer();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** What stands before the offset is gone, as by a retention that is too short. */
    void forget(int partition, long before) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
            admin.deleteRecords(Map.of(new TopicPartition(topic, partition), RecordsToDelete.beforeOffset(before)))
                    .all().get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** From here on as Kafka Connect writes it: schema and payload in each record, no header. */
    ChangeTopic asConnect() {
        connect = true;
        return this;
    }

    ChangeTopic insert(long id, String name) {
        return change("c", id, null, name);
    }

    /** Any amount, also one that is no number. */
    ChangeTopic insert(long id, String name, String amount) {
        this.amount = amount;
        change("c", id, null, name);
        this.amount = AMOUNT;
        return this;
    }

    /** A change of the row whose value is no JSON; its key is. */
    ChangeTopic broken(long id) {
        pending.add(record((int) (id % partitions), key(id), "{\"op\":\"u\",\"after\":{"));
        return this;
    }

    /** A record that is no JSON, and has no key. */
    ChangeTopic brokenWithoutKey(int partition) {
        pending.add(record(partition, null, "{"));
        return this;
    }

    ChangeTopic update(long id, String name) {
        return change("u", id, "old", name);
    }

    ChangeTopic delete(long id) {
        return change("d", id, "old", null);
    }

    private ChangeTopic change(String operation, long id, String before, String after) {
        ObjectNode payload = payload(operation);
        payload.set("before", row(id, before));
        payload.set("after", row(id, after));
        return add((int) (id % partitions), key(id), payload);
    }

    private static byte[] key(long id) {
        return bytes(JSON.createObjectNode().put("id", id).toString());
    }

    /** A truncate as Debezium writes it: without key, in one partition. */
    ChangeTopic truncate(int partition) {
        return add(partition, null, payload("t").putNull("before").putNull("after"));
    }

    /** A barrier, in every partition. */
    ChangeTopic barrier(Barrier.Kind kind, String id) {
        for (int partition = 0; partition < partitions; partition++) {
            barrierIn(partition, kind, id);
        }
        return this;
    }

    /** A change of the table's structure, in every partition. */
    ChangeTopic schema(String id, SchemaChange change) {
        byte[] value = BarrierCodec.encode(new Barrier(id, Barrier.Kind.SCHEMA, ORDERS, partitions,
                new SourcePosition("binlog.000003", 157, 0, null, 1, 5), change));
        for (int partition = 0; partition < partitions; partition++) {
            ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, partition, null, value);
            record.headers().add(Barrier.HEADER, bytes(id));
            pending.add(record);
        }
        return this;
    }

    /** The row schema of another table, with a type that Sluice does not read. */
    ChangeTopic unreadableSchema() throws IOException {
        pending.add(new ProducerRecord<>(prefix + ".__schemas", 0, bytes("odd-1"), RowSchemaLog.encode(new TableId("ordersdb", "odd"),
                List.of("id"), JSON.readTree("{\"fields\":[{\"type\":\"map\",\"optional\":true,\"field\":\"odd\"}]}"))));
        return this;
    }

    /** From here on the rows have a column {@code note} more. */
    ChangeTopic withNote() {
        noted = true;
        return this;
    }

    /** One partition's copy of a barrier. */
    ChangeTopic barrierIn(int partition, Barrier.Kind kind, String id) {
        byte[] value = BarrierCodec.encode(new Barrier(id, kind, ORDERS, partitions, SourcePosition.UNKNOWN));
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, partition, null, value);
        record.headers().add(Barrier.HEADER, bytes(id));
        pending.add(record);
        return this;
    }

    private ObjectNode payload(String operation) {
        ObjectNode payload = sample.path("value").path("payload").deepCopy();
        ObjectNode source = (ObjectNode) payload.path("source");
        source.put("name", prefix).put("ts_ms", System.currentTimeMillis());
        return payload.put("op", operation);
    }

    private JsonNode row(long id, String name) {
        if (name == null) {
            return JSON.nullNode();
        }
        ObjectNode row = JSON.createObjectNode().put("id", id).put("customer_name", name).put("amount", connect ? "Opg=" : amount)
                .put("created_at", "2025-10-20T14:34:09Z");
        return noted ? row.put("note", "noted") : row;
    }

    private ChangeTopic add(int partition, byte[] key, ObjectNode payload) {
        JsonNode value = payload;
        if (connect) {
            ObjectNode whole = JSON.createObjectNode();
            whole.set("schema", sample.path("value").path("schema"));
            value = whole.set("payload", payload);
        }
        pending.add(record(partition, key, value.toString()));
        return this;
    }

    private ProducerRecord<byte[], byte[]> record(int partition, byte[] key, String value) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, partition, key, bytes(value));
        if (!connect) {
            record.headers().add(ChangeEventDecoder.SCHEMA_HEADER, bytes(noted ? NOTED_ID : SCHEMA_ID));
        }
        return record;
    }

    /** Sends what was added since the last call. */
    void commit() {
        producer.beginTransaction();
        pending.forEach(producer::send);
        producer.commitTransaction();
        pending.clear();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        producer.close();
    }
}
