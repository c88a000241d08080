package sluice.verify;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sluice.control.Settings;
import sluice.kafka.KafkaAccess;
import sluice.schema.TableId;
import sluice.schema.source.SourceTable;

/**
 * Compares the rows that have changed since their table was last found equal: the cut-over's last comparison, which must not grow with the tables.
 *
 * <p>The rule: a row that was equal when it was looked at, and has no change since, is equal. What was applied before the watermarks of then was in the target when
 * it was read; what comes behind them stands in the change topic, with its key.
 */
public final class ChangedRows {

    private static final Logger LOG = LoggerFactory.getLogger(ChangedRows.class);
    private static final int MOST_KEYS = 500_000;
    private static final int WORKERS = 8;

    private final KafkaAccess kafka;
    private final String schemas;
    private final VerifySettings settings;
    private final Sides sides;
    private final ShownValue shown;
    private final Map<TableId, ComparedTable> compared = new ConcurrentHashMap<>();

    /**
     * What came out.
     *
     * @param rows      that were looked at
     * @param unequal   tables that are not equal, with what is known of it; empty if all are
     * @param unsettled tables of which some rows went on changing: nothing is proven of them
     * @param unknown   tables of which it cannot be told what has changed: they have to be compared as a whole
     */
    public record Result(long rows, List<String> unequal, List<String> unsettled, List<SourceTable> unknown) {
    }

    /** @throws SQLException if the target cannot be asked */
    public ChangedRows(Settings all) throws SQLException {
        this.kafka = all.kafka();
        this.schemas = all.get("topics.prefix") + ".__schemas";
        this.settings = VerifySettings.of(all);
        this.sides = new Sides(all);
        this.shown = new ShownValue(settings.masks());
    }

    /** Looks at some tables at once; what is equal is remembered, for the next time. */
    public Result look(List<SourceTable> tables) throws SQLException, InterruptedException {
        try (Ledger ledger = new Ledger(sides::target)) {
            Map<TableId, Watermarks> known = ledger.equalAt();
            Queue<SourceTable> changed = new ConcurrentLinkedQueue<>(changed(tables, known));
            List<Callable<List<Looked>>> workers = Collections.nCopies(Math.min(WORKERS, changed.size()), () -> look(changed, known, ledger));
            ExecutorService threads = Executors.newFixedThreadPool(WORKERS);
            try {
                List<Looked> looked = new ArrayList<>();
                for (Future<List<Looked>> worker : threads.invokeAll(workers)) {
                    looked.addAll(worker.get());
                }
                return result(looked);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof SQLException cause) {
                    throw cause;
                }
                throw new IllegalStateException("the rows that have changed cannot be compared", e.getCause());
            } finally {
                threads.shutdownNow();
            }
        }
    }

    /** Without those of which nothing was applied since: with thousands of tables it is most of them, and the source may be frozen. */
    private List<SourceTable> changed(List<SourceTable> tables, Map<TableId, Watermarks> known) throws SQLException {
        try (Sight sight = sides.sight()) {
            Map<String, Watermarks> still = sight.unapplied().still(tables.stream().map(table -> sides.topic(table.id())).collect(Collectors.toSet()));
            return tables.stream().filter(table -> {
                Watermarks equalAt = known.get(table.id());
                return equalAt == null || !equalAt.equals(still.get(sides.topic(table.id())));
            }).toList();
        }
    }

    /** Empty where it cannot be told what has changed. */
    private record Looked(SourceTable table, Optional<Tally> tally) {
    }

    private List<Looked> look(Queue<SourceTable> tables, Map<TableId, Watermarks> known, Ledger ledger) throws SQLException, InterruptedException {
        List<Looked> looked = new ArrayList<>();
        try (TopicKeys keys = new TopicKeys(kafka, schemas); Sight sight = sides.sight()) {
            for (SourceTable table = tables.poll(); table != null; table = tables.poll()) {
                Watermarks equalAt = known.get(table.id());
                looked.add(new Looked(table, equalAt == null ? Optional.empty() : look(table, equalAt, ledger, keys, sight)));
            }
        }
        return looked;
    }

    private static Result result(List<Looked> all) {
        List<String> unequal = new ArrayList<>();
        List<String> unsettled = new ArrayList<>();
        List<SourceTable> unknown = new ArrayList<>();
        long rows = 0;
        for (Looked one : all) {
            Tally tally = one.tally().orElse(null);
            if (tally == null) {
                unknown.add(one.table());
            } else if (tally.differing() > 0) {
                unequal.add(one.table().id() + ": " + tally.differing() + " of the rows that have changed differ");
            } else if (tally.unsettled() > 0) {
                unsettled.add(one.table().id() + ": " + tally.unsettled() + " rows went on changing");
            }
            rows += tally == null ? 0 : tally.rows();
        }
        return new Result(rows, unequal, unsettled, unknown);
    }

    private Optional<Tally> look(SourceTable source, Watermarks equalAt, Ledger ledger, TopicKeys topicKeys, Sight sight) throws SQLException, InterruptedException {
        TableId id = source.id();
        ComparedTable table = table(source);
        LanePassage passage = sides.passage(sight, id, settings.seconds());
        try (Side left = sides.source(table); Side right = sides.target(table)) {
            String place = passage.now().toString();
            Watermarks now = passage.watermarks();
            Optional<List<Object[]>> changed = equalAt.next().isEmpty() && now.next().isEmpty() ? Optional.of(List.of())
                    : changed(topicKeys, table, equalAt);
            if (changed.isEmpty()) {
                return Optional.empty();
            }
            Tally tally = new Settling(table, keys -> left.find(keys, false), keys -> right.find(keys, false), passage, settings.rounds(), shown, false)
                    .settle(changed.get(), difference -> LOG.warn("{} is not equal: {}", id, difference.kind()));
            if (TableResult.verdict(tally).equals(TableResult.EQUAL)) {
                ledger.equalAgain(id, place, now);
            }
            return Optional.of(new Tally(changed.get().size(), tally.equal(), tally.missing(), tally.extra(), tally.different(), tally.unsettled()));
        }
    }

    /** As both catalogs have it; kept, since the same are compared before the freeze and in it. */
    private ComparedTable table(SourceTable source) throws SQLException {
        ComparedTable kept = compared.get(source.id());
        if (kept == null) {
            kept = sides.table(source);
            compared.put(source.id(), kept);
        }
        return kept;
    }

    private Optional<List<Object[]>> changed(TopicKeys keys, ComparedTable table, Watermarks equalAt) {
        try {
            return keys.since(table, sides.topic(table.id()), equalAt.next(), MOST_KEYS);
        } catch (KafkaException e) {
            LOG.debug("what has changed in {} cannot be read", table.id(), e);
            return Optional.empty();
        }
    }
}
