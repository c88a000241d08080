package sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sluice.sandbox.Monitored;
import sluice.sandbox.OsProcess;
import sluice.sandbox.Project;
import sluice.sandbox.SluiceProcess;

/** Servers that die under load and come back. */
class OutageIT {
    private static final TestBed BED = TestBed.of(OutageIT.class);
    private static final int CHANGES_PER_SECOND = 200;
    private static final String FAILURES = "sluice_capture_failures_total";

    /**
     * P5 and P1: servers that are away are waited for, with the reason in the status; a lane that parks or stops for it, or a
     * capture that gives up, is seen here.
     */
    @Test
    @Timeout(480)
    void survivesTheDeathOfKafkaOfTheTargetAndOfTheSource() throws Exception {
        try (Migration migration = BED.migration("outages", 2, CHANGES_PER_SECOND)) {
            int port = Project.freePort();
            SluiceProcess sluice = migration.sluice("sluice", "-Dmonitoring.port=" + port, "-Dstop.wait.seconds=2");
            migration.startLoad();
            sluice.start();
            migration.awaitFollowing(sluice);
            outage(migration, sluice, BED.h2());
            outage(migration, sluice, BED.kafka());
            sourceOutage(migration, sluice, new Monitored(port));
            stopsBesideAHangingTarget(migration, sluice);
            System.out.println("OutageIT: " + migration.awaitEqual());
            migration.assertBarriersDone();
        }
    }

    /** Capture does not die silently: health says that it fails, and for what, until it follows again; the failures are counted. */
    private static void sourceOutage(Migration migration, SluiceProcess sluice, Monitored monitored) {
        migration.await(sluice, "all is well", () -> monitored.ready().status() == 200);
        double failures = monitored.metric(FAILURES);
        BED.mysql().kill();
        migration.await(sluice, "health is down", () -> monitored.ready().status() == 503
                && monitored.ready().body().contains("\"name\":\"capture\",\"status\":\"DOWN\""));
        System.out.println("OutageIT: " + monitored.ready().body());
        migration.await(sluice, "it is started again, and fails again", () -> monitored.metric(FAILURES) >= failures + 2);
        assertTrue(monitored.ready().body().contains("; captured up to "), monitored.ready().body());
        assertTrue(monitored.alive(), "a restart of the process would mend nothing");
        BED.mysql().start();
        migration.await(sluice, "capture follows again", () -> monitored.ready().status() == 200
                && monitored.metric("sluice_capture_state{state=\"streaming\"}") == 1);
    }

    /** A read of a connection that hangs cannot be interrupted: whoever stops Sluice must not wait for it. */
    private static void stopsBesideAHangingTarget(Migration migration, SluiceProcess sluice) {
        BED.h2().freeze();
        try {
            long lines = sluice.statusLines();
            migration.await(sluice, "the lane has a batch in hand that does not end", line -> sluice.statusLines() > lines + 3);
            sluice.stop();
        } finally {
            BED.h2().thaw(); // other tests need it
        }
        assertEquals(1, sluice.exitCode(), () -> sluice.logTail(20));
        assertTrue(sluice.outputContains("stopped without the end of what was under way"), () -> sluice.logTail(20));
        sluice.start();
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
