package sluice.verify;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Looks again at keys that differed, until it is proven what they are.
 *
 * <p>The race: the service writes a row, and for a moment the target is right to be behind. So each round reads the source's row, then the
 * source's place, waits until the lanes have passed that place, and reads the target's row; and then the source's row once more.
 * The target's row is right if it is either of the two that the source had: it is as new as the place, or newer. It is wrong only if the source's
 * row stayed the same all the while, and target and source were the same in the round before. One round is not enough: the binlog's
 * place and the rows are not read in one moment, and a row may change there and back in between.
 */
final class Settling {

    private static final int KEYS_OF_LARGE_ROWS = 4;

    private final ComparedTable table;
    private final Rows source;
    private final Rows target;
    private final Passage passage;
    private final int rounds;
    private final ShownValue shown;
    private final int keysAtOnce;

    /** Rows of one side. */
    @FunctionalInterface
    interface Rows {

        /** The rows of these keys as they are now, as many as there are. */
        List<Object[]> find(List<Object[]> keys) throws SQLException;
    }

    /** A key and what was seen of it in the round before; null before the first. */
    private static final class Suspect {
        private final Object[] key;
        private String wanted;
        private String before;
        private Difference difference;

        Suspect(Object[] key) {
            this.key = key;
        }
    }

    /** @param rounds at least 2 */
    Settling(ComparedTable table, Rows source, Rows target, Passage passage, int rounds, ShownValue shown, boolean largeRows) {
        this.table = table;
        this.source = source;
        this.target = target;
        this.passage = passage;
        this.rounds = rounds;
        this.shown = shown;
        this.keysAtOnce = largeRows ? KEYS_OF_LARGE_ROWS : Side.KEYS_AT_ONCE;
    }

    /**
     * Settles keys, each given once.
     *
     * @param differing told each key that is not equal in the end
     * @return how many are what; keys that neither side has any more count as nothing
     */
    Tally settle(List<Object[]> keys, Consumer<Difference> differing) throws SQLException, InterruptedException {
        List<Suspect> open = new ArrayList<>(keys.stream().map(Suspect::new).toList());
        Tally tally = Tally.NONE;
        String late = null;
        for (int round = 1; round <= rounds && !open.isEmpty() && late == null; round++) {
            look(open);
            late = passage.await(passage.now());
            tally = tally.plus(round(open, differing, late));
        }
        String reason = late != null ? late : "it went on changing: " + rounds + " looks found another row each time";
        for (Suspect suspect : open) {
            Difference unsettled = new Difference(Difference.Kind.UNSETTLED, suspect.key, suspect.difference.cells(), reason);
            differing.accept(unsettled);
            tally = tally.plus(Tally.of(unsettled));
        }
        return tally;
    }

    /** What the source has, before its place is read. */
    private void look(List<Suspect> open) throws SQLException {
        for (List<Suspect> some : parts(open)) {
            Map<Object, Object[]> rows = rows(source, some);
            some.forEach(suspect -> suspect.wanted = digest(rows.get(table.identity(suspect.key))));
        }
    }

    private Tally round(List<Suspect> open, Consumer<Difference> differing, String late) throws SQLException {
        Tally tally = Tally.NONE;
        List<Suspect> left = new ArrayList<>();
        for (List<Suspect> some : parts(open)) {
            // the target first: what the source has after that is as new or newer
            Map<Object, Object[]> found = rows(target, some);
            Map<Object, Object[]> wanted = rows(source, some);
            for (Suspect suspect : some) {
                Object identity = table.identity(suspect.key);
                Verdict verdict = verdict(suspect, wanted.get(identity), found.get(identity), late);
                if (verdict == Verdict.OPEN) {
                    left.add(suspect);
                } else if (verdict == Verdict.DIFFERS) {
                    differing.accept(suspect.difference);
                    tally = tally.plus(Tally.of(suspect.difference));
                } else if (wanted.get(identity) != null || found.get(identity) != null) {
                    tally = tally.plus(new Tally(0, 1, 0, 0, 0, 0));
                }
            }
        }
        open.clear();
        open.addAll(left);
        return tally;
    }

    private enum Verdict {
        EQUAL, DIFFERS, OPEN
    }

    private Verdict verdict(Suspect suspect, Object[] wanted, Object[] found, String late) {
        String now = digest(wanted);
        String there = digest(found);
        boolean same = wanted != null && found != null ? table.same(wanted, found) : wanted == found;
        if (same || there.equals(suspect.wanted)) {
            return Verdict.EQUAL;
        }
        suspect.difference = difference(suspect.key, wanted, found);
        String seen = now + there;
        boolean stable = late == null && now.equals(suspect.wanted);
        boolean proven = stable && seen.equals(suspect.before);
        suspect.before = stable ? seen : null;
        return proven ? Verdict.DIFFERS : Verdict.OPEN;
    }

    private String digest(Object[] row) {
        return RowDigest.of(row, table.columns().size());
    }

    private Difference difference(Object[] key, Object[] wanted, Object[] found) {
        if (found == null) {
            return new Difference(Difference.Kind.MISSING, key, List.of(), "");
        } else if (wanted == null) {
            return new Difference(Difference.Kind.EXTRA, key, List.of(), "");
        }
        List<Difference.CellDifference> cells = new ArrayList<>();
        for (int i = table.keys(); i < table.columns().size(); i++) {
            ComparedColumn column = table.columns().get(i);
            if (!column.same(wanted[i], found[i])) {
                String[] pair = shown.pair(table.id(), column, wanted[i], found[i]);
                cells.add(new Difference.CellDifference(column.name(), pair[0], pair[1]));
            }
        }
        return new Difference(Difference.Kind.DIFFERENT, key, List.copyOf(cells), "");
    }

    private Map<Object, Object[]> rows(Rows side, List<Suspect> some) throws SQLException {
        Map<Object, Object[]> rows = new HashMap<>();
        for (Object[] row : side.find(some.stream().map(suspect -> suspect.key).toList())) {
            rows.put(table.identity(row), row);
        }
        return rows;
    }

    private List<List<Suspect>> parts(List<Suspect> open) {
        List<List<Suspect>> parts = new ArrayList<>();
        for (int begin = 0; begin < open.size(); begin += keysAtOnce) {
            parts.add(open.subList(begin, Math.min(open.size(), begin + keysAtOnce)));
        }
        return parts;
    }
}
