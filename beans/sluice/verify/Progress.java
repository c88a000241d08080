package sluice.verify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;

/**
 * How far a table is, as it stands in the target: what a restart goes on from. Keys that were not settled are in it, and nothing of them is counted.
 *
 * @param shape  of the rows that were compared; of another shape nothing can be taken over
 * @param source and {@code target}: places, as {@link KeyText} writes them
 */
record Progress(String shape, Place.Phase phase, List<String> source, List<String> target, Tally tally, List<List<String>> open,
                List<Told> shown, List<Told> keys, double seconds) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** A difference, its key as {@link KeyText} writes it. */
    record Told(Difference.Kind kind, List<String> key, List<Difference.CellDifference> cells, String reason) {

        static Told of(Difference difference) {
            return new Told(difference.kind(), KeyText.of(difference.key()), difference.cells(), difference.reason());
        }

        Difference difference() {
            return new Difference(kind, KeyText.key(key), cells, reason);
        }
    }

    static Progress of(ComparedTable table, Place place, Findings found, List<Object[]> open, double seconds) {
        return new Progress(table.shape(), place.phase(), KeyText.of(place.source()), KeyText.of(place.target()), found.tally(),
                open.stream().map(KeyText::of).toList(), found.shown().stream().map(Told::of).toList(),
                found.keys().stream().map(Told::of).toList(), seconds);
    }

    Place place() {
        return new Place(phase, KeyText.key(source), KeyText.key(target));
    }

    List<Object[]> openKeys() {
        return open.stream().map(KeyText::key).toList();
    }

    /** Puts what was found into an empty one. */
    void restore(Findings found) {
        found.count(tally);
        shown.forEach(told -> found.keepShown(told.difference()));
        keys.forEach(told -> found.keepKey(told.difference()));
    }

    String json() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a progress cannot be written as JSON: " + e.getMessage(), e);
        }
    }

    static Progress of(String json) {
        try {
            return JSON.readValue(json, Progress.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the progress in SLUICE_VERIFY cannot be read (" + e.getOriginalMessage()
                    + "); begin anew with --restart", e);
        }
    }
}
