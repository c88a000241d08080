package sluice.capture;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import sluice.event.BarrierCodec;
import sluice.kafka.TopicLog;
import sluice.schema.TableId;
import sluice.schema.source.SourceTable;

/**
 * The structure of each captured table as of the last change that was captured. It is written in the transaction of the
 * events around it, so after a crash it is exactly as old as the offset from which the binlog is read again: what a
 * statement has changed is found by comparing, and is found again when the statement is read again.
 *
 * <p>The source's own catalog is of no use for that: it may be many statements further on.
 */
final class KnownTables {

    private final Map<TableId, SourceTable> tables = new HashMap<>();
    private final BiConsumer<byte[], byte[]> writer;

    /** @param writer takes the key and the value of a new record of the topic; the value is null for a table that is gone */
    KnownTables(BiConsumer<byte[], byte[]> writer) {
        this.writer = writer;
    }

    /** Reads what earlier runs have recorded. */
    void load(TopicLog log) {
        log.readToEnd(record -> {
            if (record.value() != null) {
                SourceTable table = BarrierCodec.table(record.value());
                tables.put(table.id(), table);
            } else {
                tables.keySet().removeIf(id -> name(id).equals(new String(record.key(), StandardCharsets.UTF_8)));
            }
        });
    }

    boolean isEmpty() {
        return tables.isEmpty();
    }

    /** The table's structure; null if there is no such table, or if nothing is known of it. */
    SourceTable get(TableId id) {
        return tables.get(id);
    }

    Set<TableId> ids() {
        return Set.copyOf(tables.keySet());
    }

    /** The tables of a database. */
    List<TableId> of(String database) {
        return tables.keySet().stream().filter(id -> id.database().equals(database)).toList();
    }

    /**
     * @param table null if the table is gone
     * @param named whether its key is one that the settings name
     */
    void put(TableId id, SourceTable table, boolean named) {
        if (table == null) {
            tables.remove(id);
        } else {
            tables.put(id, table);
        }
        writer.accept(name(id).getBytes(StandardCharsets.UTF_8), table == null ? null : BarrierCodec.encode(table, named));
    }

    /** A slash, which no dot in a name can be taken for. */
    private static String name(TableId id) {
        return id.database() + "/" + id.table();
    }
}
