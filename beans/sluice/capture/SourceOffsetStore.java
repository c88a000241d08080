package sluice.capture;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.connect.runtime.WorkerConfig;
import org.apache.kafka.connect.storage.OffsetBackingStore;
import org.apache.kafka.connect.util.Callback;
import sluice.capture.resync.SnapshotContext;
import sluice.kafka.KafkaAccess;

/**
 * Gives Debezium the offset that capture wrote with the last committed batch, and writes nothing itself: an offset
 * that is stored at another time than its events either loses or repeats events after a crash. One capture has one
 * source, so every key has the same offset.
 */
public final class SourceOffsetStore implements OffsetBackingStore {

    /** What the configuration keys begin with that say how Kafka is reached, as {@link KafkaAccess#prefixed} makes them. */
    public static final String KAFKA = "sluice.kafka.";

    /** Configuration key: the topic that holds the offsets. */
    public static final String TOPIC = "sluice.offsets.topic";

    /** Configuration key: whether the engine is not told of the tables that are to be read once more. */
    public static final String HELD = "sluice.resync.held";

    private SourceOffsetLog log;
    private boolean held;

    @Override
    public void configure(WorkerConfig config) {
        Map<String, String> settings = config.originalsStrings();
        log = new SourceOffsetLog(KafkaAccess.of(settings, KAFKA), settings.get(TOPIC));
        held = Boolean.parseBoolean(settings.get(HELD));
    }

    @Override
    public Future<Map<ByteBuffer, ByteBuffer>> get(Collection<ByteBuffer> keys) {
        Map<ByteBuffer, ByteBuffer> offsets = new HashMap<>();
        log.last().map(value -> held ? SourceOffsetLog.encode(SnapshotContext.removed(SourceOffsetLog.decode(value))) : value)
                .ifPresent(value -> keys.forEach(key -> offsets.put(key, ByteBuffer.wrap(value))));
        return CompletableFuture.completedFuture(offsets);
    }

    @Override
    public Future<Void> set(Map<ByteBuffer, ByteBuffer> values, Callback<Void> callback) {
        if (callback != null) {
            callback.onCompletion(null, null);
        }
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public Set<Map<String, Object>> connectorPartitions(String connectorName) {
        return Set.of();
    }

    @Override
    public void start() {
        // nothing to open: the log is read when Debezium asks
    }

    @Override
    public void stop() {
        // nothing to close
    }
}
