package sluice.verify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/** The next offsets that the lanes apply, by partition of a table's topic; empty where it has none yet. */
record Watermarks(TreeMap<Integer, Long> next) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Null for null. */
    static Watermarks of(String json) {
        try {
            return json == null ? null : new Watermarks(JSON.readValue(json, new TypeReference<>() { }));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("SLUICE_VERIFY holds no watermarks, but " + json, e);
        }
    }

    /** Of the partitions of one topic. */
    static Watermarks of(Map<TopicPartition, Long> offsets) {
        TreeMap<Integer, Long> next = new TreeMap<>();
        offsets.forEach((partition, offset) -> next.put(partition.partition(), offset));
        return new Watermarks(next);
    }

    String json() {
        try {
            return JSON.writeValueAsString(next);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("numbers are always JSON", impossible);
        }
    }
}
