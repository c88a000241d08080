package sluice.verify;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sluice.control.Settings;
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

    private final String brokers;
    private final String schemas;
    private final VerifySettings settings;
    private final Sides sides;
    private final ShownValue shown;

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
        this.brokers = all.get("kafka.brokers");
        this.schemas = all.get("topics.prefix") + ".__schemas";
        this.settings = VerifySettings.of(all);
        this.sides = new Sides(all);
        this.shown = new ShownValue(settings.masks());
    }

    /** Looks at the tables one after the other; what is equal is remembered, for the next time. */
    public Result look(List<SourceTable> tables) throws SQLException, InterruptedException {
        List<String> unequal = new ArrayList<>();
        List<String> unsettled = new ArrayList<>();
        List<SourceTable> unknown = new ArrayList<>();
        long rows = 0;
        try (Ledger ledger = new Ledger(sides::target); TopicKeys keys = new TopicKeys(brokers, schemas); Sight sight = sides.sight()) {
            Map<TableId, Watermarks> known = ledger.equalAt();
            Map<String, Watermarks> still = sight.unapplied().still(tables.stream().map(table -> sides.topic(table.id())).collect(Collectors.toSet()));
            for (SourceTable table : tables) {
                Optional<Watermarks> equalAt = Optional.ofNullable(known.get(table.id()));
                if (equalAt.isPresent() && equalAt.get().equals(still.get(sides.topic(table.id())))) {
                    continue; // nothing was applied since; with thousands of tables it is most of them, and the source may be frozen
                }
                Optional<Tally> tally = equalAt.isEmpty() ? Optional.empty() : look(table, equalAt.get(), ledger, keys, sight);
                if (tally.isEmpty()) {
                    unknown.add(table);
                } else if (tally.get().differing() > 0) {
                    unequal.add(table.id() + ": " + tally.get().differing() + " of the rows that have changed differ");
                } else if (tally.get().unsettled() > 0) {
                    unsettled.add(table.id() + ": " + tally.get().unsettled() + " rows went on changing");
                }
                rows += tally.map(Tally::rows).orElse(0L);
            }
        }
        return new Result(rows, unequal, unsettled, unknown);
    }

    private Optional<Tally> look(SourceTable source, Watermarks equalAt, Ledger ledger, TopicKeys topicKeys, Sight sight) throws SQLException, InterruptedException {
        TableId id = source.id();
        ComparedTable table = sides.table(source);
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

    private Optional<List<Object[]>> changed(TopicKeys keys, ComparedTable table, Watermarks equalAt) {
        try {
            return keys.since(table, sides.topic(table.id()), equalAt.next(), MOST_KEYS);
        } catch (KafkaException e) {
            LOG.debug("what has changed in {} cannot be read", table.id(), e);
            return Optional.empty();
        }
    }
}
