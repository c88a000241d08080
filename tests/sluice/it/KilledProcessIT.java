package sluice.it;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sluice.sandbox.SluiceProcess;

/**
 * Whatever dies, and whenever: nothing is lost and nothing takes effect twice.
 * The moments come from a seed, which is printed: {@code mvn verify -Pcrash -Dit.test=KilledProcessIT -Dseed=...} kills at the same ones,
 * as far as the machine's speed allows.
 */
@Tag("crash")
@Tag("oracle")
class KilledProcessIT {
    private static final TestBed BED = TestBed.of(KilledProcessIT.class);
    private static final long SEED = Long.getLong("seed", new Random().nextInt(1_000_000));
    private static final int CHANGES_PER_SECOND = 200;

    /** What a kill waits for before its random delay; the delay's range in milliseconds. */
    private enum Moment {
        STARTING(300, 6_000), COPYING(0, 1_500), RUNNING(100, 2_500), APPLYING(0, 1_500);

        private final int shortest;
        private final int longest;

        Moment(int shortest, int longest) {
            this.shortest = shortest;
            this.longest = longest;
        }

        int delay(Random random) {
            return shortest + random.nextInt(longest - shortest);
        }
    }

    @BeforeAll
    static void printSeed() {
        System.out.println("KilledProcessIT: -Dseed=" + SEED);
    }

    /**
     * P1 and P2: a change that was acknowledged to Debezium but not in Kafka, or whose watermark and rows are not one transaction,
     * is missing or stale at the end; a snapshot that is not begun by emptying the table leaves rows that were deleted in between.
     */
    @Test
    @Timeout(900)
    void nothingIsLostOrDoubledByKills() throws Exception {
        try (Migration migration = BED.migration("kills", SEED, CHANGES_PER_SECOND)) {
            Random random = new Random(SEED);
            SluiceProcess sluice = migration.sluice("sluice");
            Map<Moment, Integer> kills = new EnumMap<>(Moment.class);
            migration.startLoad();
            for (Moment moment : moments("SSCSCC", random)) {
                killOnce(migration, sluice, moment, random, kills);
            }
            sluice.start();
            migration.awaitFollowing(sluice);
            sluice.kill();
            for (Moment moment : moments("SSSSSSRRRAAAA", random)) {
                killOnce(migration, sluice, moment, random, kills);
            }
            sluice.start();
            migration.await(sluice, "changes are applied", line -> line.number("Applied") > 0);
            System.out.println("KilledProcessIT: killed while " + kills + ", and once while following; " + migration.workload().counts());
            System.out.println("KilledProcessIT: " + migration.awaitEqual());
            System.out.println("KilledProcessIT: " + migration.assertBarriersDone() + " barriers done");
        }
    }

    /** The moments by their first letters, shuffled. */
    private static List<Moment> moments(String letters, Random random) {
        List<Moment> moments = new ArrayList<>(letters.chars().mapToObj(letter ->
                Arrays.stream(Moment.values()).filter(moment -> moment.name().charAt(0) == letter).findFirst().orElseThrow()).toList());
        Collections.shuffle(moments, random);
        return moments;
    }

    private static void killOnce(Migration migration, SluiceProcess sluice, Moment moment, Random random, Map<Moment, Integer> kills) {
        long snapshots = snapshots(sluice);
        long lines = sluice.statusLines();
        sluice.start();
        switch (moment) {
            case COPYING -> migration.await(sluice, "a snapshot begins", () -> snapshots(sluice) > snapshots);
            case RUNNING -> migration.await(sluice, "a status line", () -> sluice.statusLines() > lines);
            case APPLYING -> migration.await(sluice, "changes are applied",
                    () -> sluice.statusLines() > lines && sluice.status().number("Applied") > 0);
            case STARTING -> { }
        }
        Migration.pause(moment.delay(random));
        sluice.kill();
        kills.merge(moment, 1, Integer::sum);
    }

    private static long snapshots(SluiceProcess sluice) {
        return sluice.output().lines().filter(line -> line.contains("Snapshot of")).count();
    }
}
