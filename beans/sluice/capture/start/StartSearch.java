package sluice.capture.start;

import com.github.shyiko.mysql.binlog.GtidSet;
import com.github.shyiko.mysql.binlog.event.EventType;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import sluice.capture.SourceBinlog;
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

    private final SourceBinlog binlog;
    private final BinlogWalk walk;
    private final List<String> files;
    private final boolean gtidMode;

    /** @throws SQLException if the source cannot be asked */
    public StartSearch(Settings settings) throws SQLException {
        binlog = new SourceBinlog(new SourceDatabase(settings));
        walk = new BinlogWalk(settings);
        files = List.copyOf(binlog.files().keySet());
        gtidMode = binlog.hasGtids();
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
    public StartPoint at(String gtids) throws SQLException, IOException {
        if (!gtidMode) {
            throw new PreflightException("the source has no GTIDs (gtid_mode is OFF): give --binlog FILE:POSITION or --time", null);
        }
        String gone = binlog.purgedBeyond(gtids);
        if (!gone.isEmpty()) {
            throw new PreflightException("the source has purged transactions that the set does not have, so they would be missing: " + gone
                    + "; load the target anew from a newer dump, or copy with snapshot.mode=initial", null);
        }
        String never = binlog.neverHad(gtids);
        if (!never.isEmpty()) {
            throw new PreflightException("the source never had some transactions of the set: " + never
                    + "; is it the server that the target was loaded from, or a replica of it?", null);
        }
        GtidSet set = new GtidSet(gtids.toLowerCase(Locale.ROOT));
        Before before = new Before(step -> step.gtid() != null && !new GtidSet(step.gtid()).isContainedWithin(set));
        walk.from(lastBegunWithin(gtids), BinlogWalk.FIRST, before::go);
        return before.point(gtids);
    }

    private String lastBegunWithin(String gtids) throws SQLException {
        for (int i = files.size() - 1; i > 0; i--) {
            if (binlog.beginsWithin(files.get(i), gtids)) {
                return files.get(i);
            }
        }
        return files.get(0);
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
        return before.point(before.gtids());
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

    @Override
    public void close() throws SQLException {
        binlog.close();
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

        /** The place that was found; the end of the binlog if none was. */
        StartPoint point(String gtids) {
            return found == null ? new StartPoint(last.file(), last.end(), gtids) : new StartPoint(found.file(), found.position(), gtids);
        }

        /** Null where the server has no GTIDs. */
        String gtids() {
            return gtidMode ? seen.toString() : null;
        }
    }
}
