package sluice.it;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sluice.sandbox.OsProcess;
import sluice.sandbox.SluiceProcess;

/** Servers that die under load and come back. */
class OutageIT {
    private static final TestBed BED = TestBed.of(OutageIT.class);
    private static final int CHANGES_PER_SECOND = 200;

    /**
     * P5 and P1: servers that are away are waited for, with the reason in the status; a lane that parks or stops for it, or a
     * capture that gives up, is seen here.
     */
    @Test
    @Timeout(480)
    void survivesTheDeathOfKafkaAndOfTheTarget() throws Exception {
        try (Migration migration = BED.migration("outages", 2, CHANGES_PER_SECOND)) {
            SluiceProcess sluice = migration.sluice("sluice");
            migration.startLoad();
            sluice.start();
            migration.awaitFollowing(sluice);
            outage(migration, sluice, BED.h2());
            outage(migration, sluice, BED.kafka());
            System.out.println("OutageIT: " + migration.awaitEqual());
            migration.assertBarriersDone();
        }
    }

    private static void outage(Migration migration, SluiceProcess sluice, OsProcess server) {
        long begin = System.nanoTime();
        server.kill();
        String state = migration.await(sluice, "the status says that Sluice waits, and for what",
                line -> line.field("State").orElse("").matches("waiting, \\w+: .+")).text();
        Duration seen = Duration.ofNanos(System.nanoTime() - begin);
        Migration.pause(3_000);
        server.start();
        long applied = sluice.status().number("Applied");
        migration.await(sluice, "the lane goes on", line -> line.number("Applied") > applied
                && !line.field("State").orElse("").startsWith("waiting"));
        System.out.println("OutageIT: told after " + seen.toMillis() + " ms: " + state + "; went on after "
                + Duration.ofNanos(System.nanoTime() - begin).toMillis() + " ms");
    }
}
