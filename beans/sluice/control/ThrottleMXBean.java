package sluice.control;

/** The limits of the load over JMX, as {@code sluice:type=Throttle}. */
public interface ThrottleMXBean {

    /** What {@code sluice throttle get} prints. */
    String getTable();

    /** The same as JSON: an array of limits with lane, limit, value, what may be used of it now, and whether it is the settings' own. */
    String getJson();

    /**
     * Sets limits, all of them or none, for all processes of the migration; they are kept over a restart.
     *
     * @param lane   a lane's name, or {@code *} for all
     * @param values such as {@code rows-per-second=5000}; {@code default} as a value for that of the settings
     * @return the table as it is then
     */
    String set(String lane, String[] values);
}
