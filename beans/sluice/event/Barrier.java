package sluice.event;

import sluice.schema.TableId;

/**
 * An event that concerns a whole table and therefore stands in every partition of its topic (design, section 4.7).
 * All lanes stop at it; when every partition has arrived, one of them carries out the action, and all go on.
 *
 * @param id         unique, the same in every partition and whenever capture writes it again
 * @param kind       what to do when all have arrived
 * @param table      the table at the source
 * @param partitions how many partitions have to arrive: those that the topic had when the barrier was written
 * @param position   where in the binlog it stands
 * @param change     what became of the table's structure; null for the other kinds
 */
public record Barrier(String id, Kind kind, TableId table, int partitions, SourcePosition position, SchemaChange change) {

    /** The Kafka header that marks a barrier; its value is the barrier's id. */
    public static final String HEADER = "sluice.barrier";

    /** A barrier of a kind that says nothing about the table's structure. */
    public Barrier(String id, Kind kind, TableId table, int partitions, SourcePosition position) {
        this(id, kind, table, partitions, position, null);
    }

    /** What a barrier does. */
    public enum Kind {
        /** The source emptied the table. */
        TRUNCATE,
        /** A snapshot begins: what an earlier, interrupted one has left behind goes away. */
        SNAPSHOT,
        /** An operator wants the table's rows to be read from the source once more: what is in the target goes away. */
        RESYNC,
        /** The source created, altered, renamed or dropped the table. */
        SCHEMA
    }
}
