package sluice.capture;

import java.util.HashMap;
import java.util.Map;
import java.util.TimeZone;
import org.apache.camel.Endpoint;
import org.apache.camel.component.debezium.mysql.DebeziumMySqlComponent;
import org.apache.camel.component.debezium.mysql.DebeziumMySqlEndpoint;
import org.apache.camel.component.debezium.mysql.configuration.MySqlConnectorEmbeddedDebeziumConfiguration;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import sluice.capture.resync.Resyncs;
import sluice.control.Settings;
import sluice.control.SourceDatabase;
import sluice.kafka.KafkaAccess;
import sluice.kafka.Topics;

/**
 * The component behind {@code debezium-mysql:} endpoints, bound in the registry under that name.
 *
 * <p>camel-debezium makes one exchange an event, swallows the exchange's exception, and lets the engine mark the event
 * as done: a failed send is a lost event. This component lets the stock one create and check the endpoint with all of
 * its options, and takes over its configuration; only the consumer is ours.
 */
public final class CaptureComponent extends DefaultComponent {

    private final Settings settings;
    private final Topics topics;
    private final CapturedTables tables;
    private final CaptureMonitor monitor;
    private final Resyncs resyncs;
    private final StopPlace stopPlace;
    private final CaptureOwnership ownership;
    private CaptureRestarts restarts;

    public CaptureComponent(Settings settings, Topics topics, CapturedTables tables, CaptureMonitor monitor, Resyncs resyncs) {
        this.settings = settings;
        this.topics = topics;
        this.tables = tables;
        this.monitor = monitor;
        this.resyncs = resyncs;
        monitor.tell(resyncs::progress);
        this.stopPlace = StopPlace.of(settings.get("capture.stop.at"));
        this.ownership = new CaptureOwnership(settings.kafka(), prefix() + ".__capture", topics.offsets(),
                settings.integer("capture.session.timeout.ms"));
    }

    /**
     * Debezium reads the DATETIMEs of a snapshot through the zone of the process: where that zone puts its clocks forward, half
     * past midnight would be copied as half past one.
     */
    @Override
    protected void doInit() throws Exception {
        super.doInit();
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
        restarts = new CaptureRestarts(getCamelContext(), monitor);
    }

    @Override
    protected Endpoint createEndpoint(String uri, String name, Map<String, Object> parameters) throws Exception {
        DebeziumMySqlComponent stock = new DebeziumMySqlComponent(getCamelContext());
        configure(stock.getConfiguration());
        ServiceHelper.startService(stock);
        DebeziumMySqlEndpoint endpoint = (DebeziumMySqlEndpoint) stock.createEndpoint(uri, new HashMap<>(parameters));
        parameters.clear(); // they are the stock endpoint's, which has refused those that it does not know
        return new CaptureEndpoint(uri, this, endpoint.getConfiguration());
    }

    Topics topics() {
        return topics;
    }

    CapturedTables tables() {
        return tables;
    }

    /** What must not stand in an endpoint's URI (a password), or is no plain copy of a setting. */
    private void configure(MySqlConnectorEmbeddedDebeziumConfiguration configuration) {
        configuration.setDatabaseUser(settings.get("source.user"));
        configuration.setDatabasePassword(settings.get("source.password"));
        configuration.setDatabaseIncludeList(tables.databaseIncludeList());
        configuration.setTableIncludeList(tables.tableIncludeList());
        configuration.setMessageKeyColumns(settings.optional("message.key.columns").orElse(null));
        configuration.setDatabaseServerId(Long.parseLong(settings.get("source.server.id")));
    }

    KafkaAccess kafka() {
        return settings.kafka();
    }

    String prefix() {
        return settings.get("topics.prefix");
    }

    Resumption resumption() {
        return new Resumption(settings.kafka(), topics, tables, new SourceDatabase(settings));
    }

    /** Null if there is none. */
    StopPlace stopPlace() {
        return stopPlace;
    }

    CaptureRestarts restarts() {
        return restarts;
    }

    CaptureOwnership ownership() {
        return ownership;
    }

    Resyncs resyncs() {
        return resyncs;
    }

    /** The last offset that is in Kafka, as it stands there. */
    ConsumerRecord<byte[], byte[]> recordedOffset() {
        return new SourceOffsetLog(settings.kafka(), topics.offsets()).record();
    }

    CaptureMonitor monitor() {
        return monitor;
    }
}
