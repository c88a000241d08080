package sluice.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import sluice.sandbox.SluiceProcess;
import sluice.sandbox.StatusLine;

/**
 * Shows Sluice's status line while it waits for something: redrawn in place on a terminal, a line every few seconds elsewhere.
 * Every wait is bounded, and ends at once with the log's tail when Sluice has died.
 */
final class StatusView {
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final long LINE_EVERY_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final String CLEAR_LINE = "\r\033[K";
    private static final int COLUMNS = Integer.parseInt(System.getenv().getOrDefault("COLUMNS", "80"));

    private final PrintStream out;
    private final SluiceProcess sluice;
    private final boolean terminal;
    private String shown = "";
    private long shownAt = System.nanoTime() - LINE_EVERY_NANOS;

    StatusView(PrintStream out, SluiceProcess sluice, boolean terminal) {
        this.out = out;
        this.sluice = sluice;
        this.terminal = terminal;
    }

    /** The last status line. */
    StatusLine line() {
        return sluice.status();
    }

    Void await(Duration limit, String otherwise, Predicate<StatusLine> condition) {
        try {
            Awaitility.await().atMost(limit).pollDelay(Duration.ZERO).pollInterval(LOOK).until(() -> {
                StatusLine line = line();
                show(line.text());
                return !sluice.isAlive() || condition.test(line);
            });
        } catch (ConditionTimeoutException e) {
            throw new IllegalStateException("after " + limit.toSeconds() + " s " + otherwise + "; " + tail(), e);
        } finally {
            endLine();
        }
        if (!sluice.isAlive()) {
            throw new IllegalStateException("Sluice ended with exit code " + sluice.exitCode() + "; " + tail());
        }
        return null;
    }

    /** As {@link #await}, but looks only at lines that are printed from now on. */
    void awaitNextLine(Duration limit, String otherwise, Predicate<StatusLine> condition) {
        long before = sluice.statusLines();
        await(limit, otherwise, line -> sluice.statusLines() > before && condition.test(line));
    }

    private String tail() {
        return "the end of its log:\n" + sluice.logTail(30);
    }

    private void show(String text) {
        boolean due = terminal || System.nanoTime() - shownAt >= LINE_EVERY_NANOS;
        if (due && !text.isEmpty() && !text.equals(shown)) {
            out.print(terminal ? CLEAR_LINE + fit("  " + text) : "  " + text + "\n");
            out.flush();
            shown = text;
            shownAt = System.nanoTime();
        }
    }

    /** A line that wraps could not be redrawn. */
    private static String fit(String text) {
        return text.substring(0, Math.min(text.length(), Math.max(20, COLUMNS - 1)));
    }

    private void endLine() {
        if (terminal && !shown.isEmpty()) {
            out.print(CLEAR_LINE);
            out.flush();
            shown = "";
        }
    }
}
