package sluice.capture.resync;

import io.debezium.engine.ChangeEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sluice.schema.TableId;

/**
 * The tables that are read from the source once more: what operators ask for, what is under way, and how far it is.
 *
 * <p>A request is carried out by capture at its next start, which it asks for: between two runs of the engine nothing is read, so the
 * barrier that empties a table and the offset from which its rows are read can be written in one Kafka transaction.
 * What is under way is known from the offsets alone; nothing here needs to outlive the process.
 */
public final class Resyncs {

    private static final Logger LOG = LoggerFactory.getLogger(Resyncs.class);

    private final Map<TableId, Long> estimates = new LinkedHashMap<>(); // guarded by this
    private final Map<TableId, Long> rows = new LinkedHashMap<>(); // guarded by this
    private Asked asked = new Asked(); // guarded by this
    private Asked taken = new Asked(); // guarded by this
    private Runnable restart; // guarded by this
    private List<Resync> underWay = List.of(); // guarded by this
    private Object text; // guarded by this
    private Object startedFor; // guarded by this
    private volatile boolean running;
    private volatile boolean held;

    /** What operators have asked for since the last start. */
    public static final class Asked {

        private final Map<TableId, Resync> added = new LinkedHashMap<>();
        private final Set<TableId> removed = new LinkedHashSet<>();
        private final CountDownLatch done = new CountDownLatch(1);
        private volatile String refused;

        public boolean isEmpty() {
            return added.isEmpty() && removed.isEmpty();
        }

        public List<Resync> added() {
            return List.copyOf(added.values());
        }

        public Set<TableId> removed() {
            return Set.copyOf(removed);
        }

        /** The recorded offset with what is asked for. */
        public Map<String, Object> in(Map<String, ?> offset) {
            return SnapshotContext.with(SnapshotContext.without(offset, removed), added());
        }
    }

    /**
     * How far the resync of a table is.
     *
     * @param rows  that are in Kafka
     * @param about how many there are by the source's estimate; 0 if that is not known
     * @param state {@code waiting} until the tables before it are through and a change of its columns is captured, then {@code copying}; {@code asked} before capture has taken it up
     */
    public record Progress(String table, String where, String state, long rows, long about) {

        /** For the status: {@code shop.orders: 1200 of about 5000 rows}. */
        @Override
        public String toString() {
            return table + ": " + (state.equals("copying") ? rows + (about > rows ? " of about " + about : "") + " rows" : state);
        }
    }

    /** Capture runs here. {@code restart} ends the engine between two batches and starts it again. */
    public synchronized void attach(Runnable restart) {
        this.restart = restart;
    }

    /** Capture stops. */
    public synchronized void detach() {
        restart = null;
    }

    public synchronized boolean isAttached() {
        return restart != null;
    }

    /**
     * Asks for tables to be read once more, and waits until capture has taken it up. Returns false if it has not within the time; it will
     * then, when it is back.
     *
     * @param wanted    with the source's estimates of their rows
     * @throws ResyncRefusedException if it cannot be
     */
    public boolean request(Map<Resync, Long> wanted, Duration limit) throws InterruptedException {
        Asked mine;
        synchronized (this) {
            for (Resync resync : wanted.keySet()) {
                if (asked.added.containsKey(resync.table()) || taken.added.containsKey(resync.table()) || underWay.stream().anyMatch(other -> other.table().equals(resync.table()))) {
                    throw new ResyncRefusedException("a resync of " + resync.table() + " is under way already; './sluice status' shows it,"
                            + " './sluice resync --cancel " + resync.table() + "' gives it up");
                }
            }
            wanted.forEach((resync, about) -> {
                asked.added.put(resync.table(), resync);
                estimates.put(resync.table(), about);
            });
            mine = takeUp();
        }
        return await(mine, limit);
    }

    /** Gives resyncs up; otherwise like {@link #request}. Where capture is stopped it is done at its next start, and false is returned at once. */
    public boolean cancel(List<TableId> tables, Duration limit) throws InterruptedException {
        Asked mine;
        synchronized (this) {
            for (TableId table : tables) {
                boolean known = asked.added.remove(table) != null | underWay.stream().anyMatch(other -> other.table().equals(table));
                if (!known) {
                    throw new ResyncRefusedException("no resync of " + table + " is under way");
                }
            }
            asked.removed.addAll(tables);
            if (restart == null) {
                return false; // what keeps capture from going on may be this very resync
            }
            mine = takeUp();
        }
        return await(mine, limit);
    }

    private Asked takeUp() {
        if (restart == null) {
            throw new ResyncRefusedException("capture is stopped; './sluice route start capture' starts it");
        }
        restart.run();
        return asked;
    }

    private static boolean await(Asked mine, Duration limit) throws InterruptedException {
        boolean done = mine.done.await(limit.toMillis(), TimeUnit.MILLISECONDS);
        if (done && mine.refused != null) {
            throw new ResyncRefusedException(mine.refused);
        }
        return done;
    }

    /**
     * Takes what is asked for, for a start of capture; what an earlier start has taken and could not write comes first. The caller
     * asks again until there is nothing.
     */
    public synchronized Asked take() {
        if (taken.isEmpty()) {
            taken = asked;
            asked = new Asked();
        }
        return taken;
    }

    /** All that was taken is in Kafka. */
    public synchronized void begun() {
        taken.added().forEach(resync -> LOG.info("The resync of {} begins{}", resync.table(),
                resync.empties() ? ": its rows in the target are deleted first" : ", where " + resync.where()));
        taken.removed().forEach(table -> LOG.warn("The resync of {} is given up: the target may not have all of its rows", table));
        close();
    }

    /** What was taken is not to be done. */
    public synchronized void refuse(String reason) {
        taken.refused = reason;
        close();
    }

    private void close() {
        taken.done.countDown();
        taken = new Asked();
    }

    /** The engine starts from this offset. */
    public synchronized void started(Map<String, ?> offset) {
        rows.clear();
        held = false;
        text = null;
        look(offset);
        if (running) {
            LOG.info("Tables that are read once more: {}", underWay.stream().map(resync -> resync.table().toString()).toList());
        }
    }

    /** The first table waits: capture has not come to the statement that gave it its columns. */
    public synchronized void held() {
        held = true;
        LOG.info("The resync of {} waits until capture has come to the statement that gave the table its columns", underWay.get(0).table());
    }

    /** Whether capture has not started again for this statement yet; it does from now on. */
    synchronized boolean isNew(Object statement) {
        boolean isNew = !statement.equals(startedFor);
        startedFor = statement;
        return isNew;
    }

    /** What is being read; null if nothing is. */
    public synchronized Resync first() {
        return underWay.isEmpty() ? null : underWay.get(0);
    }

    /** Whether any table is read once more. */
    public boolean isRunning() {
        return running;
    }

    /** Events are in Kafka, with this offset. */
    public synchronized void captured(List<ChangeEvent<SourceRecord, SourceRecord>> events, Map<String, ?> offset) {
        for (ChangeEvent<SourceRecord, SourceRecord> event : events) {
            if (OffsetTrail.isResynced(event.value())) {
                Struct source = ((Struct) event.value().value()).getStruct("source");
                rows.merge(new TableId(source.getString("db"), source.getString("table")), 1L, Long::sum);
            }
        }
        look(offset);
    }

    private void look(Map<String, ?> offset) {
        Object now = SnapshotContext.text(offset);
        if (now != null ? now.equals(text) : text == null && !running) {
            return;
        }
        text = now;
        underWay = SnapshotContext.of(offset);
        running = !underWay.isEmpty();
    }

    /** What is asked for and not done, in the order in which it is done. */
    public synchronized List<Progress> progress() {
        List<Progress> progress = new ArrayList<>();
        for (Resync resync : underWay) {
            progress.add(progress(resync, progress.isEmpty() && !held ? "copying" : "waiting"));
        }
        taken.added().forEach(resync -> progress.add(progress(resync, "asked")));
        asked.added().forEach(resync -> progress.add(progress(resync, "asked")));
        return progress;
    }

    private Progress progress(Resync resync, String state) {
        return new Progress(resync.table().toString(), resync.where(), state, rows.getOrDefault(resync.table(), 0L),
                estimates.getOrDefault(resync.table(), 0L));
    }
}
