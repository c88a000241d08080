package sluice.cases;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which lane applies which case. Each lane is a consumer, which costs a good part of a second at the start, so cases share them; a
 * case that has to stop its lane has one of its own.
 */
final class CaseLanes {
    private static final int SHARED_BY = 20;

    private CaseLanes() {
    }

    /** The lanes' names by case. */
    static Map<Case, String> shared(List<Case> cases) {
        Map<Case, String> lanes = new LinkedHashMap<>();
        int shared = 0;
        for (Case one : cases) {
            boolean stops = !one.expectation().stops().isEmpty();
            lanes.put(one, stops ? one.database() : "shared" + shared++ / SHARED_BY);
        }
        return lanes;
    }

    /** A lane for each case. */
    static Map<Case, String> alone(List<Case> cases) {
        Map<Case, String> lanes = new LinkedHashMap<>();
        cases.forEach(one -> lanes.put(one, one.database()));
        return lanes;
    }
}
