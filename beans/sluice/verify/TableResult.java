package sluice.verify;

import java.util.List;
import sluice.schema.TableId;

/**
 * What came out for one table.
 *
 * @param verdict     one of the constants
 * @param reason      why it could not be compared, or not to its end; empty where it was
 * @param differences the first ones, as they are shown
 * @param keys        the keys of as many as are kept for a repair
 * @param seconds     that it took, without pauses between commands
 */
public record TableResult(TableId table, String verdict, String reason, Tally tally, List<Row> differences, List<Difference> keys, double seconds) {

    /** Both sides are the same. */
    public static final String EQUAL = "equal";
    /** Rows are missing, extra or different. */
    public static final String DIFFERENT = "different";
    /** Nothing is proven to differ, but some rows are not settled. */
    public static final String UNSETTLED = "unsettled";
    /** It was not compared, or not to its end. */
    public static final String FAILED = "failed";

    /** A difference as it is shown. */
    public record Row(String kind, String key, List<Difference.CellDifference> cells, String reason) {
    }

    public boolean isEqual() {
        return verdict.equals(EQUAL);
    }

    /** Rows of the source a second. */
    public double rate() {
        return seconds == 0 ? 0 : tally.rows() / seconds;
    }

    static String verdict(Tally tally) {
        return tally.differing() > 0 ? DIFFERENT : tally.unsettled() > 0 ? UNSETTLED : EQUAL;
    }
}
