package sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sluice.sandbox.SluiceProcess;

/**
 * P1: a process that is killed at once after a resync was confirmed, or in the middle of it, leaves no emptied table behind: nobody asks again.
 * The moments come from a seed, which is printed.
 */
@Tag("crash")
class KilledResyncIT {

    private static final TestBed BED = TestBed.of(KilledResyncIT.class);
    private static final long SEED = Long.getLong("seed", new Random().nextInt(1_000_000));
    private static final int[] MOMENTS = {0, 700};

    @Test
    @Timeout(600)
    void aResyncGoesOnAfterKillsAndBothSidesAreEqual() throws Exception {
        System.out.println("KilledResyncIT: -Dseed=" + SEED);
        try (Migration migration = BED.migration("resynckills", SEED, 200)) {
            Random random = new Random(SEED);
            SluiceProcess sluice = migration.sluice("sluice", "-Dresync.chunk.rows=40");
            migration.startLoad();
            sluice.start();
            migration.awaitFollowing(sluice);
            for (int moment : MOMENTS) {
                spoil(migration);
                CommandLine asked = CommandLine.run("resync", "ordersdb.orders", "usersdb.user_profiles", "--yes", "--pid", pid(sluice));
                assertEquals(0, asked.exitCode(), asked.output());
                Migration.pause(moment + random.nextInt(500));
                String under = CommandLine.run("resync", "--pid", pid(sluice)).output();
                sluice.kill();
                System.out.println("KilledResyncIT: killed with " + under.strip());
                sluice.start();
                awaitEnd(sluice);
            }
            System.out.println("KilledResyncIT: " + migration.awaitEqual());
        }
    }

    private static void awaitEnd(SluiceProcess sluice) {
        // each look is a process of its own, which costs what Sluice could use
        Awaitility.await("the resync is through").atMost(Duration.ofMinutes(4)).pollInterval(Duration.ofSeconds(4)).until(() ->
                CommandLine.run("resync", "--pid", pid(sluice)).output().contains("No table is read once more."));
    }

    private static void spoil(Migration migration) {
        for (String statement : new String[] {"DELETE FROM ORDERSDB.ORDERS WHERE MOD(ID, 5) = 0", "DELETE FROM USERSDB.USER_PROFILES"}) {
            Awaitility.await(statement).atMost(Duration.ofSeconds(20)).ignoreExceptionsInstanceOf(SQLException.class).until(() -> {
                migration.target().execute(statement);
                return true;
            });
        }
    }

    private static String pid(SluiceProcess sluice) {
        return Long.toString(sluice.pid());
    }
}
