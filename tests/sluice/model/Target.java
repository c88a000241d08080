package sluice.model;

/**
 * What is committed in the target.
 *
 * @param watermarks of the partitions
 * @param rows       of each key the number of the change that wrote it, 0 if it is not there
 * @param parked     of each change its state in SLUICE_PARKED
 * @param arrivals   of each partition 1 if it has arrived at the barrier
 * @param barrier    {@link #WAITING}, {@link #DONE}, or who has claimed it
 * @param mended     whether the rows that were refused are taken now
 * @param seen       no table of the target but a memory of the search: of each key the newest change that anybody could see
 */
record Target(Ints watermarks, Ints rows, Ints parked, Ints arrivals, int barrier, boolean mended, Ints seen) {

    static final int WAITING = -1;
    static final int DONE = -2;

    static final int NEVER = 0;
    static final int PARKED = 1;
    static final int REQUESTED = 2;
    static final int REPLAYED = 3;
    static final int SUPERSEDED = 4;

    static Target empty(World world) {
        return new Target(Ints.zeros(world.partitions()), Ints.zeros(world.keys()), Ints.zeros(world.changes() + 1),
                Ints.zeros(world.partitions()), WAITING, false, Ints.zeros(world.keys()));
    }

    Target watermark(int partition, int next) {
        return new Target(watermarks.with(partition, next), rows, parked, arrivals, barrier, mended, seen);
    }

    /** @param change that makes the row what it is now: a put, a delete or a truncate */
    Target row(int key, int row, int change) {
        return new Target(watermarks, rows.with(key, row), parked, arrivals, barrier, mended,
                seen.with(key, Math.max(change, seen.get(key))));
    }

    Target parked(int change, int state) {
        return new Target(watermarks, rows, parked.with(change, state), arrivals, barrier, mended, seen);
    }

    Target arrived(int partition) {
        return new Target(watermarks, rows, parked, arrivals.with(partition, 1), barrier, mended, seen);
    }

    Target barrier(int state) {
        return new Target(watermarks, rows, parked, arrivals, state, mended, seen);
    }

    Target mend() {
        return new Target(watermarks, rows, parked, arrivals, barrier, true, seen);
    }

    boolean unresolved(int change) {
        return parked.get(change) == PARKED || parked.get(change) == REQUESTED;
    }

    /** How many partitions have arrived at the barrier. */
    int arrived() {
        int arrived = 0;
        for (int partition = 0; partition < arrivals.size(); partition++) {
            arrived += arrivals.get(partition);
        }
        return arrived;
    }

    /** The keys of a partition's unresolved parked rows, a bit each. */
    int parkedKeys(World world, int partition) {
        int keys = 0;
        for (int change = 1; change < parked.size(); change++) {
            if (unresolved(change) && world.partition(world.change(change).key()) == partition) {
                keys |= 1 << world.change(change).key();
            }
        }
        return keys;
    }
}
