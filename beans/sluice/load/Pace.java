package sluice.load;

/**
 * So many rows a second, kept by those who write them: whoever has written a batch owes the time that its rows take at this rate, and nobody goes
 * on before it is over. Rows are counted when they are committed, so a batch is never cut for it, and a large one is
 * followed by a long rest. What was not used is not saved up: a target that was quiet is not flooded.
 */
final class Pace {

    private long free; // guarded by this: the moment from which the next batch may begin
    private boolean owes; // guarded by this

    /** @param rowsPerSecond 0 for no limit */
    synchronized void spend(int rows, int rowsPerSecond, long nanos) {
        if (rowsPerSecond == 0) {
            owes = false;
            return;
        }
        long begin = owes && free - nanos > 0 ? free : nanos;
        free = begin + rows * 1_000_000_000L / rowsPerSecond;
        owes = true;
    }

    /** Nanoseconds until the next batch may begin, 0 or less if it may. A limit that was taken away forgives what is owed. */
    synchronized long owed(int rowsPerSecond, long nanos) {
        return owes && rowsPerSecond > 0 ? free - nanos : 0;
    }
}
