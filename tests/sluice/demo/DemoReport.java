package sluice.demo;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import sluice.sandbox.StatusLine;
import sluice.sandbox.TableVerdict;
import sluice.sandbox.WorkloadCounts;

/** What the demo prints: its phases with their seconds, and the verdict with the numbers that it stands on. */
final class DemoReport {
    private static final String ROW = "  %-24s %10s %10s %10s %8s %8s %10s%n";

    private final PrintStream out;
    private final long start = System.nanoTime();
    private int phases;

    DemoReport(PrintStream out) {
        this.out = out;
    }

    /** Does one phase and prints what it was and how long it took. */
    <T> T phase(String done, Callable<T> work) throws Exception {
        long begin = System.nanoTime();
        T result = work.call();
        out.printf(Locale.ROOT, "%d. %s: %.1f s%n", ++phases, done, seconds(begin));
        return result;
    }

    void phase(String done, Runnable work) throws Exception {
        phase(done, () -> {
            work.run();
            return null;
        });
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    /** Prints the table and the verdict; true if every table is equal, and there is one. */
    boolean verdict(List<TableVerdict> verdicts, WorkloadCounts written, StatusLine last) {
        out.println();
        out.printf(ROW, "table", "source", "target", "equal", "missing", "extra", "different");
        verdicts.forEach(v -> out.printf(ROW, v.table(), v.source(), v.target(), v.equal(), v.missing(), v.extra(), v.different()));
        verdicts.forEach(v -> v.examples().forEach(example -> out.println("  " + v.table() + ": " + example)));
        out.println();
        out.println("Written during the migration: " + written + ".");
        out.println("Sluice's last word: " + last.text());
        boolean equal = !verdicts.isEmpty() && verdicts.stream().allMatch(TableVerdict::isEqual);
        out.printf(Locale.ROOT, "%nVerdict: %s (%,d rows in %d tables; %.0f s in all)%n", equal ? "EQUAL" : "NOT EQUAL",
                verdicts.stream().mapToLong(TableVerdict::source).sum(), verdicts.size(), seconds(start));
        return equal;
    }
}
