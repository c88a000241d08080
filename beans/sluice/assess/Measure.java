package sluice.assess;

import java.util.function.BiConsumer;

/**
 * One thing to know of a table's rows.
 *
 * @param aggregate MySQL's expression; its value is a number, or NULL for a table without rows
 * @param beyond    the number up to which there is nothing to say
 * @param finding   what a greater number means
 */
record Measure(String aggregate, long beyond, BiConsumer<Findings, Long> finding) {

    void judge(Findings findings, long value) {
        if (value > beyond) {
            finding.accept(findings, value);
        }
    }
}
