package sluice.control;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.JdbcTemplate;
import sluice.event.LargeRow;
import sluice.schema.ParkedTable;

/**
 * The parked rows as operators see and resolve them, in the target itself: so it works while no Sluice runs.
 *
 * <p>It never writes into a table of the migration. A replay is a request, which the lane that owns the partition
 * carries out between two batches: anybody else could overwrite a newer change (P2).
 */
final class ParkedRegister {

    private final JdbcTemplate target;

    ParkedRegister(DataSource target) {
        this.target = new JdbcTemplate(target);
    }

    /** Rows of one table that were refused for one reason and are in one state. */
    record Group(String table, String error, String state, long rows, long firstId, long lastId, String first, String last) {

        boolean open() {
            return state.equals("parked") || state.equals("replay-requested");
        }
    }

    /** An unresolved row. */
    record Row(long id, String table, String error, String state) {

        /** Whether there is something to be replayed: of a row that was too large for Kafka only the key is known. */
        boolean hasValues() {
            return !error.equals(LargeRow.ERROR);
        }
    }

    /** What a replay of these rows would leave out, and what to do about those; empty if nothing. */
    static Optional<String> withoutValues(List<Row> rows) {
        List<Row> large = rows.stream().filter(row -> !row.hasValues()).toList();
        return large.isEmpty() ? Optional.empty() : Optional.of(large.size() + " rows were too large for Kafka (error " + LargeRow.ERROR
                + ") and cannot be replayed: their values were not captured; raise capture.row.max.bytes and have them copied again"
                + " ('sluice resync " + large.get(0).table() + " --where ...', or an UPDATE at the source), or copy them by hand and discard them");
    }

    /** @throws PreflightException if the target has no such table yet */
    void check() {
        try {
            target.query(ParkedTable.COUNT, row -> { });
        } catch (BadSqlGrammarException e) {
            throw new PreflightException("the target has no table SLUICE_PARKED that this user can read; Sluice creates it when it"
                    + " starts: start it once, or use the target.user that it runs with", e);
        }
    }

    /** Groups by table, error and state. */
    List<Group> groups(boolean resolvedToo) {
        return target.query(ParkedTable.SUMMARY, (row, i) -> new Group(row.getString(1) + "." + row.getString(2), row.getString(3),
                row.getString(4), row.getLong(5), row.getLong(8), row.getLong(9), seconds(row.getString(6)), seconds(row.getString(7))))
                .stream().filter(group -> resolvedToo || group.open()).toList();
    }

    private static String seconds(String time) {
        return time.length() < 19 ? time : time.substring(0, 19);
    }

    /** The unresolved rows of a selection, oldest first. */
    List<Row> select(ParkedSelection selection) {
        return target.query(ParkedTable.OPEN_ROWS, (row, i) -> new Row(row.getLong(1), row.getString(2) + "." + row.getString(3),
                row.getString(4), row.getString(5))).stream().filter(selection::has).toList();
    }

    /** The columns of a row but its event, by name in lower case; empty if there is no such row. */
    Optional<Map<String, String>> show(long id) {
        return target.query(ParkedTable.SHOW, (row, i) -> {
            Map<String, String> columns = new LinkedHashMap<>();
            for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
                String value = row.getString(column);
                columns.put(row.getMetaData().getColumnLabel(column).toLowerCase(Locale.ROOT), value == null ? "" : value);
            }
            return columns;
        }, id).stream().findFirst();
    }

    byte[] event(long id) {
        return target.queryForObject(ParkedTable.EVENT, byte[].class, id);
    }

    /** @return how many were parked, and are to be replayed now */
    int requestReplay(List<Row> rows) {
        return (int) rows.stream().filter(row -> target.update(ParkedTable.REQUEST, who(), row.id()) == 1).count();
    }

    /** @return how many were unresolved, and are discarded now */
    int discard(List<Row> rows, String reason) {
        return (int) rows.stream().filter(row -> target.update(ParkedTable.DISCARD, who(), reason, row.id()) == 1).count();
    }

    /** How many of the rows are in which state. */
    Map<String, Integer> states(List<Row> rows) {
        Map<String, Integer> states = new TreeMap<>();
        List<String> found = new ArrayList<>();
        rows.forEach(row -> found.addAll(target.queryForList(ParkedTable.STATE, String.class, row.id())));
        found.forEach(state -> states.merge(state, 1, Integer::sum));
        return states;
    }

    private static String who() {
        String user = System.getProperty("user.name");
        try {
            return user + "@" + InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return user + "@(host without a name)";
        }
    }
}
