package sluice.verify;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * The keys that differed at the first look and wait for the others. They are settled in batches by a thread of their own, while the scan goes on;
 * when there are too many the scan waits, so a target that is far behind costs time and no memory. Used by the scan's thread alone.
 */
final class Suspects {

    private final int most;
    private final Settling settling;
    private final Findings found;
    private final ExecutorService threads;
    private List<Object[]> collected = new ArrayList<>();
    private List<Object[]> inWork = List.of();
    private Future<Findings> work;

    /**
     * @param most  keys that wait
     * @param found gets what the settled ones are
     */
    Suspects(int most, Settling settling, Findings found, ExecutorService threads) {
        this.most = most;
        this.settling = settling;
        this.found = found;
        this.threads = threads;
    }

    void add(Object[] key) throws SQLException, InterruptedException {
        collected.add(key);
        if (collected.size() >= most) {
            take();
            begin();
        }
    }

    /** Called now and then: what is settled is counted, and the next batch begun. */
    void turn() throws SQLException, InterruptedException {
        if (work != null && work.isDone()) {
            take();
        }
        begin();
    }

    /** Returns when none is left. */
    void finish() throws SQLException, InterruptedException {
        take();
        while (!collected.isEmpty()) {
            begin();
            take();
        }
    }

    /** Those of which nothing is counted yet. */
    List<Object[]> open() {
        List<Object[]> open = new ArrayList<>(inWork);
        open.addAll(collected);
        return open;
    }

    private void begin() {
        if (work == null && !collected.isEmpty()) {
            List<Object[]> batch = collected;
            inWork = batch;
            collected = new ArrayList<>();
            work = threads.submit(() -> settled(batch));
        }
    }

    private Findings settled(List<Object[]> batch) throws SQLException, InterruptedException {
        Findings findings = found.another();
        findings.count(settling.settle(batch, findings::keep));
        return findings;
    }

    private void take() throws SQLException, InterruptedException {
        if (work == null) {
            return;
        }
        try {
            found.add(work.get());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SQLException failure) {
                throw failure;
            } else if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException("keys that differ cannot be looked at again", e.getCause());
        }
        work = null;
        inWork = List.of();
    }
}
