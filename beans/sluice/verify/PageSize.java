package sluice.verify;

/**
 * How many rows the next page is asked for: as many as the last page's rows let expect to take the bytes that a page may have.
 *
 * <p>It is what keeps the memory flat: rows with large texts come in short pages. A page that turns out larger is cut where it is full, which
 * costs a statement that is cancelled; so a table that may have large rows begins with few.
 */
final class PageSize {

    private static final int FIRST_OF_LARGE_ROWS = 50;

    private final int mostRows;
    private final long mostBytes;
    private int rows;

    /** @param largeRows whether a row may be as large as a page */
    PageSize(int mostRows, long mostBytes, boolean largeRows) {
        this.mostRows = mostRows;
        this.mostBytes = mostBytes;
        this.rows = largeRows ? Math.min(FIRST_OF_LARGE_ROWS, mostRows) : mostRows;
    }

    int rows() {
        return rows;
    }

    long bytes() {
        return mostBytes;
    }

    /** A page was read. It grows slowly: the rows behind it may be larger. */
    void learn(Page page) {
        if (!page.rows().isEmpty()) {
            long each = Math.max(1, page.bytes() / page.rows().size());
            long fitting = Math.max(1, mostBytes / each / 2);
            rows = (int) Math.min(mostRows, Math.min(fitting, rows * 4L));
        }
    }
}
