package sluice.capture.start;

import com.github.shyiko.mysql.binlog.GtidSet;
import com.github.shyiko.mysql.binlog.event.EventType;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import sluice.control.PreflightException;
import sluice.control.Settings;
import sluice.control.SourceDatabase;

/**
 * Finds the place of the binlog that an operator means, and the GTIDs before it.
 *
 * <p>With GTIDs the place alone would not do: after a restart Debezium asks for all transactions that are not in its set, and
 * one that began empty would bring back all that the binlog still has from before the place.
 */
public final class StartSearch implements AutoCloseable {

    private final Connection source;
    private final BinlogWalk walk;
    private final List<String> files;
    private final boolean gtidMode;

    /** @throws SQLException if the source cannot be asked */
    public StartSearch(Settings settings) throws SQLException {
        source = new SourceDatabase(settings).connect();
        walk = new BinlogWalk(settings);
        files = files();
        gtidMode = value("SELECT @@GLOBAL.gtid_mode").startsWith("ON");
        if (files.isEmpty()) {
            throw new PreflightException("the source has no binlog (log_bin)", null);
        }
    }

    /**
     * The place itself, which must lie between two transactions.
     *
     * @throws PreflightException if the server has no such place, or it lies within a transaction
     */
    public StartPoint at(String file, long position) throws IOException {
        if (!files.contains(file)) {
            throw new PreflightException("the source has no binlog '" + file + "' (any more): it has " + files.get(0) + " to "
                    + files.get(files.size() - 1) + "; load the target anew from a newer dump, or copy with snapshot.mode=initial", null);
        }
        Before before = new Before(step -> step.position() >= position || !step.file().equals(file));
        walk.from(file, BinlogWalk.FIRST, before::go);
        BinlogWalk.Step found = before.found;
        boolean atTheEnd = before.last != null && before.last.end() == position && before.last.file().equals(file)
                && (found == null || !found.file().equals(file));
        if (!atTheEnd && (found == null || !found.file().equals(file) || found.position() != position || !found.betweenTransactions())) {
            throw new PreflightException(file + ":" + position + " does not lie between two transactions: " + neighbours(before, position)
                    + "; a dump's own position (SOURCE_LOG_POS) always does", null);
        }
        return new StartPoint(file, position, before.gtids());
    }

    private String neighbours(Before before, long position) {
        long begin = before.transaction == null ? BinlogWalk.FIRST : before.transaction.position();
        if (before.found == null && before.last != null && position > before.last.end()) {
            return before.last.file() + " ends at " + before.last.end();
        }
        return "the one around it begins at " + begin;
    }

    /**
     * Behind a set of transactions.
     *
     * @throws PreflightException if the server lacks transactions that would have to follow, or never had some of the set
     */
    public StartPoint at(String gtids) throws SQLException {
        if (!gtidMode) {
            throw new PreflightException("the source has no GTIDs (gtid_mode is OFF): give --binlog FILE:POSITION or --time", null);
        }
        String gone = difference("GTID_SUBTRACT(@@GLOBAL.gtid_purged, ?)", gtids);
        if (!gone.isEmpty()) {
            throw new PreflightException("the source has purged transactions that the set does not have, so they would be missing: " + gone
                    + "; load the target anew from a newer dump, or copy with snapshot.mode=initial", null);
        }
        String never = difference("GTID_SUBTRACT(?, @@GLOBAL.gtid_executed)", gtids);
        if (!never.isEmpty()) {
            throw new PreflightException("the source never had some transactions of the set: " + never
                    + "; is it the server that the target was loaded from, or a replica of it?", null);
        }
        for (int i = files.size() - 1; i > 0; i--) {
            if (difference("GTID_SUBTRACT(" + literal(before(files.get(i))) + ", ?)", gtids).isEmpty()) {
                return new StartPoint(files.get(i), BinlogWalk.FIRST, gtids);
            }
        }
        return new StartPoint(files.get(0), BinlogWalk.FIRST, gtids);
    }

    /**
     * Before the first transaction that was committed at the moment or later.
     *
     * @throws PreflightException if the binlog does not reach back so far, or the moment is yet to come
     */
    public StartPoint at(Instant moment) throws IOException {
        if (moment.isAfter(Instant.now())) {
            throw new PreflightException(moment + " is yet to come: a start lies in the past", null);
        }
        if (mayBeginBehind(files.get(0), moment)) {
            throw new PreflightException("the binlog of the source does not reach back to " + moment + ": it begins with " + files.get(0)
                    + " at " + begin(files.get(0)) + "; load the target anew from a newer dump, or copy with snapshot.mode=initial", null);
        }
        Before before = new Before(step -> step.beginsTransaction() && !step.at().isBefore(moment));
        walk.from(lastBegunBefore(moment), BinlogWalk.FIRST, before::go);
        return before.found == null ? new StartPoint(before.last.file(), before.last.end(), before.gtids())
                : new StartPoint(before.found.file(), before.found.position(), before.gtids());
    }

    /** The files begin one after the other, so half of them are out with each look. */
    private String lastBegunBefore(Instant moment) throws IOException {
        int low = 0;
        int high = files.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) / 2;
            if (mayBeginBehind(files.get(middle), moment)) {
                high = middle - 1;
            } else {
                low = middle;
            }
        }
        return files.get(low);
    }

    /** A file tells the second in which it was begun, not the moment. */
    private boolean mayBeginBehind(String file, Instant moment) throws IOException {
        return begin(file).plusSeconds(1).isAfter(moment);
    }

    private Instant begin(String file) throws IOException {
        AtomicReference<Instant> begin = new AtomicReference<>();
        walk.from(file, BinlogWalk.FIRST, step -> {
            begin.compareAndSet(null, step.at());
            return false;
        });
        return begin.get();
    }

    /** All GTIDs before a file. */
    private String before(String file) throws SQLException {
        try (PreparedStatement query = source.prepareStatement("SHOW BINLOG EVENTS IN " + literal(file) + " LIMIT 2");
                ResultSet events = query.executeQuery()) {
            while (events.next()) {
                if (events.getString("Event_type").equals("Previous_gtids")) {
                    return events.getString("Info").replace("\n", "");
                }
            }
        }
        return "";
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private String difference(String expression, String gtids) throws SQLException {
        try (PreparedStatement query = source.prepareStatement("SELECT " + expression)) {
            query.setString(1, gtids);
            try (ResultSet rows = query.executeQuery()) {
                rows.next();
                return rows.getString(1).replace("\n", "");
            }
        }
    }

    private String value(String query) throws SQLException {
        try (Statement statement = source.createStatement(); ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private List<String> files() throws SQLException {
        List<String> names = new ArrayList<>();
        try (Statement statement = source.createStatement(); ResultSet rows = statement.executeQuery("SHOW BINARY LOGS")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    @Override
    public void close() throws SQLException {
        source.close();
    }

    /** What stands before a place: collects GTIDs until the place is found. */
    private final class Before {

        private final Predicate<BinlogWalk.Step> place;
        private GtidSet seen = new GtidSet("");
        private boolean begun;
        private BinlogWalk.Step transaction;
        private BinlogWalk.Step last;
        private BinlogWalk.Step found;

        Before(Predicate<BinlogWalk.Step> place) {
            this.place = place;
        }

        boolean go(BinlogWalk.Step step) {
            if (step.type() == EventType.PREVIOUS_GTIDS && !begun) {
                seen = new GtidSet(step.gtids());
                begun = true;
            }
            if (place.test(step)) {
                found = step;
                return false;
            }
            if (step.beginsTransaction()) {
                transaction = step;
                if (step.gtid() != null) {
                    seen.add(step.gtid());
                }
            }
            last = step;
            return true;
        }

        /** Null where the server has no GTIDs. */
        String gtids() {
            return gtidMode ? seen.toString() : null;
        }
    }
}
