package sluice.it;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sluice.sandbox.SluiceProcess;

/** Two processes run the same lanes; Kafka shares the partitions out among them, anew each time one comes or goes. */
@Tag("crash")
@Tag("oracle")
class TwoProcessesIT {
    private static final TestBed BED = TestBed.of(TwoProcessesIT.class);
    private static final long SEED = Long.getLong("seed", new Random().nextInt(1_000_000));

    @BeforeAll
    static void printSeed() {
        System.out.println("TwoProcessesIT: -Dseed=" + SEED);
    }

    /**
     * P2 and P3: a process that goes on with a partition which is not its own any more, or that begins elsewhere than at the
     * watermark, doubles, loses or reorders changes. And the barrier: a truncate that does not wait for the other process's
     * partitions leaves rows behind or takes newer ones away.
     */
    @Test
    @Timeout(600)
    void partitionsAreStolenBackAndForth() throws Exception {
        try (Migration migration = BED.migration("thieves", SEED, 500)) {
            SluiceProcess first = migration.sluice("first");
            SluiceProcess second = migration.sluice("second", "-Dcapture.enabled=false");
            migration.startLoad();
            first.start();
            migration.awaitFollowing(first);
            join(migration, second);
            truncateAcrossBoth(migration, first);
            second.stop();
            join(migration, second);
            second.kill();
            join(migration, second);
            first.kill();
            join(migration, first);
            truncateAcrossBoth(migration, first);
            System.out.println("TwoProcessesIT: " + migration.workload().counts());
            System.out.println("TwoProcessesIT: " + migration.awaitEqual());
            assertFalse(first.outputContains("newer producer"), "a process that does not capture fences off the one that does");
            long owners = migration.target().number("SELECT COUNT(DISTINCT OWNER) FROM SLUICE_BARRIER");
            long barriers = migration.assertBarriersDone();
            System.out.println("TwoProcessesIT: " + barriers + " barriers done, claimed by " + owners + " different processes");
            assertTrue(barriers >= 6, "four tables, and two truncates at the least");
        }
    }

    /** Starts a process and waits until it applies: it has got partitions. */
    private static void join(Migration migration, SluiceProcess process) {
        process.start();
        migration.await(process, "the process has got its share", line -> line.number("Applied") > 0);
    }

    /** While both own partitions, so each of them arrives with its own. */
    private static void truncateAcrossBoth(Migration migration, SluiceProcess process) {
        long before = migration.workload().counts().truncates();
        migration.await(process, "a table is truncated", () -> migration.workload().counts().truncates() > before);
    }
}
