package sluice.verify;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * For keys that the two databases sort differently: texts, ENUMs, SETs. First the source's rows, in the source's order, each looked up in the target by
 * its key; then the target's keys, in the target's order, each looked up at the source. Neither order has to be the other's.
 *
 * <p>Keys are compared as values afterwards: MySQL finds the row {@code A} for the key {@code a} where its collation says that the two are one,
 * and the target's {@code a} is no less an extra row.
 */
final class LookUpScan implements Scan {

    private final ComparedTable table;
    private final Side source;
    private final Side target;
    private final Function<Place, PagedRows> rows;
    private final Brake brake;
    private final long mostBytes;

    /**
     * @param rows      opens the source's rows, or the target's keys, behind a place
     * @param brake     of the side that is looked up
     * @param mostBytes of rows that are looked up at once
     */
    LookUpScan(ComparedTable table, Side source, Side target, Function<Place, PagedRows> rows, Brake brake, long mostBytes) {
        this.table = table;
        this.source = source;
        this.target = target;
        this.rows = rows;
        this.brake = brake;
        this.mostBytes = mostBytes;
    }

    @Override
    public void run(Place from, Eye eye) throws SQLException, InterruptedException {
        Place place = from;
        if (from.phase() != Place.Phase.KEYS) {
            try (PagedRows wanted = rows.apply(from)) {
                all(wanted, from, eye);
            }
            place = Place.begin(Place.Phase.KEYS);
            eye.reached(place);
        }
        try (PagedRows keys = rows.apply(place)) {
            all(keys, place, eye);
        }
    }

    private void all(PagedRows read, Place from, Eye eye) throws SQLException, InterruptedException {
        boolean ofSource = from.phase() != Place.Phase.KEYS;
        List<Object[]> some = some(read);
        while (!some.isEmpty()) {
            brake.hold();
            long begin = System.nanoTime();
            if (ofSource) {
                lookUpRows(some, eye);
            } else {
                lookUpKeys(some, eye);
            }
            brake.passed(some.size(), System.nanoTime() - begin);
            Object[] last = some.get(some.size() - 1);
            eye.reached(ofSource ? new Place(Place.Phase.ROWS, source.behind(last), null) : new Place(Place.Phase.KEYS, null, target.behind(last)));
            some = some(read);
        }
    }

    private List<Object[]> some(PagedRows read) throws SQLException, InterruptedException {
        List<Object[]> some = new ArrayList<>();
        long bytes = 0;
        Object[] row = read.next();
        while (row != null) {
            some.add(row);
            for (Object value : row) {
                bytes += Values.bytes(value);
            }
            row = some.size() < Side.KEYS_AT_ONCE && bytes < mostBytes ? read.next() : null;
        }
        return some;
    }

    private void lookUpRows(List<Object[]> wanted, Scan.Eye eye) throws SQLException, InterruptedException {
        Map<Object, Object[]> found = new HashMap<>();
        for (Object[] row : target.find(wanted, false)) {
            found.put(table.identity(row), row);
        }
        for (Object[] row : wanted) {
            Object[] other = found.get(table.identity(row));
            boolean equal = other != null && table.same(row, other);
            eye.row(equal);
            if (!equal) {
                eye.suspect(table.key(row));
            }
        }
    }

    private void lookUpKeys(List<Object[]> keys, Scan.Eye eye) throws SQLException, InterruptedException {
        Set<Object> found = new HashSet<>();
        for (Object[] row : source.find(keys, true)) {
            found.add(table.identity(row));
        }
        for (Object[] key : keys) {
            if (!found.contains(table.identity(key))) {
                eye.suspect(table.key(key));
            }
        }
    }
}
