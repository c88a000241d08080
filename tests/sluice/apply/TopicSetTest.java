package sluice.apply;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class TopicSetTest {

    @Test
    void aNameMatchesItselfOnly() {
        assertTrue(matches("p.db.orders", "p.db.orders"));
        assertFalse(matches("p.db.orders", "p.db.orders2"));
        assertFalse(matches("p.db.orders", "pxdb.orders"));
    }

    @Test
    void aStarStandsForAnyCharacters() {
        assertTrue(matches("p.*.*", "p.db.orders"));
        assertTrue(matches("p.db.order_*", "p.db.order_items"));
        assertFalse(matches("p.db.order_*", "p.db.orders"));
    }

    @Test
    void sluicesOwnTopicsAreNoTables() {
        assertFalse(matches("p.*.*", "p.__schemas"));
        assertFalse(matches("p.*.*", "p.__offsets"));
    }

    @Test
    void aNameWithAnExclamationMarkIsLeftOut() {
        assertFalse(matches("p.*.*,!p.db.orders", "p.db.orders"));
        assertTrue(matches("p.*.*,!p.db.orders", "p.db.orders2"));
        assertTrue(matches("p.*.*, !p.db.orders", "p.db.payments"));
    }

    private static boolean matches(String names, String topic) {
        return TopicSet.pattern(List.of(names.split(","))).matcher(topic).matches();
    }
}
