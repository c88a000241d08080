package sluice.capture;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sluice.event.BarrierCodec;
import sluice.kafka.TopicLog;
import sluice.schema.source.SourceTable;

/**
 * By which columns the changes of each table stand in its topic, as capture has recorded it.
 *
 * <p>A setting must not change that in mid-migration: the changes of one row from before and from after would be in two partitions,
 * which nothing orders, and an old one could overwrite a newer one (P3). A primary key that the source itself changes is another
 * thing: its statement is in the topic, as a barrier in every partition.
 */
public final class RecordedKeys {

    private static final String ELSE = ", or migrate it anew, under another topics.prefix and into an empty target";

    private final Map<String, byte[]> structures = new LinkedHashMap<>();

    /** @param tables the topic with the tables' structures */
    public static RecordedKeys read(TopicLog tables) {
        RecordedKeys keys = new RecordedKeys();
        tables.readToEnd(record -> keys.record(new String(record.key(), StandardCharsets.UTF_8), record.value()));
        return keys;
    }

    /** @param structure null for a table that is gone */
    void record(String table, byte[] structure) {
        if (structure == null) {
            structures.remove(table);
        } else {
            structures.put(table, structure);
        }
    }

    /** What the settings would change: one sentence a table, with the remedy; empty when all is as it was. */
    public List<String> changedBy(CapturedTables settings) {
        List<String> problems = new ArrayList<>();
        for (byte[] structure : structures.values()) {
            SourceTable table = BarrierCodec.table(structure);
            Optional<List<String>> named = settings.namedKey(table.id());
            String recorded = String.join(",", table.key());
            String why = "%s: its changes are in Kafka by %s, and message.key.columns %s: changes of one row would be in two partitions,"
                    + " and an old one could overwrite a newer one. ";
            if (named.isPresent() && !String.join(",", named.get()).equalsIgnoreCase(recorded)) {
                problems.add(why.formatted(table.id(), recorded, "names " + String.join(",", named.get()))
                        + remedy(table, recorded, BarrierCodec.isKeyNamed(structure)) + ELSE);
            } else if (named.isEmpty() && BarrierCodec.isKeyNamed(structure)) {
                problems.add(why.formatted(table.id(), recorded, "does not name them any more") + remedy(table, recorded, true) + ELSE);
            }
        }
        return problems;
    }

    private static String remedy(SourceTable table, String recorded, boolean named) {
        return named ? "Set message.key.columns=" + table.id() + ":" + recorded + " again" : "Take the table out of message.key.columns";
    }
}
