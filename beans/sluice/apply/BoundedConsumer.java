package sluice.apply;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import sluice.load.Bounds;

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
        return of(settings, new Bounds() {
            @Override
            public int rows() {
                return Integer.MAX_VALUE;
            }

            @Override
            public long bytes() {
                return pollBytes;
            }

            @Override
            public void reached() {
                // its bounds are fixed
            }
        });
    }

    /** @param bounds of a poll; asked for each, so that they can be changed, which {@code max.poll.records} cannot */
    static BoundedConsumer of(Properties settings, Bounds bounds) {
        return new BoundedConsumer(settings, new Values(bounds));
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        values.begin();
        return super.poll(timeout);
    }

    /** Counts what a poll has. Used by the polling thread alone. */
    private static final class Values extends ByteArrayDeserializer {

        private static final SerializationException ENOUGH = new SerializationException("the poll has enough");

        private final Bounds bounds;
        private long most;
        private long taken;
        private int left;

        Values(Bounds bounds) {
            this.bounds = bounds;
        }

        void begin() {
            taken = 0;
            most = bounds.bytes();
            left = bounds.rows();
        }

        @Override
        public byte[] deserialize(String topic, Headers headers, ByteBuffer value) {
            int size = value.remaining();
            if (taken > 0 && taken + size > most || left <= 0) {
                bounds.reached();
                throw ENOUGH;
            }
            taken += size;
            left--;
            return super.deserialize(topic, headers, value);
        }
    }
}
