package sluice.load;

import java.util.function.Supplier;

/**
 * What the lanes are given of the load control.
 *
 * @param limits that hold now
 * @param probes what they said last
 */
public record Throttles(Limits limits, Supplier<Verdict> probes) {

    /** For the consumers of a lane. */
    public Throttle.OfLane of(String lane) {
        return new Throttle.OfLane(limits, probes, lane);
    }
}
