package sluice.verify;

import java.sql.SQLException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * The rows of one side one after the other, read page by page; while one page is compared the next one is read, by a thread of its own. So at
 * most two pages of a side are in memory, whatever the table's size.
 */
final class PagedRows implements AutoCloseable {

    private final Side side;
    private final boolean keysOnly;
    private final PageSize size;
    private final Brake brake;
    private final ExecutorService threads;
    private Future<Page> coming;
    private Page page;
    private int next;

    /** @param behind where to begin; null for the first row of all */
    PagedRows(Side side, boolean keysOnly, PageSize size, Brake brake, ExecutorService threads, Object[] behind) {
        this.side = side;
        this.keysOnly = keysOnly;
        this.size = size;
        this.brake = brake;
        this.threads = threads;
        this.coming = threads.submit(() -> read(behind));
    }

    private Page read(Object[] behind) throws SQLException, InterruptedException {
        brake.hold();
        Page read = side.page(behind, keysOnly, size.rows(), size.bytes());
        size.learn(read);
        brake.passed(read.rows().size(), read.nanos());
        return read;
    }

    /** The next row; null behind the last one. */
    Object[] next() throws SQLException, InterruptedException {
        while (page == null || next == page.rows().size()) {
            if (!turn()) {
                return null;
            }
        }
        return page.rows().get(next++);
    }

    private boolean turn() throws SQLException, InterruptedException {
        if (coming == null) {
            return false;
        }
        page = taken();
        next = 0;
        Object[] behind = page.last() ? null : side.behind(page.rows().get(page.rows().size() - 1));
        coming = page.last() ? null : threads.submit(() -> read(behind));
        return true;
    }

    private Page taken() throws SQLException, InterruptedException {
        try {
            return coming.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SQLException failure) {
                throw failure;
            } else if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException("a page cannot be read", e.getCause());
        }
    }

    /** Waits for the page that is being read: its side is used by nobody else afterwards. */
    @Override
    public void close() {
        Future<Page> last = coming;
        coming = null;
        if (last == null) {
            return;
        }
        try {
            last.get();
        } catch (ExecutionException | CancellationException notWanted) {
            // what it says was not asked for any more
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
