package sluice.capture;

import java.util.List;
import java.util.Properties;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.component.debezium.mysql.configuration.MySqlConnectorEmbeddedDebeziumConfiguration;
import org.apache.camel.support.DefaultEndpoint;
import sluice.kafka.KafkaAccess;

/** A {@code debezium-mysql:} endpoint: one source, captured in batches. */
public final class CaptureEndpoint extends DefaultEndpoint {

    private static final String HISTORY = "schema.history.internal.";

    private final CaptureComponent component;
    private final MySqlConnectorEmbeddedDebeziumConfiguration configuration;

    CaptureEndpoint(String uri, CaptureComponent component, MySqlConnectorEmbeddedDebeziumConfiguration configuration) {
        super(uri, component);
        this.component = component;
        this.configuration = configuration;
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        CaptureConsumer consumer = new CaptureConsumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }

    @Override
    public Producer createProducer() {
        throw new UnsupportedOperationException("debezium-mysql: reads changes; it cannot be sent to");
    }

    @Override
    public CaptureComponent getComponent() {
        return component;
    }

    /**
     * The engine's properties: what the endpoint's options say, and how Kafka is reached, which may be a secret. Camel's component gives the fetch size as 0 where nobody has set it, by which the driver
     * holds a whole table in memory before it hands out the first row; Debezium's own default streams.
     */
    Properties engine() {
        Properties engine = configuration.createDebeziumConfiguration().asProperties();
        engine.remove("snapshot.fetch.size", "0");
        KafkaAccess kafka = component.kafka();
        engine.put(HISTORY + "kafka.bootstrap.servers", kafka.brokers());
        for (String client : List.of(HISTORY + "consumer.", HISTORY + "producer.", SourceOffsetStore.KAFKA)) {
            engine.putAll(kafka.prefixed(client));
        }
        return engine;
    }

    /** Whether a first start copies the tables' rows. */
    boolean copiesRows() {
        String mode = configuration.getSnapshotMode();
        return !mode.equals("no_data") && !mode.equals("never") && !mode.equals("schema_only");
    }
}
