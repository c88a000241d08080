package sluice.verify;

/**
 * How far the scan of a table is.
 *
 * @param phase  what is done
 * @param source the source's last row that was looked at, as its next page is asked for; null before the first
 * @param target the same of the target
 */
record Place(Phase phase, Object[] source, Object[] target) {

    /** What a scan does. */
    enum Phase {
        /** Both sides in the order of the key, side by side. */
        MERGE,
        /** The source's rows in its order, each looked up in the target. */
        ROWS,
        /** The target's keys in its order, each looked up at the source. */
        KEYS
    }

    static Place begin(Phase phase) {
        return new Place(phase, null, null);
    }
}
