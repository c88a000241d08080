package sluice.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every order in which two processes, Kafka, the target and an operator can act, in small worlds: nothing is lost (P1), no row goes
 * back and no change is written twice (P2, P3), a bad row is parked and comes back only where it is the newest (P4), and from
 * everywhere there is a way to the end. With one safeguard less there is not.
 *
 * <p>Bounds: {@code -Dmodel.faults=1} searches with one fault more.
 */
class ModelTest {

    @ParameterizedTest
    @EnumSource
    void nothingGoesWrongWithAllSafeguards(Scene scene) {
        Search.Result result = scene.search(Set.of());
        System.out.println("model: " + scene + ": " + result.states() + " states");
        assertEquals(null, result.broken(), () -> result.describe());
    }

    @ParameterizedTest
    @EnumSource
    void eachSafeguardIsMissedWhenItIsTakenOut(Safeguard safeguard) {
        Search.Result result = safeguard.scene().search(EnumSet.of(safeguard));
        System.out.println("model: " + safeguard.scene() + " without " + safeguard + ": " + result.states() + " states"
                + result.describe());
        assertEquals(safeguard.absence(), result.broken());
    }
}
