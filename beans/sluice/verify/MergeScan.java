package sluice.verify;

import java.sql.SQLException;
import java.util.Comparator;
import java.util.function.BiFunction;

/**
 * Reads both sides in the order of the key, side by side: each row once, and no key is looked up. It is for keys that both databases sort alike;
 * that they do is checked at each row, since a wrong order would show rows as missing that are there.
 */
final class MergeScan implements Scan {

    private static final int ROWS_BETWEEN = 512;

    private final ComparedTable table;
    private final BiFunction<Boolean, Object[], PagedRows> rows;
    private final Side source;
    private final Side target;
    private final Comparator<Object[]> order;

    /** @param rows opens the rows of the source (true) or the target (false) behind a place */
    MergeScan(ComparedTable table, Side source, Side target, BiFunction<Boolean, Object[], PagedRows> rows) {
        this.table = table;
        this.source = source;
        this.target = target;
        this.rows = rows;
        this.order = new KeyOrder(table.keys());
    }

    @Override
    public void run(Place from, Eye eye) throws SQLException, InterruptedException {
        try (PagedRows left = rows.apply(true, from.source()); PagedRows right = rows.apply(false, from.target())) {
            merge(left, right, from, eye);
        }
    }

    private void merge(PagedRows left, PagedRows right, Place from, Eye eye) throws SQLException, InterruptedException {
        Object[] wanted = left.next();
        Object[] found = right.next();
        Object[] lastWanted = from.source();
        Object[] lastFound = from.target();
        for (int seen = 1; wanted != null || found != null; seen++) {
            int side = wanted == null ? 1 : found == null ? -1 : order.compare(wanted, found);
            tell(side, wanted, found, eye);
            if (side <= 0) {
                lastWanted = source.behind(wanted);
                wanted = behind(wanted, left.next(), "source");
            }
            if (side >= 0) {
                lastFound = target.behind(found);
                found = behind(found, right.next(), "target");
            }
            if (seen % ROWS_BETWEEN == 0) {
                eye.reached(new Place(Place.Phase.MERGE, lastWanted, lastFound));
            }
        }
        eye.reached(new Place(Place.Phase.MERGE, lastWanted, lastFound));
    }

    private void tell(int side, Object[] wanted, Object[] found, Eye eye) throws SQLException, InterruptedException {
        boolean equal = side == 0 && table.same(wanted, found);
        if (side <= 0) {
            eye.row(equal);
        }
        if (!equal) {
            eye.suspect(table.key(side <= 0 ? wanted : found));
        }
    }

    private Object[] behind(Object[] before, Object[] row, String side) {
        int step = row == null ? -1 : order.compare(before, row);
        if (step > 0) {
            throw new NoSharedOrderException("the " + side + " gives its rows in another order");
        } else if (step == 0) {
            throw new UnverifiableException("the " + side + " has two rows of one key, of which only one can be in the target");
        }
        return row;
    }
}
