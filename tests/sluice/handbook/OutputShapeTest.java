package sluice.handbook;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** A page that shows another output than a command has must not pass. */
class OutputShapeTest {

    @Test
    void numbersTimesAndWidthsMayDiffer() {
        assertTrue(OutputShape.isOf("rows   12  at 2026-11-24 11:41:28, d89f89cc-e80f-11f1-bf9a-02fc00000001:1-6\n",
                "rows 1,300,001 at 2027-01-02 03:04:05, 00000000-e80f-11f1-bf9a-02fc0000000f:1-77\n"));
        assertTrue(OutputShape.isOf("Lag: 0.1s\n", "Lag: 12s"));
    }

    @Test
    void wordsAndLinesMayNot() {
        assertFalse(OutputShape.isOf("State: idle\n", "State: running\n"));
        assertFalse(OutputShape.isOf("a\nc\n", "a\nb\nc\n"));
        assertFalse(OutputShape.isOf("a\n", "a\nb\n"));
        assertFalse(OutputShape.isOf("a (b)\n", "a b\n"));
        assertFalse(OutputShape.isOf("", "a\n"));
    }

    @Test
    void dotsStandForWhatIsLeftOut() {
        assertTrue(OutputShape.isOf("a\n...\nd\n", "a\nb\nc\nd\n"));
        assertTrue(OutputShape.isOf("a\n...\nd\n", "a\nd\n"));
        assertFalse(OutputShape.isOf("a\n...\nd\n", "a\nb\nc\n"));
        assertTrue(OutputShape.isOf("in .../routes, done\n", "in /opt/a/routes, done\n"));
        assertFalse(OutputShape.isOf("in .../routes, done\n", "in /opt/a/routes\n, done\n"));
    }
}
