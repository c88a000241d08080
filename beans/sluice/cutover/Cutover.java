package sluice.cutover;

import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.BadSqlGrammarException;
import sluice.capture.CaptureReach;
import sluice.schema.source.SourceTable;

/**
 * The cut-over: looks that all is as it has to be, freezes the source, waits until all has arrived, compares, and enables what was held back. Whatever
 * fails, the source takes writes again and the migration follows on, as if nothing had been.
 *
 * <p>The rule (P7): each step is recorded before the next one begins, by who holds the source; so there is no way to {@code switched} but over
 * {@code drained} and {@code verified}.
 */
public final class Cutover {

    private static final Logger LOG = LoggerFactory.getLogger(Cutover.class);

    private final MigrationLog log;
    private final Freezing freezing;
    private final Drain drain;
    private final Readiness readiness;
    private final Ends ends;
    private final Plan plan;
    private final Consumer<String> told;
    private Lease lease;
    private Phase phase;
    private int step;

    /** What is done at the end, and can be taken back. */
    public interface Ends {

        /**
         * Whether all tables are equal, with the evidence; a {@link CutoverFailure} if not.
         *
         * @param frozen whether nothing changes any more; else rows that go on changing are left for then
         */
        String compare(boolean frozen) throws SQLException, InterruptedException;

        /** Whether the rows break no constraint, with the evidence; a {@link CutoverFailure} if they do. */
        String prove() throws SQLException, InterruptedException;

        /** Enables constraints and triggers, and starts the identities; says what was done. */
        String enable() throws SQLException;

        /** What {@link #enable} would do. */
        String planned() throws SQLException;

        /** Takes back what was enabled. */
        void undo() throws SQLException;

        /** What can wait until the service writes to the target: has it look at all rows, and take the optimizer's figures. Says what was done, and what failed. */
        String settle() throws SQLException;
    }

    /**
     * How it is done.
     *
     * @param who          for the audit, and as the holder of the source: unique
     * @param lagSeconds   that changes may take to arrive before the freeze
     * @param drainSeconds that the rest may take in it
     * @param lease        after which silence the source is freed
     */
    public record Plan(List<SourceTable> tables, String who, int lagSeconds, int drainSeconds, Duration lease) {
    }

    /** @param told takes a line a step, with its evidence and its time */
    public Cutover(MigrationLog log, Freezing freezing, Drain drain, DataSource target, Ends ends, Plan plan, Consumer<String> told) {
        this.log = log;
        this.freezing = freezing;
        this.drain = drain;
        this.readiness = new Readiness(target, freezing, drain);
        this.ends = ends;
        this.plan = plan;
        this.told = told;
    }

    /**
     * Everything but the freeze: what it would find, and what it would do.
     *
     * @throws CutoverFailure with all that keeps from the cut-over
     */
    public void rehearse() throws Exception {
        check();
        step("Arrived, as it is now", () -> drained(drain.now(), plan.lagSeconds()));
        lookBefore();
        told.accept("Would be done in the freeze:\n" + ends.planned());
    }

    /**
     * Looks at everything, and records that the migration is ready.
     *
     * @throws CutoverFailure with all that keeps from the cut-over
     */
    public void prepare() throws Exception {
        check();
        lookBefore();
        if (phase == Phase.FOLLOWING) {
            move(() -> log.move(Phase.FOLLOWING, Phase.READY, plan.who(), "all checks passed"), Phase.READY);
        }
    }

    /**
     * Looks at all that the cut-over asks for, and does nothing.
     *
     * @return what was looked at, each with what keeps from the cut-over: empty if nothing does
     */
    public Map<String, List<String>> look() throws SQLException, InterruptedException {
        Map<String, List<String>> looked = new LinkedHashMap<>();
        looked.put("the migration is following", standing().map(List::of).orElse(List.of()));
        looked.putAll(readiness.look(plan.tables(), plan.lagSeconds()));
        return looked;
    }

    /** Why it does not stand where a cut-over can begin; empty if it does. */
    private Optional<String> standing() {
        phase = log.read().map(MigrationLog.Stand::phase).orElse(null);
        if (phase == null) {
            return Optional.of("nothing is known of this migration; has './sluice run' prepared it?");
        } else if (phase == Phase.FOLLOWING || phase == Phase.READY) {
            return Optional.empty();
        }
        return Optional.of("the migration is " + phase + (phase.isFrozen() ? ": another cut-over is under way; './sluice cutover --abort' ends it"
                : phase == Phase.SWITCHED ? " already" : "; it can be cut over when it is following"));
    }

    /** So that what has changed since is all that is left to look at in the freeze. */
    private void lookBefore() throws Exception {
        step("Constraints looked at, while the service writes", ends::prove);
        step("Compared, while the service writes", () -> ends.compare(false));
    }

    private void check() throws Exception {
        standing().ifPresent(why -> {
            throw new CutoverFailure(why);
        });
        step("Checked", () -> {
            Map<String, List<String>> looked = readiness.look(plan.tables(), plan.lagSeconds());
            List<String> wrong = looked.entrySet().stream().flatMap(one -> one.getValue().stream().map(reason -> "  " + one.getKey() + ": no, " + reason)).toList();
            if (!wrong.isEmpty()) {
                throw new CutoverFailure("not ready for the cut-over, nothing was done:\n" + String.join("\n", wrong));
            }
            return String.join(", ", looked.keySet());
        });
    }

    /**
     * From {@code ready} to {@code switched}.
     *
     * @throws CutoverFailure if a step cannot be done; the source takes writes again
     */
    public void run() throws Exception {
        long begin = System.nanoTime();
        try (Freezing.Freezer freezer = freezing.freezer()) {
            move(() -> log.freeze(plan.who(), freezer.id(), "the freeze begins"), Phase.FROZEN);
            try (Lease held = new Lease(log, plan.who(), plan.lease())) {
                lease = held;
                inFreeze(freezer);
            } catch (Exception e) {
                takeBack(e, freezer);
                throw e;
            }
        }
        told.accept(String.format(Locale.ROOT, "Switched. The source was frozen for %.1f s, and stays so: let the service write to the target.", (System.nanoTime() - begin) / 1e9));
        step("Settled", ends::settle);
    }

    private void inFreeze(Freezing.Freezer freezer) throws Exception {
        CaptureReach.Place[] place = new CaptureReach.Place[1];
        step("Frozen", () -> {
            place[0] = freezer.freeze();
            lease.require(); // before it, a watch that was quicker would have freed the source, and this statement would have frozen it again
            return "the binlog stands still at " + place[0].file() + ":" + place[0].position();
        });
        String drained = step("Drained", () -> drained(place[0], plan.drainSeconds()));
        move(() -> log.moveHeld(Phase.FROZEN, Phase.DRAINED, plan.who(), drained), Phase.DRAINED);
        String compared = step("Verified", () -> ends.compare(true));
        move(() -> log.moveHeld(Phase.DRAINED, Phase.VERIFIED, plan.who(), compared), Phase.VERIFIED);
        String enabled = step("Enabled", ends::enable);
        if (!freezer.place().equals(place[0])) {
            throw new CutoverFailure("somebody has written to the source while it was frozen: its binlog went on from " + place[0].file() + ":" + place[0].position());
        }
        move(() -> log.moveHeld(Phase.VERIFIED, Phase.SWITCHED, plan.who(), enabled), Phase.SWITCHED);
    }

    private String drained(CaptureReach.Place place, int seconds) throws SQLException, InterruptedException {
        Optional<String> missing = drain.await(plan.tables(), place, seconds);
        if (missing.isPresent()) {
            throw new CutoverFailure(missing.get());
        }
        return "all changes of " + plan.tables().size() + " tables have arrived";
    }

    private void move(Callable<Boolean> step, Phase to) throws Exception {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted by the operator");
        }
        if (lease != null) {
            lease.require();
        }
        if (!step.call()) {
            throw new CutoverFailure("the migration is not " + phase + " any more, or another one holds it: "
                    + log.read().map(now -> now.phase() + (now.holder() == null ? "" : ", held by " + now.holder())).orElse("gone"));
        }
        phase = to;
    }

    /** The source first: whatever else fails, the service has to go on. */
    private void takeBack(Exception failure, Freezing.Freezer freezer) throws SQLException {
        told.accept("Given up: " + (failure.getMessage() == null ? "interrupted by the operator" : failure.getMessage()));
        freezer.free();
        if (freezer.id() != 0) {
            told.accept("The source takes writes again");
        }
        try {
            ends.undo();
        } catch (SQLException e) {
            told.accept("What was enabled in the target could not be disabled again (" + e.getMessage() + "): do it before the lanes meet it, ./sluice schema --cut-over"
                    + " prints what it was");
        }
        if (phase.isFrozen() && log.moveHeld(phase, Phase.FOLLOWING, plan.who(), "given up: " + failure.getMessage())) {
            told.accept("The migration is following again");
        }
    }

    private String step(String name, Callable<String> work) throws Exception {
        long begin = System.nanoTime();
        String evidence = work.call();
        told.accept(String.format(Locale.ROOT, "%d. %s: %s (%.1f s)", ++step, name, evidence, (System.nanoTime() - begin) / 1e9));
        return evidence;
    }

    /**
     * For whoever would bring changes of the source into the target.
     *
     * @throws CutoverFailure if the service writes to the target by now
     */
    public static void refuseSwitched(MigrationLog log) {
        try {
            log.read().filter(stand -> stand.phase() == Phase.SWITCHED).ifPresent(stand -> {
                throw new CutoverFailure("the migration is switched since " + stand.since() + ": what still came from the source would overwrite what the"
                        + " service has written to the target. Another migration needs another topics.prefix");
            });
        } catch (BadSqlGrammarException e) {
            LOG.debug("the target has no Sluice's tables yet", e);
        }
    }

    /** The steps so far, for people. */
    public static String history(List<MigrationLog.Step> steps) {
        return steps.stream().map(one -> one.at() + "  " + (one.from() == null ? "" : one.from() + " -> ") + one.to() + "  by " + one.who() + ": "
                + one.evidence()).collect(Collectors.joining("\n"));
    }
}
