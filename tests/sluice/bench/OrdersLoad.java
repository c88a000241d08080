package sluice.bench;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import sluice.sandbox.Login;

/**
 * The rows and changes that are measured: 50 % inserts, 40 % updates, 10 % deletes of rows that are not hot, 50 changes a transaction.
 * Seeded: the same numbers write the same rows.
 */
final class OrdersLoad {
    static final String DATABASE = "benchdb";
    private static final String[] STATES = {"NEW", "PAID", "PACKED", "SHIPPED", "DONE", "CANCELLED"};
    private static final int TRANSACTION = 50;
    private static final int LOADED_AT_ONCE = 1_000;
    private static final String LETTERS = "lorem ipsum dolor sit amet ";

    private final Login mysql;
    private final Shape shape;
    private final Random random = new Random(1);
    private final List<BitSet> dead = new ArrayList<>();

    OrdersLoad(Login mysql, Shape shape) {
        this.mysql = mysql;
        this.shape = shape;
        for (int table = 0; table < shape.tables(); table++) {
            dead.add(new BitSet());
        }
    }

    void create() throws SQLException {
        mysql.execute("DROP DATABASE IF EXISTS " + DATABASE, "CREATE DATABASE " + DATABASE);
        for (int table = 0; table < shape.tables(); table++) {
            mysql.execute(shape.create(table));
        }
    }

    /** Fills the tables with so many rows in all. */
    void fill(int rows) throws SQLException {
        try (Connection connection = mysql.connect()) {
            connection.setAutoCommit(false);
            for (int table = 0; table < shape.tables(); table++) {
                try (PreparedStatement insert = connection.prepareStatement(shape.insert(table))) {
                    for (int row = 1; row <= rows / shape.tables(); row++) {
                        bind(insert);
                        insert.addBatch();
                        if (row % LOADED_AT_ONCE == 0) {
                            insert.executeBatch();
                            connection.commit();
                        }
                    }
                    insert.executeBatch();
                    connection.commit();
                }
            }
        }
    }

    /** Writes so many changes, as fast as the source takes them. */
    void change(int changes) throws SQLException {
        try (Connection connection = mysql.connect(); Changing changing = new Changing(connection)) {
            for (int change = 1; change <= changes; change++) {
                changing.change();
                if (change % TRANSACTION == 0) {
                    connection.commit();
                }
            }
            connection.commit();
        }
    }

    /** Writes at a steady rate, five changes a transaction, until it is done. */
    void steadily(int changesPerSecond, AtomicBoolean done) throws SQLException {
        try (Connection connection = mysql.connect(); Changing changing = new Changing(connection)) {
            long begin = System.nanoTime();
            for (long change = 1; !done.get(); change++) {
                changing.change();
                if (change % 5 == 0) {
                    connection.commit();
                    LockSupport.parkNanos(begin + change * TimeUnit.SECONDS.toNanos(1) / changesPerSecond - System.nanoTime());
                }
            }
            connection.commit();
        }
    }

    private void bind(PreparedStatement insert) throws SQLException {
        insert.setString(1, "Customer " + random.nextInt(50_000));
        insert.setBigDecimal(2, amount());
        insert.setString(3, state());
        long seconds = 1_700_000_000L + random.nextInt(10_000_000);
        insert.setTimestamp(4, new Timestamp(seconds * 1_000));
        insert.setTimestamp(5, micros(seconds));
        insert.setString(6, note());
        insert.setInt(7, random.nextInt(100));
        for (int i = 1; i <= shape.extraColumns(); i++) {
            insert.setString(7 + i, "extra " + random.nextInt(1_000_000));
        }
    }

    private String note() {
        String begin = "note text " + Long.toHexString(random.nextLong()) + " ";
        int rest = Math.max(0, shape.noteBytes() - begin.length());
        return begin + LETTERS.repeat(rest / LETTERS.length() + 1).substring(0, rest);
    }

    private BigDecimal amount() {
        return BigDecimal.valueOf(random.nextInt(9_999_999), 2);
    }

    private String state() {
        return STATES[random.nextInt(STATES.length)];
    }

    private Timestamp micros(long seconds) {
        Timestamp time = new Timestamp(seconds * 1_000);
        time.setNanos(random.nextInt(1_000_000) * 1_000);
        return time;
    }

    /** One writer's statements and what it knows of the keys: an update or a delete has to hit a row that is there. */
    final class Changing implements AutoCloseable {
        private final List<Keys> tables = new ArrayList<>();
        private int next;

        Changing(Connection connection) throws SQLException {
            connection.setAutoCommit(false);
            for (int table = 0; table < shape.tables(); table++) {
                tables.add(new Keys(connection, table));
            }
        }

        void change() throws SQLException {
            Keys keys = tables.get(next++ % tables.size());
            int kind = random.nextInt(10);
            if (kind < 5) {
                bind(keys.insert);
                keys.insert.executeUpdate();
            } else if (kind < 9) {
                keys.update();
            } else {
                keys.delete();
            }
        }

        @Override
        public void close() throws SQLException {
            for (Keys keys : tables) {
                keys.close();
            }
        }
    }

    /** The keys of a table as it was filled; what is inserted later is changed once most of those are deleted. */
    private final class Keys implements AutoCloseable {
        private final PreparedStatement insert;
        private final PreparedStatement update;
        private final PreparedStatement delete;
        private final PreparedStatement newest;
        private int last;
        private final int hot;
        private final BitSet dead;

        Keys(Connection connection, int table) throws SQLException {
            String name = DATABASE + "." + shape.table(table);
            last = (int) mysql.number("SELECT MAX(id) FROM " + name);
            hot = Math.max(1, last / 100);
            dead = OrdersLoad.this.dead.get(table);
            insert = connection.prepareStatement(shape.insert(table));
            update = connection.prepareStatement("UPDATE " + name + " SET status = ?, amount = ?, updated_at = ?, qty = qty + 1 WHERE id = ?");
            delete = connection.prepareStatement("DELETE FROM " + name + " WHERE id = ?");
            newest = connection.prepareStatement("SELECT MAX(id) FROM " + name);
        }

        void update() throws SQLException {
            int id;
            do {
                id = 1 + random.nextInt(shape.hotKeys() && random.nextInt(5) < 4 ? hot : last);
            } while (dead.get(id));
            update.setString(1, state());
            update.setBigDecimal(2, amount());
            update.setTimestamp(3, micros(1_750_000_000L + random.nextInt(1_000_000)));
            update.setInt(4, id);
            one(update, id);
        }

        void delete() throws SQLException {
            if (dead.cardinality() > last / 2) {
                try (ResultSet row = newest.executeQuery()) {
                    row.next();
                    last = row.getInt(1);
                }
            }
            int id;
            do {
                id = hot + 1 + random.nextInt(last - hot);
            } while (dead.get(id));
            dead.set(id);
            delete.setInt(1, id);
            one(delete, id);
        }

        private static void one(PreparedStatement statement, int id) throws SQLException {
            if (statement.executeUpdate() != 1) {
                throw new SQLException("The load has lost track of row " + id);
            }
        }

        @Override
        public void close() throws SQLException {
            insert.close();
            update.close();
            delete.close();
            newest.close();
        }
    }
}
