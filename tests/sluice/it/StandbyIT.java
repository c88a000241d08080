package sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sluice.sandbox.SluiceProcess;

/** Several processes are started with capture on: one captures, the other takes over when that one is gone. */
@Tag("crash")
class StandbyIT {
    private static final TestBed BED = TestBed.of(StandbyIT.class);
    private static final long SEED = Long.getLong("seed", new Random().nextInt(1_000_000));
    private static final String OWNS = "This process owns the capture";
    private static final String STANDS_BY = "Capture stands by: process ";
    private static final String RESTARTS = "it is started again in";

    @BeforeAll
    static void printSeed() {
        System.out.println("StandbyIT: -Dseed=" + SEED);
    }

    /**
     * P1 and P2, and no turns: whoever is started second waits; whoever dies or sleeps is replaced within seconds; whoever wakes up as an
     * owner of yesterday stands by. Each process becomes the owner only when the one before is gone, so it is counted.
     */
    @Test
    @Timeout(300)
    void oneCapturesAndAnotherTakesOver() throws Exception {
        try (Migration migration = BED.migration("standby", SEED, 300)) {
            SluiceProcess first = migration.sluice("first");
            SluiceProcess second = migration.sluice("second");
            migration.startLoad();
            first.start();
            migration.awaitFollowing(first);
            second.start();
            migration.await(second, "the second one stands by", () -> second.outputContains(STANDS_BY + first.pid() + " on "));
            CommandLine status = CommandLine.run("status", "--pid", Long.toString(second.pid()));
            System.out.println("StandbyIT: " + status.output());
            assertTrue(status.output().matches("(?s).*\\(capture\\) +standby .*process " + first.pid() + " on \\S+ captures since .*"), status::output);

            first.kill();
            long seconds = takesOver(migration, second);
            first.start();
            migration.await(first, "the first one stands by", () -> first.outputContains(STANDS_BY + second.pid() + " on "));
            assertEquals(0, count(first, RESTARTS) + count(second, RESTARTS), "whoever stands by fences nobody off");
            second.freeze();
            long secondsFrozen = takesOver(migration, first);
            second.thaw();
            migration.await(second, "the sleeper stands by", () -> second.outputContains(STANDS_BY + first.pid() + " on "));
            awaitCaptured(migration, first);
            System.out.println("StandbyIT: taken over after " + seconds + " s from a killed one, after " + secondsFrozen + " s from a frozen one");
            System.out.println("StandbyIT: " + migration.awaitEqual());
            assertEquals(3, count(first, OWNS) + count(second, OWNS), "first, second, first: and nobody in turns");
            assertTrue(count(first, RESTARTS) + count(second, RESTARTS) <= 2, "the sleeper, and whom it may have fenced off once");
        }
    }

    private static long takesOver(Migration migration, SluiceProcess process) {
        long begin = System.nanoTime();
        awaitCaptured(migration, process);
        return (System.nanoTime() - begin) / 1_000_000_000;
    }

    /** It captures more than it has so far. */
    private static void awaitCaptured(Migration migration, SluiceProcess process) {
        double before = process.status().isEmpty() ? 0 : process.status().number("Captured");
        migration.await(process, "it captures", line -> line.number("Captured") > before);
    }

    private static int count(SluiceProcess process, String text) {
        return (int) process.output().lines().filter(line -> line.contains(text)).count();
    }
}
