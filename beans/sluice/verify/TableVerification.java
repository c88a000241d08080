package sluice.verify;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import sluice.load.Throttle;
import sluice.schema.TableId;

/** The comparison of one table: a scan of all rows, beside it the second looks at those that differ, and the progress of both in the target. */
final class TableVerification implements Scan.Eye {

    /** Of keys that are kept for a repair; a table that differs in more is better read anew as a whole. */
    private static final int MOST_KEYS = 10_000;
    private static final long SAVED_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final List<String> LARGE = List.of("text", "blob", "json", "geom", "point", "line", "polygon", "vector");

    private final ComparedTable table;
    private final Sides sides;
    private final VerifySettings settings;
    private final ShownValue shown;
    private final Throttle.OfLane throttle;
    private final Ledger ledger;
    private final String run;
    private final boolean large;
    private Findings found;
    private Suspects suspects;
    private long rows;
    private long equal;
    private double secondsBefore;
    private final long begin = System.nanoTime();
    private long savedAt = begin;
    private volatile Tally seen = Tally.NONE;
    private volatile Place place;

    TableVerification(ComparedTable table, Sides sides, VerifySettings settings, ShownValue shown, Throttle.OfLane throttle, Ledger ledger, String run) {
        this.table = table;
        this.sides = sides;
        this.settings = settings;
        this.shown = shown;
        this.throttle = throttle;
        this.ledger = ledger;
        this.run = run;
        this.large = table.columns().stream().anyMatch(column -> LARGE.stream().anyMatch(column.source().dataType()::contains));
    }

    TableId id() {
        return table.id();
    }

    ComparedTable table() {
        return table;
    }

    /** Rows that were looked at and settled until now; by any thread. */
    Tally seen() {
        return seen;
    }

    /** What is done now; null before the begin. */
    Place.Phase phase() {
        Place now = place;
        return now == null ? null : now.phase();
    }

    double seconds() {
        return secondsBefore + (System.nanoTime() - begin) / 1e9;
    }

    /** Looks at the rows that an earlier pass has found to differ, and at no others. */
    TableResult looked(TableResult before) throws SQLException, InterruptedException {
        found = new Findings(settings.shown(), MOST_KEYS);
        place = Place.begin(Place.Phase.MERGE);
        try (LanePassage passage = sides.passage(sides.sight(), table.id(), settings.seconds());
                Side source = sides.source(table); Side target = sides.target(table)) {
            Tally tally = settling(passage, source, target).settle(before.keys().stream().map(Difference::key).toList(), found::keep);
            found.count(new Tally(before.tally().rows(), before.tally().equal(), 0, 0, 0, 0).plus(tally));
        }
        secondsBefore = before.seconds();
        return ended("");
    }

    private Settling settling(Passage passage, Side source, Side target) {
        return new Settling(table, keys -> source.find(keys, false), keys -> target.find(keys, false), passage, settings.rounds(), shown, large);
    }

    /** Compares the table from where it was left, or from its begin. */
    TableResult run() throws SQLException, InterruptedException {
        ExecutorService threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "verify-" + table.id());
            thread.setDaemon(true);
            return thread;
        });
        try (LanePassage passage = sides.passage(sides.sight(), table.id(), settings.seconds());
                Side source = sides.source(table); Side target = sides.target(table)) {
            Settling settling = settling(passage, source, target);
            Optional<Progress> before = ledger.read(table.id()).map(Ledger.Entry::progress).map(Progress::of)
                    .filter(progress -> progress.shape().equals(table.shape()));
            if (before.isEmpty()) {
                ledger.start(table.id(), run, passage.now().toString(), passage.watermarks());
            }
            return scanned(before, settling, threads);
        } finally {
            threads.shutdownNow();
        }
    }

    private TableResult scanned(Optional<Progress> before, Settling settling, ExecutorService threads) throws SQLException, InterruptedException {
        String stopped = "";
        try {
            Place first = Place.begin(KeyOrder.isShared(table.keyColumns()) ? Place.Phase.MERGE : Place.Phase.ROWS);
            resume(before, settling, threads);
            scan(before.map(Progress::place).orElse(first), threads);
        } catch (NoSharedOrderException e) {
            resume(Optional.empty(), settling, threads);
            scan(Place.begin(Place.Phase.ROWS), threads);
        } catch (TooManyDifferencesException e) {
            count();
            stopped = e.getMessage();
        }
        save(); // from here on it only waits for what is on its way
        suspects.finish();
        return ended(stopped);
    }

    private void resume(Optional<Progress> before, Settling settling, ExecutorService threads) throws SQLException, InterruptedException {
        rows = 0;
        equal = 0;
        found = new Findings(settings.shown(), MOST_KEYS);
        before.ifPresent(progress -> progress.restore(found));
        secondsBefore = before.map(Progress::seconds).orElse(0.0);
        suspects = new Suspects(settings.keys(), settling, found, threads);
        for (Object[] key : before.map(Progress::openKeys).orElse(List.of())) {
            suspects.add(key);
        }
    }

    private void scan(Place from, ExecutorService threads) throws SQLException, InterruptedException {
        place = from;
        Brake ofSource = new Brake(throttle.consumer(), true);
        Brake ofTarget = new Brake(throttle.consumer(), false);
        try (Side source = sides.source(table); Side target = sides.target(table)) {
            Scan scan = from.phase() == Place.Phase.MERGE
                    ? new MergeScan(table, source, target, (left, behind) -> new PagedRows(left ? source : target, false, pages(),
                            left ? ofSource : ofTarget, threads, behind))
                    : new LookUpScan(table, source, target, place -> place.phase() == Place.Phase.KEYS
                            ? new PagedRows(target, true, pages(), ofTarget, threads, place.target())
                            : new PagedRows(source, false, pages(), ofSource, threads, place.source()),
                            new Brake(throttle.consumer(), false), settings.chunkBytes());
            scan.run(from, this);
        }
    }

    private PageSize pages() {
        return new PageSize(settings.chunkRows(), settings.chunkBytes(), large);
    }

    @Override
    public void row(boolean same) {
        rows++;
        equal += same ? 1 : 0;
    }

    @Override
    public void suspect(Object[] key) throws SQLException, InterruptedException {
        suspects.add(key);
        if (found.tally().differing() > settings.most()) {
            throw new TooManyDifferencesException("given up after " + found.tally().differing() + " rows that differ (verify.differences.max)");
        }
    }

    @Override
    public void reached(Place reached) throws SQLException, InterruptedException {
        count();
        place = reached;
        if (System.nanoTime() - savedAt > SAVED_NANOS) {
            suspects.turn();
            save();
        }
    }

    private void save() throws SQLException {
        ledger.advance(table.id(), run, Progress.of(table, place, found, suspects.open(), seconds()));
        savedAt = System.nanoTime();
    }

    private void count() {
        found.count(new Tally(rows, equal, 0, 0, 0, 0));
        rows = 0;
        equal = 0;
        seen = found.tally();
    }

    private TableResult ended(String stopped) throws SQLException {
        Tally tally = found.tally();
        String verdict = stopped.isEmpty() ? TableResult.verdict(tally) : TableResult.DIFFERENT;
        ledger.end(table.id(), run, verdict, Progress.of(table, place, found, List.of(), seconds()));
        return result(verdict, stopped, found);
    }

    private TableResult result(String verdict, String reason, Findings findings) {
        List<TableResult.Row> shownRows = findings.shown().stream().map(difference -> new TableResult.Row(difference.name(),
                shown.key(table, difference.key()), difference.cells(), difference.reason())).toList();
        return new TableResult(table.id(), verdict, reason, findings.tally().settled(), shownRows, findings.keys(), seconds());
    }

    /** What an earlier command of the same run has found. */
    TableResult earlier(Ledger.Entry entry) {
        Progress progress = Progress.of(entry.progress());
        Findings findings = new Findings(settings.shown(), MOST_KEYS);
        progress.restore(findings);
        secondsBefore = progress.seconds();
        return result(entry.verdict(), "", findings);
    }
}
