package sluice.handbook;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import sluice.sandbox.Login;

/** The page's service: it takes an order and changes another one, fifty times a second, until the source is frozen. */
final class Service implements AutoCloseable {
    private final Login login;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private long orders;

    Service(Login login) {
        this.login = login;
    }

    void start() {
        thread.scheduleWithFixedDelay(this::write, 0, 20, TimeUnit.MILLISECONDS);
    }

    private void write() {
        orders++;
        try (Connection connection = login.connect(); Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO shop.orders (customer_id, total) VALUES (1 + " + orders + " % 1000, 9.90)");
            statement.execute("UPDATE shop.orders SET note = 'paid " + orders + "' WHERE id = 1 + " + orders + " % 5000");
        } catch (SQLException e) {
            return; // frozen
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
