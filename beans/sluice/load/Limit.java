package sluice.load;

import java.util.Arrays;
import java.util.stream.Collectors;

/** What may be limited while Sluice runs. A name is what operators type. */
public enum Limit {

    /** Changes that are applied in a second, of all lanes or of one; 0 for no limit. */
    ROWS_PER_SECOND("rows-per-second", 0, 100_000_000, true),
    /** Changes that a lane takes into one transaction. */
    BATCH_ROWS("batch-rows", 1, 1_000_000, true),
    /** Share of its time, in hundredths, that a consumer may be busy with the target: it rests after each commit; 100 for no rest. */
    DUTY_PERCENT("duty-percent", 1, 100, true),
    /** Transactions that a process has open in the target at a time, over all lanes. */
    TRANSACTIONS("transactions", 1, 10_000, false),
    /** Milliseconds that a transaction in the target may take; 0 for no goal. The others are lowered, never raised, to keep it. */
    LATENCY_GOAL("latency-goal-ms", 0, 3_600_000, false);

    /** In the place of a lane's name: all of them. */
    public static final String ALL_LANES = "*";

    private final String text;
    private final int least;
    private final int most;
    private final boolean ofLanes;

    Limit(String text, int least, int most, boolean ofLanes) {
        this.text = text;
        this.least = least;
        this.most = most;
        this.ofLanes = ofLanes;
    }

    /** @throws IllegalArgumentException with the names that there are */
    public static Limit of(String text) {
        return Arrays.stream(values()).filter(limit -> limit.text.equals(text)).findFirst().orElseThrow(() -> new IllegalArgumentException(
                "'" + text + "' is no limit; there are " + Arrays.stream(values()).map(Limit::toString).collect(Collectors.joining(", "))));
    }

    /**
     * The value if it may be.
     *
     * @throws IllegalArgumentException with what may be
     */
    public int checked(String lane, String value) {
        if (!ofLanes && !lane.equals(ALL_LANES)) {
            throw new IllegalArgumentException(text + " is a limit of all lanes together; leave out --lane");
        }
        if (!value.matches("\\d{1,9}") || Integer.parseInt(value) < least || Integer.parseInt(value) > most) {
            throw new IllegalArgumentException(text + " is '" + value + "'; give a whole number from " + least + " to " + most + ", or default");
        }
        return Integer.parseInt(value);
    }

    @Override
    public String toString() {
        return text;
    }
}
