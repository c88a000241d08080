package sluice.capture.start;

import java.util.LinkedHashMap;
import java.util.Map;
import sluice.capture.SourceOffsetLog;

/**
 * Where capture begins: between two transactions of the binlog. The first change that is captured is the first one that was
 * committed behind it.
 *
 * @param file     the binlog
 * @param position in the file, in bytes
 * @param gtids    all transactions before it; null where the server has no GTIDs
 */
public record StartPoint(String file, long position, String gtids) {

    /**
     * As Debezium's MySQL connector records an offset (BinlogOffsetContext), and the mark, which it passes over.
     *
     * @param looked the mark's value, {@code file:position}
     */
    Map<String, Object> offset(String looked) {
        Map<String, Object> offset = new LinkedHashMap<>();
        offset.put("file", file);
        offset.put("pos", position);
        if (gtids != null) {
            offset.put("gtids", gtids);
        }
        offset.put(SourceOffsetLog.START_MARK, looked);
        return offset;
    }

    @Override
    public String toString() {
        return file + ":" + position + (gtids == null ? "" : " behind the GTIDs " + (gtids.isEmpty() ? "(none)" : gtids));
    }
}
