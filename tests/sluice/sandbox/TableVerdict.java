package sluice.sandbox;

import java.util.List;

/**
 * What the comparison of one table found.
 *
 * @param table     the source's table, with its database
 * @param source    rows at the source
 * @param target    rows at the target
 * @param equal     rows that are the same on both sides
 * @param missing   rows that the target lacks
 * @param extra     rows that only the target has
 * @param different rows of the same key with other values
 * @param examples  the first few differences, as text
 */
public record TableVerdict(String table, long source, long target, long equal, long missing, long extra, long different,
                           List<String> examples) {

    /** True only if every row of either side has its equal on the other. */
    public boolean isEqual() {
        return missing == 0 && extra == 0 && different == 0 && equal == source && equal == target;
    }

    @Override
    public String toString() {
        return table + ": source " + source + ", target " + target + ", equal " + equal + ", missing " + missing + ", extra "
                + extra + ", different " + different + (examples.isEmpty() ? "" : "\n  " + String.join("\n  ", examples));
    }
}
