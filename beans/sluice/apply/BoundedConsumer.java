package sluice.apply;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Properties;
import java.util.function.IntSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A Kafka consumer whose polls end when they have enough bytes, or as many records as may be now.
 *
 * <p>Kafka's own limits count what a fetch brings, and that is compressed: some megabytes of it may be gigabytes of rows, which
 * {@code max.poll.records} would let into one poll. What a poll may hold is only known where its records are unpacked, one after the
 * other: in their deserializer. One that fails ends the poll with the records before it, and the next poll begins with the record that
 * failed (Kafka's CompletedFetch keeps it to be deserialized again). It logs an error each time, which logback.xml turns off.
 */
final class BoundedConsumer extends KafkaConsumer<byte[], byte[]> {

    private final Values values;

    private BoundedConsumer(Properties settings, Values values) {
        super(settings, new ByteArrayDeserializer(), values);
        this.values = values;
    }

    /** @param pollBytes that a poll may have; it has one record at least, however large that is */
    static BoundedConsumer of(Properties settings, long pollBytes) {
        return of(settings, pollBytes, () -> Integer.MAX_VALUE);
    }

    /** @param pollRecords that a poll may have; asked for each, so that it can be changed, which {@code max.poll.records} cannot */
    static BoundedConsumer of(Properties settings, long pollBytes, IntSupplier pollRecords) {
        return new BoundedConsumer(settings, new Values(pollBytes, pollRecords));
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        values.begin();
        return super.poll(timeout);
    }

    /** Counts what a poll has. Used by the polling thread alone. */
    private static final class Values extends ByteArrayDeserializer {

        private static final SerializationException ENOUGH = new SerializationException("the poll has enough");

        private final long most;
        private final IntSupplier mostRecords;
        private long taken;
        private int left;

        Values(long most, IntSupplier mostRecords) {
            this.most = most;
            this.mostRecords = mostRecords;
        }

        void begin() {
            taken = 0;
            left = mostRecords.getAsInt();
        }

        @Override
        public byte[] deserialize(String topic, Headers headers, ByteBuffer value) {
            int size = value.remaining();
            if (taken > 0 && taken + size > most || left <= 0) {
                throw ENOUGH;
            }
            taken += size;
            left--;
            return super.deserialize(topic, headers, value);
        }
    }
}
