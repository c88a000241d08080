package sluice.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.management.JMException;

/**
 * How long Sluice's transactions in the target took, by its own route's counters, which are looked at so often that rarely two have ended between two looks; those
 * that have share their mean.
 */
final class CommitTimes {
    private final Jmx jmx;
    private final List<Double> millis = new ArrayList<>();
    private Jmx.Commits before;

    CommitTimes(Jmx jmx) {
        this.jmx = jmx;
    }

    /** What has ended until now does not count. */
    void begin() throws IOException, JMException {
        before = jmx.commits();
    }

    void look() throws IOException, JMException {
        Jmx.Commits now = jmx.commits();
        long ended = now.count() - before.count();
        for (int i = 0; i < ended; i++) {
            millis.add((now.millis() - before.millis()) / (double) ended);
        }
        before = now;
    }

    /** @param part of the transactions, more than 0, at most 1, that took at most so many milliseconds; 0 if there was none */
    double quantile(double part) {
        if (millis.isEmpty()) {
            return 0;
        }
        List<Double> sorted = new ArrayList<>(millis);
        Collections.sort(sorted);
        return sorted.get((int) Math.ceil(part * sorted.size()) - 1);
    }
}
