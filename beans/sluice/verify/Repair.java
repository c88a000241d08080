package sluice.verify;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import sluice.schema.source.KeyCondition;

/**
 * Brings the target to the source's state where they were found to differ.
 *
 * <p>Rows that the target lacks or has otherwise are read from the source once more by the process that captures, and come in order with the changes, by the
 * lanes' own way (docs/resync.md): so none of them overwrites anything newer (P2), and what was parked of them is superseded. Rows that
 * only the target has are deleted between two batches of the lanes ({@link ExtraRows}).
 */
public final class Repair {

    private static final int ROWS_AT_ONCE = 500;
    private static final int DELETED_AT_ONCE = 100;
    private static final long LOOK_MILLIS = 200;

    private final Verification verification;
    private final Resyncing resyncing;
    private final Consumer<String> told;

    /** The process that captures. */
    public interface Resyncing {

        /**
         * Has rows of a table read once more.
         *
         * @throws Exception if it is refused, with the reason
         */
        void ask(String table, String condition) throws Exception;

        boolean isUnderWay(String table) throws Exception;
    }

    /** @param told gets a line for what is done */
    public Repair(Verification verification, Resyncing resyncing, Consumer<String> told) {
        this.verification = verification;
        this.resyncing = resyncing;
        this.told = told;
    }

    /** What a repair of a table would do, in one line; empty where nothing. */
    public static String plan(TableResult result) {
        Tally tally = result.tally();
        if (tally.differing() == 0) {
            return "";
        } else if (isTooMuch(result)) {
            return result.table() + ": " + tally.differing() + " rows differ, too many to be put right one by one: './sluice resync " + result.table()
                    + " --yes' reads all of its rows anew";
        }
        return result.table() + ": " + (tally.missing() + tally.different()) + " rows (" + tally.missing() + " missing, " + tally.different()
                + " different) would be read from the source again, " + tally.extra() + " that only the target has would be deleted";
    }

    private static boolean isTooMuch(TableResult result) {
        return result.keys().size() < result.tally().differing() + result.tally().unsettled() || !result.reason().isEmpty();
    }

    /**
     * Repairs a table, and looks at all of its differing rows again.
     *
     * @return the table's result with what is left of the differences
     * @throws Exception if the process that captures refuses, or a server cannot be asked
     */
    public TableResult repair(TableResult result) throws Exception {
        if (result.tally().differing() == 0) {
            return result;
        } else if (isTooMuch(result)) {
            told.accept(plan(result));
            return result;
        }
        ComparedTable table = verification.table(result.table());
        List<Object[]> wanted = keys(result, Difference.Kind.MISSING, Difference.Kind.DIFFERENT);
        for (List<Object[]> some : parts(wanted, ROWS_AT_ONCE)) {
            resync(table, some);
        }
        List<Object[]> extra = keys(result, Difference.Kind.EXTRA);
        int deleted = extra.isEmpty() ? 0 : delete(table, extra);
        told.accept(result.table() + ": " + wanted.size() + " rows were read from the source again, " + deleted + " that only the target had are deleted");
        return verification.looked(table, result);
    }

    private void resync(ComparedTable table, List<Object[]> keys) throws Exception {
        String name = table.id().toString();
        await(name); // one that an operator has asked for
        resyncing.ask(name, new KeyCondition(table.keyColumns().stream().map(ComparedColumn::source).toList())
                .of(keys.stream().map(key -> literals(table, key)).toList()));
        await(name);
    }

    private void await(String table) throws Exception {
        while (resyncing.isUnderWay(table)) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    private static Object[] literals(ComparedTable table, Object[] key) {
        Object[] literals = key.clone();
        for (int i = 0; i < key.length; i++) {
            Kind kind = table.columns().get(i).kind();
            if (key[i] instanceof Long micros && (kind.isMoment() || kind == Kind.SPAN)) {
                literals[i] = new KeyCondition.Digits(MomentText.text(kind, micros));
            }
        }
        return literals;
    }

    private int delete(ComparedTable table, List<Object[]> keys) throws SQLException {
        int deleted = 0;
        try (Connection target = verification.sides().target(); Side source = verification.sides().source(table)) {
            ExtraRows rows = verification.sides().extraRows(table);
            for (List<Object[]> some : parts(keys, DELETED_AT_ONCE)) {
                deleted += rows.delete(target, source, some);
            }
        }
        return deleted;
    }

    private static List<Object[]> keys(TableResult result, Difference.Kind... kinds) {
        return result.keys().stream().filter(difference -> List.of(kinds).contains(difference.kind())).map(Difference::key).toList();
    }

    private static List<List<Object[]>> parts(List<Object[]> keys, int size) {
        List<List<Object[]>> parts = new ArrayList<>();
        for (int begin = 0; begin < keys.size(); begin += size) {
            parts.add(keys.subList(begin, Math.min(keys.size(), begin + size)));
        }
        return parts;
    }
}
