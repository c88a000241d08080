package sluice.capture;

import io.debezium.data.Envelope;
import java.util.Set;
import org.apache.kafka.connect.data.Struct;
import sluice.event.LargeRow;

/**
 * The messages of rows: none is larger than Kafka takes.
 *
 * <p>What a lane does not need is left out first: the row as it was before an update, and all of a deleted row but its key, which
 * is the message's own. Only a row that is too large as it is becomes a stub ({@link LargeRow}), under the same key and in the same
 * place. Left out altogether, the target would keep the row's older state, and nobody would ever know (P1, P4).
 */
final class RowMessages {

    /** For what stands around the value: headers, Kafka's own framing, and what compression adds to bytes that do not shrink. */
    static final int RESERVED = 64 << 10;

    private static final Set<String> NOTHING = Set.of();
    private static final Set<String> OLD_ROW = Set.of(Envelope.FieldName.BEFORE);

    private final long limit;

    /** @param limit of a message in bytes: {@code capture.row.max.bytes} */
    RowMessages(long limit) {
        this.limit = limit;
    }

    /**
     * The value of an event's message.
     *
     * @param key     of the message; null for none
     * @param escaped whether the rows have labels that are {@linkplain sluice.event.EscapedLabel escaped}
     */
    byte[] value(Struct envelope, byte[] key, boolean escaped) {
        long around = RESERVED + (key == null ? 0 : key.length);
        byte[] whole = EnvelopeWriter.event(envelope, NOTHING, escaped, new MessageBytes(limit - around)).all();
        return whole == null ? shrunk(envelope, around, escaped) : whole;
    }

    private byte[] shrunk(Struct envelope, long around, boolean escaped) {
        MessageBytes withoutOldRow = EnvelopeWriter.event(envelope, OLD_ROW, escaped, new MessageBytes(limit - around));
        byte[] value = withoutOldRow.all();
        return value == null ? EnvelopeWriter.stub(envelope, new LargeRow(withoutOldRow.size() + around, limit)) : value;
    }
}
