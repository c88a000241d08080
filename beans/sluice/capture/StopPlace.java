package sluice.capture;

import io.debezium.engine.ChangeEvent;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * The place of the binlog at which capture ends, if it has one: what was committed behind it is not captured.
 *
 * <p>An event's offset is the begin of its transaction, so no transaction is cut apart at a place between two of them.
 */
final class StopPlace {

    private static final Pattern FORM = Pattern.compile("(.+?)\\.?(\\d+):(\\d+)");

    private final String text;
    private final String base;
    private final long file;
    private final long position;

    private StopPlace(String text, Matcher parts) {
        this.text = text;
        this.base = parts.group(1);
        this.file = Long.parseLong(parts.group(2));
        this.position = Long.parseLong(parts.group(3));
    }

    /**
     * @param setting {@code binlog.000042:4711}; empty for no such place
     * @return null for no such place
     */
    static StopPlace of(String setting) {
        Matcher parts = FORM.matcher(setting);
        return parts.matches() ? new StopPlace(setting, parts) : null;
    }

    /**
     * Takes the events away that stand behind the place.
     *
     * @param events in the binlog's order
     * @return whether there were any, so that no more are to come
     */
    boolean cut(List<ChangeEvent<SourceRecord, SourceRecord>> events) {
        int end = 0;
        while (end < events.size() && !isBehind(events.get(end).value().sourceOffset())) {
            end++;
        }
        boolean reached = end < events.size();
        events.subList(end, events.size()).clear();
        return reached;
    }

    boolean isBehind(Map<String, ?> offset) {
        if (SourceOffset.inSnapshot(offset)) {
            return false; // a snapshot has its own time
        }
        Matcher at = FORM.matcher(offset.get("file") + ":" + offset.get("pos"));
        if (!at.matches() || !at.group(1).equals(base)) {
            return false;
        }
        long number = Long.parseLong(at.group(2));
        return number > file || number == file && Long.parseLong(at.group(3)) >= position;
    }

    @Override
    public String toString() {
        return text;
    }
}
