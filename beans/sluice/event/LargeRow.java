package sluice.event;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * What a stub says in place of a row that was too large for Kafka when it was captured. The stub is the row's change event without
 * its images: key, partition and place, operation and source position are the change's own.
 *
 * <p>It stands in the event's value and not in a header of Kafka's: so it stays with the event in SLUICE_PARKED and in copies.
 *
 * @param bytes the least {@code capture.row.max.bytes} with which the change could have been written
 * @param limit what it was
 */
public record LargeRow(long bytes, long limit) {

    /** The field of the envelope that holds it. */
    public static final String FIELD = "large";

    /** How such rows are called where they are parked. */
    public static final String ERROR = "size";

    /** @param json behind the field's name */
    public void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeNumberField("bytes", bytes);
        json.writeNumberField("limit", limit);
        json.writeEndObject();
    }

    /** @param json at the begin of the object */
    static LargeRow read(JsonParser json) throws IOException {
        long bytes = 0;
        long limit = 0;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "bytes" -> bytes = json.getLongValue();
                case "limit" -> limit = json.getLongValue();
                default -> json.skipChildren();
            }
        }
        return new LargeRow(bytes, limit);
    }
}
