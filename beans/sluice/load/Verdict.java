package sluice.load;

/**
 * What a probe says.
 *
 * @param level  what the lanes shall do
 * @param reason why; empty if they may go on
 */
public record Verdict(Level level, String reason) {

    /** Nothing holds the lanes back. */
    public static final Verdict GO = new Verdict(Level.GO, "");

    /** In order: the last one is the strictest. */
    public enum Level {
        GO,
        /** Consumers are busy for a quarter of their time at most. */
        SLOW,
        /** Nothing is applied. */
        STOP
    }

    boolean isStricterThan(Verdict other) {
        return level.compareTo(other.level) > 0;
    }
}
