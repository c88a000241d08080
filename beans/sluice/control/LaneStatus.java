package sluice.control;

/**
 * What a lane tells about itself; one line of the status table.
 *
 * @param lane       its name
 * @param state      one word: running, idle, throttled, waiting, barrier, held, suspended, stopped
 * @param reason     why the lane is in that state; empty for running and idle
 * @param partitions partitions that this process owns
 * @param applied    changes applied since the process started
 * @param rate       changes applied per second, over the last seconds
 * @param lagEvents  changes in Kafka that are not applied yet, as far as this process sees them
 * @param lagSeconds seconds between the source's commit of the last applied change and now; 0 when nothing is left
 * @param parked     rows of its topics that wait for an operator, as the target had them a moment ago
 * @param since      milliseconds since 1970 since when it waits, or has been stopped by a failure; 0 in any other state
 * @param hot        how its changes are spread over partitions and keys
 */
public record LaneStatus(String lane, String state, String reason, int partitions, long applied, double rate,
                         long lagEvents, double lagSeconds, long parked, long since, HotLane hot) {

    /** The reason of a lane, or of capture, that somebody has stopped or suspended on purpose. */
    public static final String BY_OPERATOR = "by the operator";

    /** A lane that neither waits nor was stopped by a failure. */
    public LaneStatus(String lane, String state, String reason, int partitions, long applied, double rate, long lagEvents,
                      double lagSeconds, long parked) {
        this(lane, state, reason, partitions, applied, rate, lagEvents, lagSeconds, parked, 0, HotLane.NONE);
    }
}
