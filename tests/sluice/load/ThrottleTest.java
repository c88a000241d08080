package sluice.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import sluice.schema.OwnTables;

/** P6, by a clock of the test's own: how long a lane rests for each limit. */
class ThrottleTest {

    private static final long HOUR = TimeUnit.HOURS.toMillis(1);

    private final AtomicLong clock = new AtomicLong(1);
    private final JdbcDataSource h2 = new JdbcDataSource();
    private Limits limits;
    private Verdict verdict = Verdict.GO;
    private Throttle one;
    private Throttle two;
    private Throttle other;

    @BeforeEach
    void open() {
        h2.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";MODE=Oracle;DB_CLOSE_DELAY=-1");
        OwnTables.CREATE.values().forEach(new JdbcTemplate(h2)::execute);
        limits = new Limits(h2, 4, 2_000, 1 << 20, 0, 100, 0);
        Throttle.OfLane lane = new Throttle.OfLane(limits, () -> verdict, "orders");
        one = lane.consumer(clock::get);
        two = lane.consumer(clock::get);
        other = new Throttle.OfLane(limits, () -> verdict, "others").consumer(clock::get);
    }

    private void pass(long millis) {
        clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    @Test
    void withoutALimitNothingRests() {
        one.committed(1_000_000, TimeUnit.HOURS.toNanos(1), 0);
        assertEquals(0, one.rest(HOUR));
        assertEquals("", one.reason());
    }

    @Test
    void theConsumersOfALaneKeepItsRateTogether() {
        limits.set("orders", Map.of("rows-per-second", "1000"));
        one.committed(500, 0, 0);
        two.committed(250, 0, 0);
        assertEquals(750, two.rest(HOUR));
        assertEquals("1000 rows per second", two.reason());
        assertEquals(0, other.rest(HOUR));
        pass(750);
        assertEquals(0, one.rest(HOUR));
    }

    @Test
    void allLanesKeepTheRateOfAllTogether() {
        limits.set(Limit.ALL_LANES, Map.of("rows-per-second", "1000"));
        one.committed(500, 0, 0);
        other.committed(500, 0, 0);
        assertEquals(1_000, one.rest(HOUR));
        assertEquals("1000 rows per second in all", one.reason());
    }

    /** Over a long time the rate is the limit, however large the batches are. */
    @Test
    void theRateIsWhatWasSet() {
        limits.set("orders", Map.of("rows-per-second", "3000"));
        long begin = clock.get();
        long rows = 0;
        while (clock.get() - begin < TimeUnit.SECONDS.toNanos(60)) {
            long rest = one.rest(50);
            if (rest > 0) {
                pass(rest);
                continue;
            }
            pass(20); // the batch
            one.committed(700, TimeUnit.MILLISECONDS.toNanos(20), 0);
            rows += 700;
        }
        assertTrue(rows >= 2_700 * 60 && rows <= 3_000 * 60 + 700, () -> "rows in a minute at 3,000 a second");
    }

    @Test
    void aLimitThatChangesChangesTheRestThatIsLeft() {
        limits.set("orders", Map.of("rows-per-second", "1", "duty-percent", "1"));
        one.committed(2_000, TimeUnit.MILLISECONDS.toNanos(100), 0);
        assertEquals(2_000_000, one.rest(HOUR));
        limits.set("orders", Map.of("rows-per-second", "5000"));
        assertEquals(9_900, one.rest(HOUR), "of its duty");
        limits.set("orders", Map.of("duty-percent", "50"));
        assertEquals(400, one.rest(HOUR), "of its rows");
        pass(100);
        assertEquals(300, one.rest(HOUR));
        limits.set("orders", Map.of("rows-per-second", "1000"));
        assertEquals(1_500, one.rest(HOUR));
    }

    @Test
    void aProbeThatSaysSlowMakesItRestAndOneThatSaysStopHoldsIt() {
        verdict = new Verdict(Verdict.Level.SLOW, "the target's probe is 9, above 8");
        one.committed(1, TimeUnit.MILLISECONDS.toNanos(100), 0);
        assertEquals(300, one.rest(HOUR));
        assertEquals("the target's probe is 9, above 8", one.reason());
        verdict = new Verdict(Verdict.Level.STOP, "flag file");
        assertEquals(50, other.rest(50));
        assertEquals("flag file", other.reason());
        verdict = Verdict.GO;
        assertEquals(0, other.rest(50));
    }

    @Test
    void whatWasNotUsedIsNotSavedUp() {
        limits.set("orders", Map.of("rows-per-second", "1000"));
        one.committed(10, 0, 0);
        pass(60_000);
        one.committed(2_000, 0, 0);
        assertEquals(2_000, one.rest(HOUR));
    }

    @Test
    void aConsumerRestsInProportionToItsWork() {
        limits.set("orders", Map.of("duty-percent", "25"));
        one.committed(1, TimeUnit.MILLISECONDS.toNanos(100), 0);
        assertEquals(300, one.rest(HOUR));
        assertEquals("busy for 25 % of its time", one.reason());
        assertEquals(0, two.rest(HOUR), "each on its own");
        limits.set("orders", Map.of("duty-percent", "default"));
        assertEquals(0, one.rest(HOUR), "a limit that is taken away forgives");
    }
}
