package sluice.verify;

import java.util.ArrayList;
import java.util.List;

/**
 * What was found in a table: how many rows are what, the first of those that differ as they are shown, and the keys of more of them. All of it is
 * bounded, however much differs. Not thread-safe.
 */
final class Findings {

    private final int mostShown;
    private final int mostKeys;
    private final List<Difference> shown = new ArrayList<>();
    private final List<Difference> keys = new ArrayList<>();
    private Tally tally = Tally.NONE;

    /**
     * @param mostShown differences that are kept with their values
     * @param mostKeys  differences that are kept with their keys alone, for a repair
     */
    Findings(int mostShown, int mostKeys) {
        this.mostShown = mostShown;
        this.mostKeys = mostKeys;
    }

    /** An empty one with the same bounds. */
    Findings another() {
        return new Findings(mostShown, mostKeys);
    }

    /** Remembers a row that differs; it is counted by whoever found it. */
    void keep(Difference difference) {
        keepShown(difference);
        keepKey(new Difference(difference.kind(), difference.key(), List.of(), difference.reason()));
    }

    void keepShown(Difference difference) {
        if (shown.size() < mostShown) {
            shown.add(difference);
        }
    }

    void keepKey(Difference difference) {
        if (keys.size() < mostKeys) {
            keys.add(difference);
        }
    }

    void count(Tally more) {
        tally = tally.plus(more);
    }

    void add(Findings more) {
        more.keys.forEach(this::keepKey);
        more.shown.forEach(this::keepShown);
        count(more.tally);
    }

    Tally tally() {
        return tally;
    }

    /** The first differences, with their values. */
    List<Difference> shown() {
        return List.copyOf(shown);
    }

    /** As many differences as are kept, without their values. */
    List<Difference> keys() {
        return List.copyOf(keys);
    }
}
