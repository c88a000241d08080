package sluice.model;

import java.util.ArrayList;
import java.util.List;

/**
 * Everything there is where a partition is applied by several transactions at once.
 *
 * @param watermark in the target
 * @param count     of strands, as it stands with the watermark
 * @param places    of the strands in the target
 * @param rows      the change that each key's row has, 0 before the first
 * @param faults    that may happen still
 */
record StrandState(int watermark, int count, Ints places, Ints rows, List<Applying> processes, int faults) {

    /** Each is a moment at which the process may die or sleep. */
    enum Phase { LOST, WATERMARK_READ, PLACED, BATCH, MOVED_WITHOUT_ROWS, COUNTED_WITHOUT_COMMIT }

    /**
     * A process that believes to own the partition, always.
     *
     * @param wanted    strands
     * @param watermark as it believes, like the next two
     * @param to        the watermark behind its batch
     * @param committed strands of the batch that are, a bit each
     * @param share     the strand that it is just about to write
     */
    record Applying(Phase phase, int wanted, int watermark, int count, Ints places, int to, int committed, int share) {

        static Applying started(int wanted) {
            return new Applying(Phase.LOST, wanted, 0, 1, Ints.zeros(Sharing.MOST), 0, 0, 0);
        }

        Applying lost() {
            return started(wanted);
        }

        Applying read(int at, int strands) {
            return new Applying(Phase.WATERMARK_READ, wanted, at, strands, Ints.zeros(Sharing.MOST), 0, 0, 0);
        }

        Applying placed(int at, int strands, Ints found) {
            return new Applying(Phase.PLACED, wanted, at, strands, found, 0, 0, 0);
        }

        Applying polled(int end) {
            return new Applying(Phase.BATCH, wanted, watermark, count, places, end, 0, 0);
        }

        Applying in(Phase next, int strand) {
            return new Applying(next, wanted, watermark, count, places, to, committed, strand);
        }

        Applying committed(int strand) {
            return new Applying(Phase.BATCH, wanted, watermark, count, places, to, committed | 1 << strand, 0);
        }

        boolean has(int strand) {
            return (committed & 1 << strand) != 0;
        }
    }

    StrandState with(int number, Applying process) {
        List<Applying> changed = new ArrayList<>(processes);
        changed.set(number, process);
        return new StrandState(watermark, count, places, rows, List.copyOf(changed), faults);
    }

    StrandState watermark(int next) {
        return new StrandState(next, count, places, rows, processes, faults);
    }

    StrandState place(int strand, int next) {
        return new StrandState(watermark, count, places.with(strand, next), rows, processes, faults);
    }

    StrandState row(int key, int change) {
        return new StrandState(watermark, count, places, rows.with(key, change), processes, faults);
    }

    /** Another number of strands, all at the watermark. */
    StrandState recounted(int strands) {
        Ints level = Ints.zeros(Sharing.MOST);
        for (int strand = 0; strand < strands && strands > 1; strand++) {
            level = level.with(strand, watermark);
        }
        return new StrandState(watermark, strands, level, rows, processes, faults);
    }

    StrandState fault() {
        return new StrandState(watermark, count, places, rows, processes, faults - 1);
    }
}
