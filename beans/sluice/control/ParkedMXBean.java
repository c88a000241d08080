package sluice.control;

/** Parked rows over JMX, as {@code sluice:type=Parked}. */
public interface ParkedMXBean {

    /** What {@code sluice parked list} prints: counts by table, error and state. */
    String getTable();

    /** The same as JSON: an array of groups. */
    String getJson();

    /** Rows of a lane that may be parked and unresolved; a change holds until the process ends. */
    int getMaxRows();

    void setMaxRows(int rows);

    /** Rows of a lane that may be parked within a minute; a change holds until the process ends. */
    int getMaxPerMinute();

    void setMaxPerMinute(int rows);

    /** Requests the replay of unresolved rows. Ids separated by commas, table and error: empty for any. Returns what was done. */
    String replay(String ids, String table, String error);

    /** Discards unresolved rows, chosen in the same way; the reason is kept with them. Returns what was done. */
    String discard(String ids, String table, String error, String reason);
}
