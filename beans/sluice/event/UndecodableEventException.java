package sluice.event;

import com.fasterxml.jackson.core.JacksonException;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A record of a change topic that cannot be decoded; its lane stops, since skipping it would lose a change. */
public final class UndecodableEventException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public UndecodableEventException(ConsumerRecord<byte[], byte[]> record, Throwable cause) {
        super("topic " + record.topic() + " partition " + record.partition() + " offset " + record.offset()
                + " cannot be decoded: " + reason(cause), cause);
    }

    /** A parser quotes what it stumbles over, and that is a row's value. */
    private static String reason(Throwable cause) {
        return cause instanceof JacksonException || cause.getCause() instanceof JacksonException ? "it is no valid JSON" : cause.getMessage();
    }
}
