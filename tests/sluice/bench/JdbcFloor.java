package sluice.bench;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import sluice.sandbox.Login;

/** What the target takes when nobody reads Kafka: MERGEs of rows, half of them new, over several connections, a commit a batch. */
final class JdbcFloor {
    private static final String TABLE = "BENCHDB.FLOOR_ORDERS";
    private static final OffsetDateTime CREATED = OffsetDateTime.of(2025, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);
    private static final LocalDateTime UPDATED = LocalDateTime.of(2025, 6, 1, 12, 0);

    private final Login target;
    private final int connections;
    private final int batch;

    JdbcFloor(Login target, int connections, int batch) {
        this.target = target;
        this.connections = connections;
        this.batch = batch;
    }

    /** @param base the table that is copied as the rows that are there already */
    Figure run(String base, int rows, int present) throws Exception {
        target.execute("DROP TABLE IF EXISTS " + TABLE, "CREATE TABLE " + TABLE + " AS SELECT * FROM " + base,
                "ALTER TABLE " + TABLE + " ALTER COLUMN ID SET NOT NULL", "ALTER TABLE " + TABLE + " ADD PRIMARY KEY (ID)");
        OwnWork work = new OwnWork();
        for (int share = 0; share < connections; share++) {
            int mine = share;
            work.start(() -> merge(mine, rows, present));
        }
        double seconds = work.await();
        target.execute("DROP TABLE " + TABLE);
        return Figure.of("plain JDBC, " + connections + " connections", rows, seconds).with("own_cpu_us_per_row", work.cpuSeconds() * 1e6 / rows);
    }

    private void merge(int share, int rows, int present) throws SQLException {
        Random random = new Random(share);
        try (Connection connection = target.connect(); MergedOrders orders = new MergedOrders(connection, TABLE)) {
            connection.setAutoCommit(false);
            List<Object[]> waiting = new ArrayList<>(batch);
            for (int row = share; row < rows; row += connections) {
                // the shares' keys are apart, so that no connection waits for another one's locks
                long id = row % 10 < 5 ? 1_000_000_000L + row : (long) random.nextInt(present / connections) * connections + share + 1;
                waiting.add(new Object[] {id, "Customer " + row, BigDecimal.valueOf(row, 2), "PAID", CREATED, UPDATED,
                    "note text lorem ipsum dolor sit amet " + row, row % 100});
                if (waiting.size() == batch) {
                    write(connection, orders, waiting);
                }
            }
            write(connection, orders, waiting);
        }
    }

    private static void write(Connection connection, MergedOrders orders, List<Object[]> rows) throws SQLException {
        orders.merge(rows);
        connection.commit();
        rows.clear();
    }
}
