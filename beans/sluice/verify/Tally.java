package sluice.verify;

/**
 * How many rows of a table are what.
 *
 * @param rows      of the source that were looked at
 * @param equal     at the first look or at a later one
 * @param missing   that the source has and the target has not
 * @param extra     that the target has and the source has not
 * @param different that both have, with other values
 * @param unsettled that differed at each look while they went on changing, or before the lanes came to them
 */
public record Tally(long rows, long equal, long missing, long extra, long different, long unsettled) {

    static final Tally NONE = new Tally(0, 0, 0, 0, 0, 0);

    Tally plus(Tally other) {
        return new Tally(rows + other.rows, equal + other.equal, missing + other.missing, extra + other.extra, different + other.different,
                unsettled + other.unsettled);
    }

    /** Rows that differ and are proven to. */
    public long differing() {
        return missing + extra + different;
    }

    /** With the source's rows as they are in the end: what was deleted since the first look is none, what came instead is one. */
    Tally settled() {
        return new Tally(equal + missing + different + unsettled, equal, missing, extra, different, unsettled);
    }

    static Tally of(Difference difference) {
        return switch (difference.kind()) {
            case MISSING -> new Tally(0, 0, 1, 0, 0, 0);
            case EXTRA -> new Tally(0, 0, 0, 1, 0, 0);
            case DIFFERENT -> new Tally(0, 0, 0, 0, 1, 0);
            case UNSETTLED -> new Tally(0, 0, 0, 0, 0, 1);
        };
    }
}
