package sluice.load;

/**
 * So many rows a second, kept by those who write them: whoever has written a batch owes the time that its rows take at this rate, and nobody goes
 * on before it is over. Rows are counted when they are committed, so a batch is never cut for it, and a large one is
 * followed by a long rest. What was not used is not saved up: a target that was quiet is not flooded.
 *
 * <p>What is owed are rows: when the rate changes, the rest becomes shorter or longer at once.
 */
final class Pace {

    private double owed; // guarded by this: rows, at the moment below
    private long at; // guarded by this

    /** @param rowsPerSecond 0 for no limit */
    synchronized void spend(int rows, int rowsPerSecond, long nanos) {
        pay(rowsPerSecond, nanos);
        owed = rowsPerSecond == 0 ? 0 : owed + rows;
    }

    /** Nanoseconds until the next batch may begin, 0 if it may. A limit that was taken away forgives what is owed. */
    synchronized long owed(int rowsPerSecond, long nanos) {
        if (owed <= 0) {
            return 0;
        }
        pay(rowsPerSecond, nanos);
        return rowsPerSecond == 0 ? 0 : (long) (owed * 1e9 / rowsPerSecond);
    }

    private void pay(int rowsPerSecond, long nanos) {
        owed = rowsPerSecond == 0 ? 0 : Math.max(0, owed - (nanos - at) / 1e9 * rowsPerSecond);
        at = nanos;
    }
}
