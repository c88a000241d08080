package sluice.control;

import java.io.PrintWriter;

/** A terminal on which a text takes the place of the one before. By the control sequences that every terminal has (ECMA-48). */
final class Screen {

    private static final String HOME = "\u001b[H";
    private static final String CLEAR_TO_END_OF_LINE = "\u001b[K";
    private static final String CLEAR_BELOW = "\u001b[J";
    private static final String CLEAR = "\u001b[2J";

    private final PrintWriter out;
    private boolean begun;

    Screen(PrintWriter out) {
        this.out = out;
    }

    /** Line by line over what is there, so that nothing flickers. */
    void show(String text) {
        StringBuilder drawn = new StringBuilder(begun ? HOME : CLEAR + HOME);
        text.lines().forEach(line -> drawn.append(line).append(CLEAR_TO_END_OF_LINE).append('\n'));
        out.print(drawn.append(CLEAR_BELOW));
        out.flush();
        begun = true;
    }
}
