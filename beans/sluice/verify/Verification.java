package sluice.verify;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sluice.control.Settings;
import sluice.load.Limits;
import sluice.load.Throttle;
import sluice.load.Throttles;
import sluice.load.Verdict;
import sluice.schema.TableId;
import sluice.schema.source.SourceTable;

/**
 * The comparison of source and target, table by table, some at once. It reads both servers and what capture and the lanes have recorded; it needs no
 * running process of Sluice, but without one rows that are on their way do not arrive, and are told as unsettled.
 */
public final class Verification {

    private static final Logger LOG = LoggerFactory.getLogger(Verification.class);

    private final VerifySettings settings;
    private final Sides sides;
    private final ShownValue shown;
    private final Throttle.OfLane throttle;
    private final Map<TableId, TableVerification> running = new ConcurrentHashMap<>();
    private final Map<TableId, SourceTable> known = new ConcurrentHashMap<>();

    /** How far a table is that is being compared. {@code about}: the source's estimate of its rows. */
    public record UnderWay(TableId table, String phase, Tally tally, long about, double seconds) {
    }

    /**
     * @param target for the limits' own needs
     * @param probes what holds the lanes back holds this back too
     * @throws SQLException if the target cannot be asked
     */
    public Verification(Settings all, DataSource target, Supplier<Verdict> probes) throws SQLException {
        this.settings = VerifySettings.of(all);
        this.sides = new Sides(all);
        this.shown = new ShownValue(settings.masks());
        Limits limits = new Limits(target, 1, settings.chunkRows(), settings.chunkBytes(), settings.rowsPerSecond(), settings.dutyPercent(), 0);
        this.throttle = new Throttles(limits, probes).of("verify");
    }

    /**
     * Compares the tables; goes on with what an earlier call was cut off in.
     *
     * @param anew whether it begins from the first row all the same
     * @return in the order of the tables
     */
    public List<TableResult> run(List<SourceTable> tables, boolean anew) throws SQLException, InterruptedException {
        tables.forEach(table -> known.put(table.id(), table));
        ExecutorService workers = Executors.newFixedThreadPool(settings.tables());
        try (Ledger ledger = new Ledger(sides::target)) {
            ledger.create();
            String run = ledger.run(tables.stream().map(SourceTable::id).toList(), anew);
            Map<SourceTable, Future<TableResult>> results = new LinkedHashMap<>();
            tables.forEach(table -> results.put(table, workers.submit(() -> compared(table, ledger, run))));
            return taken(results);
        } finally {
            workers.shutdownNow();
        }
    }

    private static List<TableResult> taken(Map<SourceTable, Future<TableResult>> results) throws InterruptedException {
        List<TableResult> taken = new ArrayList<>();
        for (Map.Entry<SourceTable, Future<TableResult>> result : results.entrySet()) {
            try {
                taken.add(result.getValue().get());
            } catch (ExecutionException e) {
                LOG.debug("{} cannot be compared", result.getKey().id(), e.getCause());
                taken.add(failed(result.getKey().id(), e.getCause()));
            }
        }
        return taken;
    }

    private static TableResult failed(TableId table, Throwable failure) {
        return new TableResult(table, TableResult.FAILED, failure.getMessage() == null ? failure.toString() : failure.getMessage(), Tally.NONE,
                List.of(), List.of(), 0);
    }

    private TableResult compared(SourceTable source, Ledger ledger, String run) throws SQLException, InterruptedException {
        TableVerification table = new TableVerification(sides.table(source), sides, settings, shown, throttle, ledger, run);
        Optional<Ledger.Entry> entry = ledger.read(source.id());
        if (entry.isPresent() && entry.get().isDone()) {
            return table.earlier(entry.get());
        }
        running.put(source.id(), table);
        try {
            return table.run();
        } finally {
            running.remove(source.id());
        }
    }

    /** The tables that are being compared just now. */
    public List<UnderWay> underWay() {
        return running.values().stream().filter(table -> table.phase() != null).map(table -> new UnderWay(table.id(), table.phase().name(),
                table.seen(), known.get(table.id()).rows(), table.seconds())).toList();
    }

    /** A table of {@link #run} as it is now. */
    ComparedTable table(TableId table) throws SQLException {
        return sides.table(known.get(table));
    }

    /** Looks again at the rows that differed, after they were put right; what is equal now counts as equal. */
    TableResult looked(ComparedTable table, TableResult before) throws SQLException, InterruptedException {
        try (Ledger ledger = new Ledger(sides::target)) {
            String run = ledger.read(table.id()).orElseThrow().run();
            return new TableVerification(table, sides, settings, shown, throttle, ledger, run).looked(before);
        }
    }

    Sides sides() {
        return sides;
    }
}
