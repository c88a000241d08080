package sluice.cutover;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;
import sluice.schema.OwnTables;

/** Where a migration stands is one thing, moved by one at a time, and there is one way to the switch (P7). */
class MigrationLogTest {

    private final JdbcDataSource h2 = new JdbcDataSource();
    private JdbcTemplate target;
    private MigrationLog log;

    @BeforeEach
    void open() {
        h2.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";MODE=Oracle;DB_CLOSE_DELAY=-1");
        target = new JdbcTemplate(h2);
        OwnTables.CREATE.values().forEach(target::execute);
        log = new MigrationLog(h2, "shop");
    }

    private Phase phase() {
        return log.read().orElseThrow().phase();
    }

    private void frozenBy(String holder) {
        assertTrue(log.begin(Phase.FOLLOWING, "run", "follows"));
        assertTrue(log.move(Phase.FOLLOWING, Phase.READY, holder, "checked"));
        assertTrue(log.freeze(holder, 42, "begins"));
    }

    @Test
    void aRunsPreparationIsTheBeginOfANewMigrationAlone() {
        log.prepared("run 1", "2 warnings");
        assertEquals(Phase.PREPARED, phase());
        assertEquals(List.of("assessed", "prepared"), log.history().stream().map(MigrationLog.Step::to).toList());
        assertTrue(log.move(Phase.PREPARED, Phase.COPYING, "run 1", "copies"));
        log.prepared("run 2", "3 warnings");
        assertEquals(Phase.COPYING, phase());
    }

    @Test
    void thereIsOneWayToTheSwitch() {
        for (Phase phase : Phase.values()) {
            Set<Phase> before = EnumSet.noneOf(Phase.class);
            for (Phase from : Phase.values()) {
                if (from.leadsTo(phase)) {
                    before.add(from);
                }
            }
            switch (phase) {
                case SWITCHED -> assertEquals(Set.of(Phase.VERIFIED), before);
                case VERIFIED -> assertEquals(Set.of(Phase.DRAINED), before);
                case DRAINED -> assertEquals(Set.of(Phase.FROZEN), before);
                case FROZEN -> assertEquals(Set.of(Phase.READY), before);
                default -> assertFalse(before.contains(Phase.SWITCHED));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"FROZEN", "DRAINED", "VERIFIED"})
    void fromTheFreezeOnItGoesBackToFollowing(Phase phase) {
        assertTrue(phase.leadsTo(Phase.FOLLOWING));
        assertTrue(phase.isFrozen());
    }

    @Test
    void whoComesSecondMovesNothing() {
        assertTrue(log.begin(Phase.PREPARED, "run 1", "prepared"));
        assertFalse(log.begin(Phase.PREPARED, "run 2", "prepared"));
        assertTrue(log.move(Phase.PREPARED, Phase.COPYING, "run 1", "copies"));
        assertFalse(log.move(Phase.PREPARED, Phase.COPYING, "run 2", "copies"));
        assertEquals(List.of("prepared", "copying"), log.history().stream().map(MigrationLog.Step::to).toList());
    }

    @Test
    void aStepThatThePhasesDoNotKnowIsAMistake() {
        log.begin(Phase.FOLLOWING, "run", "follows");
        assertThrows(IllegalArgumentException.class, () -> log.move(Phase.FOLLOWING, Phase.SWITCHED, "me", "no"));
        assertEquals(Phase.FOLLOWING, phase());
    }

    @Test
    void nobodyButTheHolderMovesAFrozenMigration() {
        frozenBy("me");
        assertFalse(log.moveHeld(Phase.FROZEN, Phase.DRAINED, "another", "no"));
        assertTrue(log.moveHeld(Phase.FROZEN, Phase.DRAINED, "me", "drained"));
        assertEquals(42, log.read().orElseThrow().freezer());
    }

    /** The watch has taken over: the old holder, which was only slow, does nothing any more. */
    @Test
    void aHolderThatWasSilentHasLostTheSource() {
        frozenBy("me");
        assertFalse(log.takeOver("me", "watch", Duration.ofSeconds(10)), "it was heard of just now");
        target.update("UPDATE SLUICE_MIGRATION SET LEASED_AT = SYSTIMESTAMP - INTERVAL '20' SECOND");
        assertTrue(log.read().orElseThrow().silence().toSeconds() >= 19);
        assertTrue(log.takeOver("me", "watch", Duration.ofSeconds(10)));
        assertFalse(log.takeOver("me", "another watch", Duration.ofSeconds(10)));
        assertFalse(log.renew("me"));
        assertFalse(log.moveHeld(Phase.FROZEN, Phase.DRAINED, "me", "late"));
        assertTrue(log.moveHeld(Phase.FROZEN, Phase.FOLLOWING, "watch", "freed"));
        assertEquals(Phase.FOLLOWING, phase());
        assertEquals(null, log.read().orElseThrow().holder());
    }

    @Test
    void aSignOfLifeKeepsTheSource() {
        frozenBy("me");
        target.update("UPDATE SLUICE_MIGRATION SET LEASED_AT = SYSTIMESTAMP - INTERVAL '20' SECOND");
        assertTrue(log.renew("me"));
        assertFalse(log.takeOver("me", "watch", Duration.ofSeconds(10)));
    }

    @Test
    void otherMigrationsInTheSameTargetAreNotTouched() {
        frozenBy("me");
        MigrationLog other = new MigrationLog(h2, "crm");
        assertTrue(other.read().isEmpty());
        assertTrue(other.begin(Phase.PREPARED, "run", "prepared"));
        assertEquals(Phase.FROZEN, phase());
    }

    @Test
    void longEvidenceIsCut() {
        assertTrue(log.begin(Phase.PREPARED, "run", "x".repeat(5_000)));
        assertEquals(2_000, log.history().get(0).evidence().length());
    }
}
