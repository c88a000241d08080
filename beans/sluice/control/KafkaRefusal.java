package sluice.control;

import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import sluice.kafka.KafkaAccess;

/**
 * Why Kafka does not let a client in, and what to do about it.
 *
 * <p>A client that speaks plain text to a broker that expects TLS, or the other way round, is cut off without a word, and hears nothing but a
 * time-out: so the protocol is named there.
 */
final class KafkaRefusal {

    private KafkaRefusal() {
    }

    /** @param failure of a client whose brokers accept connections */
    static String of(KafkaAccess kafka, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SaslAuthenticationException) {
                return "Kafka at " + kafka.brokers() + " refuses the user or the password (" + RootCause.oneLine(cause.getMessage()) + "); correct "
                        + "kafka.client.sasl.jaas.config, and see that kafka.client.sasl.mechanism (now " + mechanism(kafka)
                        + ") is the one that the user has there";
            } else if (cause instanceof SslAuthenticationException) {
                return "no TLS with Kafka at " + kafka.brokers() + ": " + RootCause.of(cause) + "; see that kafka.client.ssl.truststore.location "
                        + "trusts its certificate, that the certificate names the hosts of kafka.brokers, and, if Kafka asks for a certificate of "
                        + "ours, that kafka.client.ssl.keystore.location has one";
            }
        }
        if (failure instanceof KafkaException) {
            return "no client of Kafka's can be made with the settings kafka.client.*: " + RootCause.of(failure) + "; correct them";
        }
        return kafka.brokers() + " accepts connections but does not answer like a Kafka broker: " + RootCause.of(failure) + "; correct kafka.brokers, "
                + "or kafka.client.security.protocol if that listener speaks another than " + protocol(kafka);
    }

    private static String protocol(KafkaAccess kafka) {
        return kafka.client().getOrDefault(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, CommonClientConfigs.DEFAULT_SECURITY_PROTOCOL);
    }

    private static String mechanism(KafkaAccess kafka) {
        return kafka.client().getOrDefault(SaslConfigs.SASL_MECHANISM, SaslConfigs.DEFAULT_SASL_MECHANISM);
    }
}
