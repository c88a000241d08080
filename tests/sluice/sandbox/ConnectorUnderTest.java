package sluice.sandbox;

import io.debezium.engine.ChangeEvent;
import io.debezium.engine.DebeziumEngine;
import io.debezium.embedded.Connect;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * What a Kafka Connect cluster does with Debezium's connector, without the cluster: the real connector, its own defaults but for
 * what the handbook asks for, and Connect's own JsonConverter with schemas in each record.
 */
public final class ConnectorUnderTest implements AutoCloseable {

    private final JsonConverter keys = new JsonConverter();
    private final JsonConverter values = new JsonConverter();
    private final KafkaProducer<byte[], byte[]> producer;
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final DebeziumEngine<ChangeEvent<SourceRecord, SourceRecord>> engine;

    /**
     * @param prefix   of the topics, which have to be there
     * @param database that is read
     */
    public ConnectorUnderTest(MySqlServer mysql, String brokers, String prefix, String database) {
        Map<String, String> converter = Map.of("schemas.enable", "true", "replace.null.with.default", "false");
        keys.configure(converter, true);
        values.configure(converter, false);
        producer = new KafkaProducer<>(Map.of("bootstrap.servers", brokers, "max.request.size", "16777216", "linger.ms", "5"),
                new ByteArraySerializer(), new ByteArraySerializer());
        engine = DebeziumEngine.create(Connect.class).using(properties(mysql, prefix, database)).notifying(this::send).build();
    }

    private static Properties properties(MySqlServer mysql, String prefix, String database) {
        Properties properties = new Properties();
        properties.putAll(Map.ofEntries(Map.entry("name", prefix), Map.entry("topic.prefix", prefix),
                Map.entry("connector.class", "io.debezium.connector.mysql.MySqlConnector"),
                Map.entry("offset.storage", "org.apache.kafka.connect.storage.MemoryOffsetBackingStore"),
                Map.entry("schema.history.internal", "io.debezium.relational.history.MemorySchemaHistory"),
                Map.entry("database.hostname", mysql.host()), Map.entry("database.port", Integer.toString(mysql.port())),
                Map.entry("database.user", mysql.sluice().user()), Map.entry("database.password", mysql.sluice().password()),
                Map.entry("database.server.id", "4711"), Map.entry("database.include.list", database),
                Map.entry("include.schema.changes", "false"), Map.entry("tombstones.on.delete", "false"),
                Map.entry("skipped.operations", "none"), Map.entry("enable.time.adjuster", "false"),
                Map.entry("datatype.propagate.source.type", ".*"), Map.entry("event.converting.failure.handling.mode", "fail"),
                Map.entry("driver.connectionTimeZone", "UTC"), Map.entry("driver.forceConnectionTimeZoneToSession", "true"),
                Map.entry("driver.allowPublicKeyRetrieval", "true"), Map.entry("database.allowPublicKeyRetrieval", "true")));
        return properties;
    }

    public void start() {
        thread.execute(engine);
    }

    private void send(List<ChangeEvent<SourceRecord, SourceRecord>> events,
                      DebeziumEngine.RecordCommitter<ChangeEvent<SourceRecord, SourceRecord>> committer) throws InterruptedException {
        try {
            List<Future<RecordMetadata>> sent = new ArrayList<>(events.size());
            for (ChangeEvent<SourceRecord, SourceRecord> event : events) {
                SourceRecord record = event.value();
                sent.add(producer.send(new ProducerRecord<>(record.topic(), keys.fromConnectData(record.topic(), record.keySchema(), record.key()),
                        values.fromConnectData(record.topic(), record.valueSchema(), record.value()))));
            }
            for (Future<RecordMetadata> each : sent) {
                each.get();
            }
            for (ChangeEvent<SourceRecord, SourceRecord> event : events) {
                committer.markProcessed(event);
            }
            committer.markBatchFinished();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Kafka did not take an event: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            engine.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            thread.shutdown();
            producer.close();
        }
    }
}
