package sluice.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Random;
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
    private static final long SEED = Long.getLong("seed", new Random().nextInt(1_000_000));
    private static final int FIRST = Integer.getInteger("round", Integer.getInteger("first.round", 0));
    private static final int ROUNDS = Integer.getInteger("round") == null ? Integer.getInteger("rounds") : 1;
    private static final int CHANGES_PER_SECOND = 150;
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void nothingIsLostOrDoubledWhateverMeets() throws Exception {
        System.out.println("ChaosIT: -Dseed=" + SEED + ", rounds " + FIRST + " to " + (FIRST + ROUNDS - 1));
        try (Arena arena = new Arena(Project.home().resolve("target/it/ChaosIT/" + SEED), SEED, CHANGES_PER_SECOND)) {
            arena.begin();
            for (int number = FIRST; number < FIRST + ROUNDS; number++) {
                Round round = new Round(SEED, number);
                try {
                    play(arena, round, number);
                } catch (AssertionError | RuntimeException e) {
                    record(round, number, 0, List.of(), 0, e.getMessage());
                    throw new AssertionError("seed " + SEED + ", round " + number + " (" + round + "): " + e.getMessage(), e);
                }
            }
        }
    }

    private static void play(Arena arena, Round round, int number) throws IOException, SQLException {
        long begin = System.nanoTime();
        long parkedBefore = arena.notes().parkedEver();
        round.play(arena);
        arena.workload().stop();
        long parked = judge(arena, round);
        List<TableVerdict> verdicts = arena.awaitEqual();
        arena.await("nothing is parked any more", () -> arena.notes().parked() == 0);
        arena.assertNobodyGaveUp();
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        record(round, number, millis, verdicts, arena.notes().parkedEver() - parkedBefore, null);
        System.out.println("ChaosIT: round " + number + ": " + round + ": " + millis + " ms; equal " + verdicts.stream()
                .mapToLong(TableVerdict::equal).sum() + " rows in " + verdicts.size() + " tables; parked at the end " + parked);
        arena.workload().start();
    }

    /** What is bad at the source is parked, each row once, and nothing else; then it is put right, by a newer change or by a replay. */
    private static long judge(Arena arena, Round round) throws IOException, SQLException {
        if (round.replays()) {
            arena.await("what was parked is replayed or superseded", () -> {
                Happening.replay(arena);
                return arena.notes().parked() == 0;
            });
            return 0;
        }
        long bad = arena.notes().badRowsAtTheSource();
        arena.await("exactly the " + bad + " bad rows are parked", () -> arena.notes().parked() == bad);
        assertEquals(bad, arena.notes().badRowsAtTheSource());
        arena.notes().makeGood();
        return bad;
    }

    private static void record(Round round, int number, long millis, List<TableVerdict> verdicts, long parked, String failure)
            throws IOException {
        Path results = Files.createDirectories(Project.home().resolve("target/chaos")).resolve("results.jsonl");
        String line = JSON.writeValueAsString(Map.of("seed", SEED, "round", number, "what", round.toString(), "ms", millis,
                "rows", verdicts.stream().mapToLong(TableVerdict::equal).sum(), "parked", parked, "failure", failure == null ? "" : failure));
        Files.writeString(results, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
