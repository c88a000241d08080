package sluice.control;

/** How the figures of the status went over the last hour, over JMX, as {@code sluice:type=History}. */
public interface HistoryMXBean {

    /**
     * The samples since a moment, as a JSON array of arrays: milliseconds since 1970, captured and applied changes a second, changes in Kafka that are not applied, lag in
     * seconds, milliseconds of a commit in the target.
     *
     * @param sinceMillis only what is later than this; 0 for all
     */
    String json(long sinceMillis);
}
