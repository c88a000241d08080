package sluice.capture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import sluice.kafka.TopicLog;

/** The topic to which capture writes the source's offset, in the transaction of the events that it stands for. */
public final class SourceOffsetLog {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final TopicLog log;
    private byte[] last;

    public SourceOffsetLog(String brokers, String topic) {
        this.log = new TopicLog(brokers, topic);
    }

    /** The offset as Connect's JsonConverter writes it, without schema; empty before the first batch. */
    public Optional<byte[]> last() {
        log.readToEnd(record -> last = record.value());
        return Optional.ofNullable(last);
    }

    /** Whether the next start begins with a snapshot: there is no offset, or only one of an unfinished snapshot. */
    boolean snapshotDue() {
        return last().map(value -> {
            JsonNode offset = read(value);
            return offset.hasNonNull("snapshot") && !offset.path("snapshot_completed").asBoolean();
        }).orElse(true);
    }

    /** What the offset says under a name that is not the connector's; null if nothing. */
    public String mark(String name) {
        return last().map(value -> read(value).path(name).asText(null)).orElse(null);
    }

    private static JsonNode read(byte[] value) {
        try {
            return JSON.readTree(value);
        } catch (IOException e) {
            throw new UncheckedIOException("the recorded source offset is not JSON", e);
        }
    }

    public static byte[] encode(Map<String, ?> offset) {
        try {
            return JSON.writeValueAsBytes(offset);
        } catch (IOException e) {
            throw new UncheckedIOException("a source offset cannot be written as JSON", e);
        }
    }
}
