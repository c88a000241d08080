package sluice.load.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static sluice.load.tune.Tunings.measured;

import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import sluice.apply.Rehearsal;

class MeasurementTest {

    private static final long MILLI = 1_000_000;

    /** Two consumers that take 10 ms of a rollback after each 20 ms of work each: the rollbacks are told apart, and cost no rate. */
    @Test
    void rollbacksAreNoPartOfTheRateNorOfATransaction() {
        Measurement one = Measurement.of(new Combination(2, 100), List.of(tally(10), tally(10)), 0.3);

        assertEquals(2 * 100 / 0.020, one.rate(), 1e-6);
        assertEquals(2 * 10 * 100 / 0.3, one.measuredRate(), 1e-6);
        assertEquals(15, one.median(), 1e-6, "13 ms of writing and 2 ms of the commit");
        assertEquals(2, one.commit(), 1e-6);
        assertEquals(10, one.undo(), 1e-6);
        assertEquals(20, one.transactions());
        assertEquals(100, one.filled(), 1e-6);
    }

    private static Tally tally(int batches) {
        Tally tally = new Tally();
        for (int i = 0; i < batches; i++) {
            tally.add(new Rehearsal.Result(Rehearsal.End.WRITTEN, 100, 3 * MILLI, 13 * MILLI, 10 * MILLI, Map.of(), ""), 2 * MILLI, 2 * MILLI);
        }
        return tally;
    }

    @Test
    void refusedAndFailedBatchesAreCountedApart() {
        Tally tally = tally(1);
        tally.add(new Rehearsal.Result(Rehearsal.End.REFUSED, 100, 1, 0, 0, Map.of(), "a.b value"), 5 * MILLI, 0);
        tally.add(new Rehearsal.Result(Rehearsal.End.FAILED, 100, 1, 0, 0, Map.of(), "a lock"), 5 * MILLI, 0);
        Measurement one = Measurement.of(new Combination(1, 100), List.of(tally), 0.03);

        assertEquals(100 / 0.020, one.rate(), 1e-6);
        assertEquals(List.of(1L, 1L, 1L), List.of(one.transactions(), one.refused(), one.failed()));
        assertEquals("a lock", one.reason());
    }

    @Test
    void aQuantileIsAValueThatWasSeen() {
        long[] hundred = LongStream.rangeClosed(1, 100).toArray();

        assertEquals(50, Measurement.quantile(hundred, 0.5));
        assertEquals(99, Measurement.quantile(hundred, 0.99));
        assertEquals(7, Measurement.quantile(new long[] {7}, 0.99));
        assertEquals(0, Measurement.quantile(new long[0], 0.99));
    }

    /** A round that a checkpoint of the target fell into must not decide. */
    @Test
    void ofTheRoundsTheMedianCounts() {
        Measurement all = Measurement.ofRounds(List.of(measured(2, 500, 10_000, 80), measured(2, 500, 900, 2_000), measured(2, 500, 9_800, 90)));

        assertEquals(9_800, all.rate());
        assertEquals(90, all.p99());
        assertEquals(300, all.transactions());
        assertEquals(9_900, Measurement.ofRounds(List.of(measured(2, 500, 10_000, 80), measured(2, 500, 9_800, 90))).rate());
    }
}
