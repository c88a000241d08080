package sluice.it;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import sluice.sandbox.Login;

/**
 * Looks at the watermarks several times a second while a test does its worst. A watermark that goes back means that changes take
 * effect a second time (P2): upserts may hide that from the comparison at the end, but not from here.
 *
 * <p>A watermark counts when it was seen twice. What is seen for the first time may not be on the target's disk yet, and the lane not
 * know of its commit; when the target is killed just then, it is right that it is gone.
 */
final class WatermarkWatch implements AutoCloseable {
    private static final long LOOK_MILLIS = 200;

    private final Login target;
    private final Map<String, Long> seen = new ConcurrentHashMap<>();
    private final Map<String, Long> highest = new ConcurrentHashMap<>();
    private final List<String> back = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "watermark-watch");
        thread.setDaemon(true);
        return thread;
    });
    private Connection connection; // the clock's thread only

    WatermarkWatch(Login target) {
        this.target = target;
        clock.scheduleWithFixedDelay(this::look, 0, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            if (connection == null || connection.isClosed()) {
                connection = target.connect();
            }
            read();
        } catch (SQLException away) {
            connection = null; // the target is down, or has no such table yet
        }
    }

    private void read() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT TOPIC, PARTITION_NO, NEXT_OFFSET FROM SLUICE_WATERMARK")) {
            while (rows.next()) {
                String partition = rows.getString(1) + "-" + rows.getInt(2);
                long now = rows.getLong(3);
                long before = highest.getOrDefault(partition, -1L);
                if (now < before) {
                    back.add(partition + " went from " + before + " back to " + now);
                }
                Long once = seen.put(partition, now);
                if (once != null && now >= once) {
                    highest.merge(partition, once, Math::max);
                }
            }
        }
    }

    void assertNeverBack() {
        assertTrue(!highest.isEmpty() && back.isEmpty(), () -> "watermarks: " + back);
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
