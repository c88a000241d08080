package sluice.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import sluice.load.Limits;
import sluice.load.Throttle;
import sluice.load.Throttles;
import sluice.load.Verdict;

class BrakeTest {

    private final AtomicReference<Verdict> probe = new AtomicReference<>(Verdict.GO);
    private final ExecutorService thread = Executors.newSingleThreadExecutor();

    @Test
    void nothingIsReadWhileAProbeSaysStop() throws Exception {
        Brake brake = new Brake(throttle(0).consumer(), true);
        probe.set(new Verdict(Verdict.Level.STOP, "the redo log waits"));
        try {
            Future<Boolean> held = thread.submit(() -> {
                brake.hold();
                return true;
            });
            Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> brake.reason().equals("the redo log waits"));
            assertFalse(held.isDone());
            probe.set(Verdict.GO);
            assertTrue(held.get(10, TimeUnit.SECONDS));
            assertEquals("", brake.reason());
        } finally {
            thread.shutdownNow();
        }
    }

    /** Rows count once, although they are read of two sides. */
    @Test
    void theRateIsThatOfTheSourcesRows() throws Exception {
        Throttle.OfLane limits = throttle(1_000);
        Brake source = new Brake(limits.consumer(), true);
        Brake target = new Brake(limits.consumer(), false);
        long begin = System.nanoTime();
        for (int page = 0; page < 3; page++) {
            source.hold();
            target.hold();
            source.passed(200, 1);
            target.passed(200, 1);
        }
        source.hold();
        double seconds = (System.nanoTime() - begin) / 1e9;
        assertTrue(seconds > 0.5 && seconds < 1.1, seconds + " s for 600 rows at 1,000 a second");
    }

    private Throttle.OfLane throttle(int rowsPerSecond) {
        return new Throttles(new Limits(new DriverManagerDataSource("jdbc:h2:mem:none"), 1, 1, 1, rowsPerSecond, 100, 0), probe::get).of("verify");
    }
}
