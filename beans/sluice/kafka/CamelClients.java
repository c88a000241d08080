package sluice.kafka;

import java.util.Properties;
import org.apache.camel.component.kafka.DefaultKafkaClientFactory;
import org.apache.camel.component.kafka.KafkaConfiguration;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/**
 * Makes the clients of Camel's {@code kafka:} endpoints. How Kafka lets us in stands in no endpoint, whose URI is shown over JMX and in
 * messages.
 */
public class CamelClients extends DefaultKafkaClientFactory {

    private final KafkaAccess kafka;

    public CamelClients(KafkaAccess kafka) {
        this.kafka = kafka;
    }

    @Override
    public String getBrokers(KafkaConfiguration endpoint) {
        return kafka.brokers();
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Producer getProducer(Properties settings) {
        return super.getProducer(kafka.over(settings));
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Consumer getConsumer(Properties settings) {
        return super.getConsumer(kafka.over(settings));
    }

    protected final KafkaAccess kafka() {
        return kafka;
    }
}
