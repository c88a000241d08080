package sluice.control;

/**
 * How the latency of the target's commits is kept under its goal.
 *
 * @param goalMillis    that a transaction may take; 0 for no goal
 * @param latencyMillis that nine in ten of the last transactions took at most; 0 before there are any
 * @param share         of the limits that may be used, more than 0 and at most 1; 1 without a goal
 * @param reason        what is done, and why; empty without a goal
 */
public record LoadStatus(int goalMillis, double latencyMillis, double share, String reason) {

    /** Nothing is known, and nothing is held back. */
    public static final LoadStatus NONE = new LoadStatus(0, 0, 1, "");
}
