package sluice.bench;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One run's figures.
 *
 * @param what    what was run
 * @param rows    changes or rows
 * @param seconds from the first of them to the last
 * @param others  more figures by name, with the unit in the name; in order
 */
record Figure(String what, long rows, double seconds, Map<String, Object> others) {

    static Figure of(String what, long rows, double seconds) {
        return new Figure(what, rows, seconds, new LinkedHashMap<>());
    }

    Figure called(String other) {
        return new Figure(other, rows, seconds, others);
    }

    Figure with(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(others);
        more.put(name, value);
        return new Figure(what, rows, seconds, more);
    }

    /** One of the other figures. */
    double number(String name) {
        return ((Number) others.get(name)).doubleValue();
    }

    double rate() {
        return rows / seconds;
    }
}
