package sluice.control;

/** Resyncs over JMX, as {@code sluice:type=Resync}. */
public interface ResyncMXBean {

    /** What is under way: one line a table; empty if nothing is. */
    String getTable();

    /** The same as JSON: an array of table, where, state, rows, about. */
    String getJson();

    /** What a resync of these tables would do, one line each. {@code where} is empty for all rows. */
    String plan(String[] tables, String where);

    /** Has the rows of these tables read once more; with an empty {@code where} the target's tables are emptied first. Returns what was done. */
    String resync(String[] tables, String where);

    /** Gives resyncs up where they are. Returns what was done. */
    String cancel(String[] tables);
}
