package sluice.verify;

import java.util.Locale;

/** What is told of a table while it is compared: rows, rate, time left, and what differs until now. */
public final class ProgressLine {

    private ProgressLine() {
    }

    /** {@code shop.orders: 120000 of about 650000 rows, 98000/s, about 6 s left; 0 differ}. */
    public static String of(Verification.UnderWay table) {
        Tally tally = table.tally();
        double rate = table.seconds() == 0 ? 0 : tally.rows() / table.seconds();
        String text = String.format(Locale.ROOT, "%s: %d%s rows, %.0f/s", table.table(), tally.rows(),
                table.about() > tally.rows() ? " of about " + table.about() : "", rate);
        return text + left(table, rate) + (table.phase().equals(Place.Phase.KEYS.name()) ? ", the target's keys are looked up" : "") + "; "
                + tally.differing() + " differ" + (tally.unsettled() == 0 ? "" : ", " + tally.unsettled() + " unsettled");
    }

    private static String left(Verification.UnderWay table, double rate) {
        long rows = table.about() - table.tally().rows();
        return rows <= 0 || rate < 1 ? "" : String.format(Locale.ROOT, ", about %.0f s left", rows / rate);
    }
}
