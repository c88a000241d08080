package sluice.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import sluice.sandbox.Project;
import sluice.sandbox.TableVerdict;

/**
 * Rounds of chaos on one migration. After each round the writes rest, and both sides have to be equal row by row, with exactly the
 * rows parked that the target refuses (P1 to P5).
 *
 * <p>{@code mvn verify -Pchaos -Drounds=50 -Dseed=7} plays the rounds 0 to 49 of the seed 7 and nothing else, {@code -Dround=17}
 * that one alone, {@code -Dfirst.round=50} begins there. Each adds a line to {@code target/chaos/results.jsonl}.
 */
@Tag("chaos")
class ChaosIT {
    private static final long SEED = Long.getLong("seed", Long.getLong("chaos.seed", new Random().nextInt(1_000_000)));
    private static final int FIRST = Integer.getInteger("round", Integer.getInteger("first.round", 0));
    private static final int ROUNDS = Integer.getInteger("round") == null ? Integer.getInteger("rounds") : 1;
    private static final int CHANGES_PER_SECOND = 150;

    @Test
    void nothingIsLostOrDoubledWhateverMeets() throws Exception {
        System.out.println("ChaosIT: -Dseed=" + SEED + ", rounds " + FIRST + " to " + (FIRST + ROUNDS - 1));
        try (Arena arena = new Arena(Project.home().resolve("target/it/ChaosIT/" + SEED), SEED, CHANGES_PER_SECOND)) {
            arena.begin();
            ChaosResults results = new ChaosResults(SEED);
            for (int number = FIRST; number < FIRST + ROUNDS; number++) {
                Round round = new Round(SEED, number);
                try {
                    play(arena, round, number, results);
                } catch (AssertionError | RuntimeException e) {
                    results.failed(round, number, e.getMessage());
                    throw new AssertionError("seed " + SEED + ", round " + number + " (" + round + "): " + e.getMessage(), e);
                }
            }
            System.out.print(results.table());
        }
    }

    private static void play(Arena arena, Round round, int number, ChaosResults results) throws IOException, SQLException {
        long begin = System.nanoTime();
        long parkedBefore = arena.notes().parkedEver();
        round.play(arena);
        arena.workload().stop();
        judge(arena, round);
        List<TableVerdict> verdicts = arena.awaitEqual();
        arena.awaitNoOrphan();
        arena.assertNobodyGaveUp();
        long rows = verdicts.stream().mapToLong(TableVerdict::equal).sum();
        results.passed(round, number, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin), rows,
                arena.notes().parkedEver() - parkedBefore);
        arena.workload().start();
    }

    /** What is bad at the source is parked, each row once, and nothing else; then it is put right, by a newer change or by a replay. */
    private static void judge(Arena arena, Round round) throws SQLException {
        if (round.resyncs()) {
            arena.await("what was spoilt is read anew", () -> Happening.resync(arena));
        }
        if (round.replays()) {
            arena.notes().acceptAll();
            arena.await("what was parked is replayed or superseded", () -> {
                Happening.replay(arena);
                return arena.notes().parked().isEmpty();
            });
            return;
        }
        Set<String> bad = arena.notes().badRowsAtTheSource();
        arena.await("exactly the bad rows are parked: " + bad, () -> arena.notes().parked().equals(bad));
        assertEquals(bad, arena.notes().badRowsAtTheSource());
        arena.notes().makeGood();
    }
}
