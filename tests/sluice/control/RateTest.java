package sluice.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateTest {

    private static final long SECOND = 1_000_000_000L;

    private final AtomicLong clock = new AtomicLong(100 * SECOND);
    private final Rate rate = new Rate(clock::get);

    @Test
    void theRateIsTheMeanOfTheLastFullSeconds() {
        rate.add(100);
        clock.addAndGet(SECOND);
        rate.add(300);
        clock.addAndGet(SECOND);
        assertEquals(200, rate.perSecond());
        assertEquals(400, rate.total());
    }

    @Test
    void theSecondThatRunsDoesNotCountYet() {
        clock.addAndGet(SECOND);
        rate.add(500);
        assertEquals(0, rate.perSecond());
    }

    @Test
    void whatIsOlderThanTenSecondsIsForgotten() {
        rate.add(1000);
        clock.addAndGet(11 * SECOND);
        assertEquals(0, rate.perSecond());
        assertEquals(1000, rate.total());
    }
}
