package sluice.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import sluice.model.StrandState.Applying;
import sluice.model.StrandState.Phase;

/**
 * A partition that is applied by several transactions at once: {@code Strands}, {@code PartitionStrands}, the routes {@code commit-shares} and
 * {@code commit-changes}. Two processes believe to own it all the time, and each start may want another number of strands.
 *
 * <p>What has to hold: no row goes back, and of each key the last change before the watermark is in its row.
 */
final class Sharing implements Protocol<StrandState> {

    /** Strands; a fixed number keeps the states small. */
    static final int MOST = 3;

    /** The key of each change, in the partition's order. */
    private static final int[] KEYS = {0, 1, 0, 1};
    private static final int LARGEST_BATCH = 2;
    private static final int FAULTS = 2 + Integer.getInteger("model.faults", 0);

    private final Set<Safeguard> off;

    Sharing(Set<Safeguard> off) {
        this.off = off;
    }

    /** Another number of strands shares the keys out otherwise: with two a goes to 0 and b to 1, with three both to 1. */
    private static int strand(int key, int count) {
        return count == 1 ? 0 : count == 2 ? key : 1;
    }

    @Override
    public StrandState start() {
        return new StrandState(0, 1, Ints.zeros(MOST), Ints.zeros(2), List.of(Applying.started(2), Applying.started(1)), FAULTS);
    }

    @Override
    public List<Step<StrandState>> steps(StrandState state) {
        List<Step<StrandState>> steps = new ArrayList<>();
        for (int number = 0; number < 2; number++) {
            String name = State.name(number);
            Applying process = state.processes().get(number);
            switch (process.phase()) {
                case LOST -> steps.add(new Step<>(() -> name + " reads the watermark: " + state.watermark() + ", strands: " + state.count(),
                        state.with(number, process.read(state.watermark(), state.count()))));
                case WATERMARK_READ -> place(state, number, name, process, steps);
                case PLACED -> poll(state, number, name, process, steps);
                case BATCH -> write(state, number, name, process, steps);
                case MOVED_WITHOUT_ROWS -> steps.add(rows(state, number, process.committed(process.share()), 1 << process.share(), name + " writes its rows"));
                case COUNTED_WITHOUT_COMMIT -> share(state, number, name, process, process.share(), steps);
                default -> throw new IllegalStateException();
            }
            for (int wanted = 1; wanted <= MOST && state.faults() > 0; wanted++) {
                int strands = wanted;
                steps.add(new Step<>(() -> name + " dies, and is started with " + strands + " strands",
                        state.with(number, Applying.started(strands)).fault()));
            }
        }
        return steps;
    }

    /** The strands are read behind the watermark; their number is changed in one transaction, if none is ahead. */
    private void place(StrandState state, int number, String name, Applying process, List<Step<StrandState>> steps) {
        if (state.count() != process.count()) {
            steps.add(new Step<>(() -> name + " finds other strands, and reads again", state.with(number, process.lost())));
            return;
        }
        boolean level = true;
        for (int strand = 0; strand < MOST; strand++) {
            level &= state.places().get(strand) <= process.watermark();
        }
        if (process.wanted() == process.count() || !level && !off.contains(Safeguard.LEVEL_BEFORE_RECOUNT)) {
            steps.add(new Step<>(() -> name + " finds the strands at " + state.places(),
                    state.with(number, process.placed(process.watermark(), process.count(), state.places()))));
        } else if (state.watermark() != process.watermark()) {
            steps.add(new Step<>(() -> name + " finds the watermark moved, and reads again", state.with(number, process.lost())));
        } else {
            StrandState recounted = state.recounted(process.wanted());
            steps.add(new Step<>(() -> name + " makes it " + process.wanted() + " strands",
                    recounted.with(number, process.placed(state.watermark(), process.wanted(), recounted.places()))));
        }
    }

    private static void poll(StrandState state, int number, String name, Applying process, List<Step<StrandState>> steps) {
        if (process.count() != process.wanted() && process.watermark() == state.watermark() && process.places().equals(Ints.zeros(MOST))) {
            steps.add(new Step<>(() -> name + " reads again", state.with(number, process.lost())));
        }
        for (int end = process.watermark() + 1; end <= Math.min(KEYS.length, process.watermark() + LARGEST_BATCH); end++) {
            int to = end;
            steps.add(new Step<>(() -> name + " polls up to " + to, state.with(number, process.polled(to))));
        }
    }

    private void write(StrandState state, int number, String name, Applying process, List<Step<StrandState>> steps) {
        for (int strand = 0; strand < process.count() && process.count() > 1; strand++) {
            if (!process.has(strand) && touches(process, strand)) {
                if (off.contains(Safeguard.SHARE_COUNTED_WHEN_COMMITTED)) {
                    int share = strand;
                    steps.add(new Step<>(() -> name + " counts the strand " + share + " as written",
                            state.with(number, process.committed(share).in(Phase.COUNTED_WITHOUT_COMMIT, share))));
                } else {
                    share(state, number, name, process, strand, steps);
                }
            }
        }
        rest(state, number, name, process, steps);
    }

    private static boolean touches(Applying process, int strand) {
        for (int change = process.watermark(); change < process.to(); change++) {
            if (strand(KEYS[change], process.count()) == strand && change >= process.places().get(strand)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the place of a strand is where the process has left it. */
    private boolean ours(StrandState state, Applying process, int strand) {
        boolean counted = state.count() == process.count() || off.contains(Safeguard.STRANDS_COUNTED) && state.count() > strand && state.count() > 1;
        return counted && (state.places().get(strand) == process.places().get(strand) || off.contains(Safeguard.STRAND_COMPARE_AND_SET));
    }

    private void share(StrandState state, int number, String name, Applying process, int strand, List<Step<StrandState>> steps) {
        if (!ours(state, process, strand)) {
            steps.add(new Step<>(() -> name + " is fenced off in strand " + strand, state.with(number, process.lost())));
            return;
        }
        StrandState moved = state.place(strand, process.to());
        if (off.contains(Safeguard.STRAND_WITH_ITS_ROWS)) {
            steps.add(new Step<>(() -> name + " moves strand " + strand + ", and commits that",
                    moved.with(number, process.in(Phase.MOVED_WITHOUT_ROWS, strand))));
            return;
        }
        Step<StrandState> committed = rows(moved, number, process.committed(strand), 1 << strand, name + " commits strand " + strand);
        steps.add(committed);
        if (state.faults() > 0) {
            steps.add(new Step<>(() -> committed.what().get() + "; it does not hear of it", committed.next().with(number, process.lost()).fault(),
                    committed.broken()));
            if (process.phase() == Phase.COUNTED_WITHOUT_COMMIT) {
                steps.add(new Step<>(() -> name + "'s share is cut off", state.with(number, process.in(Phase.BATCH, 0)).fault()));
            }
        }
    }

    /** The watermark, with all that no share has written: nothing, or a batch that is written as a whole. */
    private void rest(StrandState state, int number, String name, Applying process, List<Step<StrandState>> steps) {
        boolean counted = state.count() == process.count() || off.contains(Safeguard.STRANDS_COUNTED);
        boolean ours = state.watermark() == process.watermark() && counted;
        StrandState moved = state.watermark(process.to());
        Ints places = process.places();
        int open = 0;
        for (int strand = 0; strand < process.count(); strand++) {
            if (touches(process, strand)) {
                places = process.count() > 1 ? places.with(strand, process.to()) : places;
                if (!process.has(strand)) {
                    open |= 1 << strand;
                    if (process.count() > 1 && !off.contains(Safeguard.REST_HOLDS_ITS_STRANDS)) {
                        ours &= ours(state, process, strand);
                        moved = moved.place(strand, process.to());
                    }
                }
            }
        }
        if (!ours) {
            steps.add(new Step<>(() -> name + " is fenced off: the watermark, or a strand, is not where it expects it",
                    state.with(number, process.lost())));
            return;
        }
        Applying behind = process.count() == process.wanted() ? process.placed(process.to(), process.count(), places) : process.lost();
        Step<StrandState> committed = rows(moved, number, behind, open, name + " commits the watermark " + process.to() + " and what is left");
        steps.add(committed);
        if (state.faults() > 0) {
            steps.add(new Step<>(() -> committed.what().get() + "; it does not hear of it", committed.next().with(number, process.lost()).fault(),
                    committed.broken()));
        }
    }

    /** Writes the last change of each key of some strands. */
    private Step<StrandState> rows(StrandState state, int number, Applying behind, int strands, String what) {
        Applying process = before(state, number);
        StrandState written = state;
        String broken = null;
        for (int key = 0; key < 2; key++) {
            int last = -1;
            int strand = strand(key, process.count());
            for (int change = process.watermark(); change < process.to(); change++) {
                if (KEYS[change] == key && (strands & 1 << strand) != 0 && (process.count() == 1 || change >= process.places().get(strand))) {
                    last = change;
                }
            }
            if (last >= 0) {
                int row = state.rows().get(key);
                if (row >= last + 1) {
                    broken = row == last + 1 ? Finding.TWICE.formatted(Event.name(key) + row)
                            : Finding.BACK.formatted(Event.name(key), last + 1, row);
                }
                written = written.row(key, last + 1);
            }
        }
        return new Step<>(() -> what, written.with(number, behind), broken);
    }

    private static Applying before(StrandState state, int number) {
        return state.processes().get(number);
    }

    @Override
    public String broken(StrandState state) {
        for (int change = 0; change < state.watermark(); change++) {
            if (state.rows().get(KEYS[change]) < change + 1) {
                return Finding.LOST.formatted(Event.name(KEYS[change]) + (change + 1));
            }
        }
        return null;
    }

    @Override
    public boolean done(StrandState state) {
        return state.watermark() == KEYS.length;
    }
}
