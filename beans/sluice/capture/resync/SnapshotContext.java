package sluice.capture.resync;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import sluice.schema.TableId;

/**
 * The part of a source offset that tells Debezium which tables it has to read once more, in which order, and how far the first of them
 * is read. Debezium takes it up when its engine starts, and writes it into each of its offsets until the tables are through.
 *
 * <p>So a request is put into the offset itself, in the Kafka transaction of the barrier that empties the table: a crash cannot leave the
 * one without the other. Debezium's signals would be another way in, but they are carried out on a thread of their own, beside the one that
 * reads the binlog: a change that passes while the first chunk is being read is not seen to be newer than the chunk's row (P2).
 */
public final class SnapshotContext {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PREFIX = "incremental_snapshot";
    private static final String TABLES = PREFIX + "_collections";
    private static final String ID = TABLES + "_id";
    private static final String CONDITION = TABLES + "_additional_condition";
    private static final String SURROGATE = TABLES + "_surrogate_key";

    private SnapshotContext() {
    }

    /** What is still to be read, in order; the first one is being read. */
    public static List<Resync> of(Map<String, ?> offset) {
        return parse(offset.get(TABLES));
    }

    /** The same as it stands in the offset: null if nothing is to be read; of two that are equal the tables are the same. */
    static Object text(Map<String, ?> offset) {
        return offset.get(TABLES);
    }

    private static List<Resync> parse(Object tables) {
        List<Resync> resyncs = new ArrayList<>();
        if (tables != null) {
            for (JsonNode entry : read(tables.toString())) {
                String id = entry.path(ID).asText();
                int dot = id.indexOf('.');
                resyncs.add(new Resync(new TableId(id.substring(0, dot), id.substring(dot + 1)), entry.path(CONDITION).asText("")));
            }
        }
        return resyncs;
    }

    /** The offset with tables behind those that it has. One that is there already begins again. */
    public static Map<String, Object> with(Map<String, ?> offset, List<Resync> added) {
        Map<String, Object> changed = without(offset, added.stream().map(Resync::table).toList());
        List<Resync> all = new ArrayList<>(of(changed));
        all.addAll(added);
        changed.put(TABLES, write(all));
        return changed;
    }

    /** The offset without these tables. */
    public static Map<String, Object> without(Map<String, ?> offset, Collection<TableId> tables) {
        List<Resync> before = of(offset);
        List<Resync> after = before.stream().filter(resync -> !tables.contains(resync.table())).toList();
        Map<String, Object> changed = new HashMap<>(offset);
        boolean firstGoes = !before.isEmpty() && (after.isEmpty() || !after.get(0).equals(before.get(0)));
        if (firstGoes) {
            changed.keySet().removeIf(key -> key.startsWith(PREFIX)); // how far it was read
        }
        if (!after.isEmpty()) {
            changed.put(TABLES, write(after));
        }
        return changed;
    }

    /** The place of one offset, with what another one says of the tables that are read once more. */
    public static Map<String, Object> at(Map<String, ?> place, Map<String, ?> context) {
        Map<String, Object> merged = removed(place);
        context.forEach((key, value) -> {
            if (key.startsWith(PREFIX)) {
                merged.put(key, value);
            }
        });
        return merged;
    }

    /** The place alone. */
    public static Map<String, Object> removed(Map<String, ?> offset) {
        Map<String, Object> place = new HashMap<>(offset);
        place.keySet().removeIf(key -> key.startsWith(PREFIX));
        return place;
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the source offset does not tell which tables are read once more: " + json, e);
        }
    }

    private static String write(List<Resync> resyncs) {
        ArrayNode array = JSON.createArrayNode();
        for (Resync resync : resyncs) {
            ObjectNode entry = array.addObject();
            entry.put(ID, resync.table().toString());
            entry.put(CONDITION, resync.where());
            entry.put(SURROGATE, "");
        }
        return array.toString();
    }
}
