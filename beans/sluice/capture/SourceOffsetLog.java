package sluice.capture;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import sluice.kafka.KafkaAccess;
import sluice.kafka.TopicLog;

/**
 * The topic to which capture writes the source's offset, in the transaction of the events that it stands for. Headers of
 * the record name the server that was read and the last transaction: on another server the offset alone means nothing.
 */
public final class SourceOffsetLog {

    /** The Kafka header of a recorded offset that names the server. */
    public static final String SERVER_HEADER = "sluice.server";

    /**
     * Marks an offset that no capture wrote, but an operator: the structure of the tables has to be read at the start. Its value is the
     * place up to which the binlog was looked through for changes of that structure.
     */
    public static final String START_MARK = "sluice_start";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final TopicLog log;
    private ConsumerRecord<byte[], byte[]> last;

    public SourceOffsetLog(KafkaAccess kafka, String topic) {
        this.log = new TopicLog(kafka, topic);
    }

    /** The offset as Connect's JsonConverter writes it, without schema; empty before the first batch. */
    public Optional<byte[]> last() {
        log.readToEnd(record -> last = record);
        return Optional.ofNullable(last).map(ConsumerRecord::value);
    }

    /** The last record as it is, for one that is to take its place; null before the first batch. */
    ConsumerRecord<byte[], byte[]> record() {
        last();
        return last;
    }

    /** The offset of a record. */
    static Map<String, Object> decode(byte[] value) {
        try {
            return JSON.readValue(value, new TypeReference<>() { });
        } catch (IOException e) {
            throw new UncheckedIOException("the recorded source offset is not JSON", e);
        }
    }

    /** Where the binlog is read on; empty if the next start begins with a snapshot. */
    Optional<SourceOffset> resume() {
        return last().map(SourceOffsetLog::read)
                .map(offset -> SourceOffset.of(offset, header(SourceOffset.TRANSACTION_HEADER), header(SERVER_HEADER)));
    }

    private String header(String name) {
        Header header = last.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
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
