package sluice.control;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How a lane's changes of the last minutes are spread.
 *
 * @param compaction changes for each row that was written; 1 if no key was changed twice within a batch
 * @param partition  the partition with the most changes, and its share
 * @param partitions that had changes, in this process
 * @param keys       keys that had a fiftieth of a batch or more, as table and hash, with their share of the lane's changes; the hottest first
 */
public record HotLane(double compaction, Share partition, int partitions, List<Share> keys) {

    /** No changes. */
    public static final Share NOTHING = new Share("", 0);

    /** A lane that has applied nothing. */
    public static final HotLane NONE = new HotLane(1, NOTHING, 0, List.of());

    /** Above this a key is told to people: one in twenty changes. */
    private static final double HOT_KEY = 0.05;

    /**
     * @param what  partition, or table and hash of the key
     * @param share from 0 to 1
     */
    public record Share(String what, double share) {

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%s %.0f %%", what, 100 * share);
        }
    }

    /** For people; empty if the changes are spread as they should be. A partition is hot that has twice its share. */
    public String describe() {
        boolean hotPartition = partitions > 1 && partition.share() >= Math.min(0.9, 2.0 / partitions);
        String hotKeys = keys.stream().filter(key -> key.share() >= HOT_KEY).map(Share::toString).collect(Collectors.joining(", "));
        if (!hotPartition && hotKeys.isEmpty()) {
            return "";
        }
        return String.format(Locale.ROOT, "%s%s%s; %.1f changes for each row that is written", hotPartition ? "partition " + partition + " of its changes" : "",
                hotPartition && !hotKeys.isEmpty() ? "; " : "", hotKeys.isEmpty() ? "" : "keys " + hotKeys, compaction);
    }
}
