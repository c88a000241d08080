package sluice.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;
import sluice.sandbox.Login;

/** What stands below a comparison: both sides are read in pages by the key, at the same time, each cell as the driver has it, and nothing is done with it. */
final class PagedReads {
    private static final int PAGE = 10_000;
    private static final String COLUMNS = "SELECT id, customer_name, amount, status, created_at, updated_at, note, qty FROM benchdb.orders";

    private PagedReads() {
    }

    static Figure run(BenchServers servers) throws Exception {
        AtomicLong rows = new AtomicLong();
        OwnWork work = new OwnWork();
        work.start(() -> read(servers.mysql().app(), COLUMNS + " WHERE id > ? ORDER BY id LIMIT " + PAGE, Integer.MIN_VALUE, rows));
        work.start(() -> read(servers.targetLogin(), COLUMNS + " WHERE id > ? ORDER BY id FETCH FIRST " + PAGE + " ROWS ONLY", 1_000, new AtomicLong()));
        double seconds = work.await();
        return Figure.of("plain read of both sides", rows.get(), seconds).with("cpu_us_per_row", work.cpuSeconds() * 1e6 / rows.get());
    }

    private static void read(Login login, String query, int fetched, AtomicLong rows) throws SQLException {
        try (Connection connection = login.connect(); PreparedStatement page = connection.prepareStatement(query)) {
            page.setFetchSize(fetched);
            long last = 0;
            int found = PAGE;
            while (found == PAGE) {
                page.setLong(1, last);
                found = 0;
                try (ResultSet result = page.executeQuery()) {
                    for (; result.next(); found++) {
                        last = result.getLong(1);
                        for (int column = 2; column <= 8; column++) {
                            result.getObject(column);
                        }
                    }
                }
                rows.addAndGet(found);
            }
        }
    }
}
