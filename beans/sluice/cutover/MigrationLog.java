package sluice.cutover;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import javax.sql.DataSource;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import sluice.schema.MigrationTable;

/**
 * Where a migration stands, kept in the target with every step that led there. One method moves it on.
 *
 * <p>The race: two commands, or a command and the watch of a running Sluice, move it at once. The phase is compared and set, and from the freeze
 * on its holder with it; who comes second moves nothing.
 */
public final class MigrationLog {

    private static final int EVIDENCE_CHARACTERS = 2_000;

    private final JdbcTemplate target;
    private final TransactionTemplate transaction;
    private final String migration;

    /**
     * Where it stands.
     *
     * @param holder  who holds the source frozen; null if nobody does
     * @param freezer the holder's connection to the source; 0 if there is none
     * @param silence since the holder was heard of
     */
    public record Stand(Phase phase, OffsetDateTime since, String holder, long freezer, Duration silence) {
    }

    /** A step that was made; {@code from} is null for the first. */
    public record Step(OffsetDateTime at, String who, String from, String to, String evidence) {
    }

    /** @param migration the prefix of its topics */
    public MigrationLog(DataSource target, String migration) {
        this.target = new JdbcTemplate(target);
        this.transaction = new TransactionTemplate(new DataSourceTransactionManager(target));
        this.migration = migration;
    }

    /** Empty before the first step. */
    public Optional<Stand> read() {
        return target.query(MigrationTable.READ, (row, i) -> stand(row), migration).stream().findFirst();
    }

    private static Stand stand(ResultSet row) throws SQLException {
        OffsetDateTime leased = row.getObject("LEASED_AT", OffsetDateTime.class);
        OffsetDateTime now = row.getObject("NOW_THERE", OffsetDateTime.class);
        return new Stand(Phase.of(row.getString("PHASE")), row.getObject("SINCE", OffsetDateTime.class), row.getString("FROZEN_BY"),
                row.getLong("FREEZER"),
                leased == null ? Duration.ZERO : Duration.between(leased, now));
    }

    /** How it came there, oldest first. */
    public List<Step> history() {
        return target.query(MigrationTable.HISTORY, (row, i) -> new Step(row.getObject(1, OffsetDateTime.class), row.getString(2),
                row.getString(3), row.getString(4), row.getString(5)), migration);
    }

    /**
     * A run has assessed both servers, and then made the topics and tables; these are the first steps of a migration, and nothing of one that is further on.
     *
     * @param found by the assessment
     */
    public void prepared(String who, String found) {
        if (begin(Phase.ASSESSED, who, found)) {
            move(Phase.ASSESSED, Phase.PREPARED, who, "topics and tables are there");
        }
    }

    /** The first step. False if somebody else has made it. */
    public boolean begin(Phase phase, String who, String evidence) {
        try {
            transaction.executeWithoutResult(status -> {
                target.update(MigrationTable.BEGIN, migration, phase.toString());
                audit(null, phase, who, evidence);
            });
            return true;
        } catch (DuplicateKeyException e) {
            return false;
        }
    }

    /**
     * A step that nobody has to hold the source for.
     *
     * @return false if it does not stand where {@code from} says any more
     */
    public boolean move(Phase from, Phase to, String who, String evidence) {
        return stepped(from, to, who, evidence, () -> target.update(MigrationTable.MOVE, to.toString(), null, null, migration, from.toString()));
    }

    /**
     * The freeze begins: from here on the holder has to be heard of.
     *
     * @param connection of the holder to the source, by which it freezes
     * @return false if the migration is not ready any more
     */
    public boolean freeze(String holder, long connection, String evidence) {
        return stepped(Phase.READY, Phase.FROZEN, holder, evidence, () -> target.update(MigrationTable.MOVE, Phase.FROZEN.toString(), holder, connection,
                migration, Phase.READY.toString()));
    }

    /**
     * A step of who holds the source frozen.
     *
     * @return false if it does not hold it any more
     */
    public boolean moveHeld(Phase from, Phase to, String holder, String evidence) {
        return stepped(from, to, holder, evidence, () -> target.update(MigrationTable.MOVE_HELD, to.toString(), to.isFrozen() ? holder : null,
                migration, from.toString(), holder));
    }

    private boolean stepped(Phase from, Phase to, String who, String evidence, IntSupplier step) {
        if (!from.leadsTo(to)) {
            throw new IllegalArgumentException("a migration that is " + from + " cannot become " + to);
        }
        return Boolean.TRUE.equals(transaction.execute(status -> {
            boolean moved = step.getAsInt() == 1;
            if (moved) {
                audit(from, to, who, evidence);
            }
            return moved;
        }));
    }

    private void audit(Phase from, Phase to, String who, String evidence) {
        Integer step = target.queryForObject(MigrationTable.NEXT_STEP, Integer.class, migration);
        String told = evidence.length() > EVIDENCE_CHARACTERS ? evidence.substring(0, EVIDENCE_CHARACTERS - 3) + "..." : evidence;
        target.update(MigrationTable.AUDIT, migration, step, who, from == null ? null : from.toString(), to.toString(), told);
    }

    /** The holder is alive. False if another one holds the source by now. */
    public boolean renew(String holder) {
        return target.update(MigrationTable.RENEW, migration, holder) == 1;
    }

    /** Becomes the holder in the place of one that was silent for so long. False if it was not, or another was quicker. */
    public boolean takeOver(String silent, String by, Duration silence) {
        return target.update(MigrationTable.TAKE_OVER, by, migration, silent, silence.toSeconds()) == 1;
    }
}
