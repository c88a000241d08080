package sluice.apply;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class TopicClaimsTest {

    private static final Set<String> TOPICS = Set.of("p.db.orders", "p.db.payments");

    private final TopicClaims claims = new TopicClaims();

    @Test
    void overlappingLanesAreRefusedByName() {
        assertTrue(claim("all", "p.*.*").isEmpty());
        String refusal = claims.claim("orders", pattern("p.db.orders"), TOPICS).orElseThrow();
        assertTrue(refusal.contains("all") && refusal.contains("orders") && refusal.contains("p.db.orders"), refusal);
    }

    @Test
    void lanesThatLeaveEachOtherOutAreFine() {
        assertTrue(claim("all", "p.*.*,!p.db.orders").isEmpty());
        assertTrue(claim("orders", "p.db.orders").isEmpty());
    }

    @Test
    void aLaneMayHaveSeveralConsumers() {
        assertTrue(claim("all", "p.*.*").isEmpty());
        assertTrue(claim("all", "p.*.*").isEmpty());
    }

    private Optional<String> claim(String lane, String names) {
        return claims.claim(lane, pattern(names), TOPICS);
    }

    private static Pattern pattern(String names) {
        return TopicSet.pattern(List.of(names.split(",")));
    }
}
