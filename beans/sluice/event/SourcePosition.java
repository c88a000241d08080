package sluice.event;

/**
 * Where in the source's binlog a change stands; for people and for the lag, never for ordering: the order of
 * changes is the order of their Kafka offsets.
 *
 * @param file     binlog file, empty in a snapshot without binlog
 * @param pos      position in that file
 * @param row      row within the event
 * @param gtid     the transaction's GTID, null where the source has none
 * @param serverId the server that wrote the change
 * @param millis   when the source committed it, milliseconds since the epoch; 0 where unknown
 */
public record SourcePosition(String file, long pos, int row, String gtid, long serverId, long millis) {

    public static final SourcePosition UNKNOWN = new SourcePosition("", 0, 0, null, 0, 0);

    @Override
    public String toString() {
        if (file.isEmpty()) {
            return "-";
        }
        return file + ":" + pos + "[" + row + "]" + (gtid == null ? "" : " " + gtid);
    }
}
