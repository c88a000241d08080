package sluice.capture;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * From where the source is to be read on, as the last committed batch left it.
 *
 * @param file     the binlog's file; null before the binlog was read
 * @param position in the file, the begin of a transaction
 * @param gtids    the transactions that are captured to their end; null where the server has no GTIDs
 * @param begun    the transaction of the last event, which the offset leads into the middle of; null if it is in {@code gtids}.
 *                 Another server has to have it too: so many events of the next transaction are passed over, whichever that is
 * @param server   {@code server_uuid} of the server that was read; null if an earlier version of Sluice recorded the offset
 * @param byOperator whether {@code capture start-at} recorded it, before anything was captured
 */
record SourceOffset(String file, long position, String gtids, String begun, String server, boolean byOperator) {

    /** The header that names the transaction of the last event. */
    static final String TRANSACTION_HEADER = "sluice.transaction";

    /** Null while a snapshot is not through: it begins again, whatever the server. */
    static SourceOffset of(JsonNode offset, String begun, String server) {
        if (snapshotPending(offset)) {
            return null;
        }
        String gtids = offset.path("gtids").asText("");
        return new SourceOffset(offset.hasNonNull("file") ? offset.get("file").asText() : null, offset.path("pos").asLong(),
                gtids.isBlank() ? null : gtids, begun, server, offset.hasNonNull(SourceOffsetLog.START_MARK));
    }

    /** All transactions of which anything is captured. */
    String captured() {
        return begun == null ? gtids : gtids + "," + begun;
    }

    static boolean snapshotPending(JsonNode offset) {
        return offset.hasNonNull("snapshot") && !offset.path("snapshot_completed").asBoolean();
    }

    /** The same of an offset as the connector hands it over. */
    static boolean inSnapshot(Map<String, ?> offset) {
        return offset.get("snapshot") != null && !Boolean.TRUE.equals(offset.get("snapshot_completed"));
    }

    /** The place, for people. */
    @Override
    public String toString() {
        return file + ":" + position;
    }
}
