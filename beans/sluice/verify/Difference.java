package sluice.verify;

import java.util.List;
import java.util.Locale;

/**
 * A row that is not the same on both sides.
 *
 * @param key    the values of the key's columns, as the target has or would have them
 * @param cells  of a row that both sides have: the columns that differ, never more than are shown
 * @param reason why it is not settled; empty where it is
 */
public record Difference(Kind kind, Object[] key, List<CellDifference> cells, String reason) {

    /** The kinds, as the reports name them. */
    public enum Kind {
        MISSING, EXTRA, DIFFERENT, UNSETTLED
    }

    /** A column with what the source wants and what the target has, as they are shown. */
    public record CellDifference(String column, String source, String target) {
    }

    /** {@code missing}. */
    public String name() {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
