package sluice.load.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static sluice.load.tune.Tunings.measured;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KneeTest {

    /** A curve that flattens: four consumers bring 5% more than two, and a batch of 4000 next to nothing. */
    private static final List<Measurement> FLATTENING = List.of(measured(1, 500, 9_000, 60), measured(1, 2000, 14_000, 150), measured(1, 4000, 15_000, 290),
            measured(2, 500, 17_000, 70), measured(2, 2000, 26_000, 180), measured(2, 4000, 27_000, 340), measured(4, 500, 21_000, 120),
            measured(4, 2000, 27_500, 330), measured(4, 4000, 28_000, 700));

    @Test
    void theCheapestOneThatIsNearlyAsFastIsChosen() {
        assertEquals(new Combination(2, 2000), chosen(FLATTENING, 500));
    }

    @Test
    void theGoalRulesOutWhatIsFasterButTooLong() {
        assertEquals(new Combination(2, 2000), chosen(FLATTENING, 200));
        assertEquals(new Combination(4, 500), chosen(FLATTENING, 130));
        assertEquals(new Combination(2, 500), chosen(FLATTENING, 100));
    }

    @Test
    void fewerConsumersAreCheaperThanSmallerBatches() {
        assertEquals(new Combination(1, 4000), chosen(List.of(measured(1, 4000, 20_000, 100), measured(2, 500, 20_500, 50)), 500));
    }

    @Test
    void whereNothingKeepsTheGoalTheShortestIsShown() {
        Knee knee = Knee.of(FLATTENING, 10);

        assertFalse(knee.kept());
        assertEquals(new Combination(1, 500), knee.measurement().combination());
    }

    @Test
    void oneMeasurementIsItsOwnKnee() {
        Knee knee = Knee.of(List.of(measured(1, 1000, 5, 5)), 5);

        assertTrue(knee.kept());
        assertEquals(Optional.empty(), knee.lastGain(List.of(measured(1, 1000, 5, 5))));
    }

    @Test
    void theLastGainIsThatOfTheNextFewerConsumersWithTheSameBatch() {
        assertEquals(26_000.0 / 14_000 - 1, Knee.of(FLATTENING, 500).lastGain(FLATTENING).orElseThrow(), 1e-9);
    }

    private static Combination chosen(List<Measurement> measurements, double goal) {
        Knee knee = Knee.of(measurements, goal);
        assertTrue(knee.kept());
        assertTrue(knee.measurement().p99() <= goal);
        return knee.measurement().combination();
    }
}
