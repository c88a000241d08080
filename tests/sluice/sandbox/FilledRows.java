package sluice.sandbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Random;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;

/**
 * The rows that stand in the tables before the writing begins; which keys exist follows from the numbers alone.
 *
 * @param orders   rows of ordersdb.orders, with the ids from 1 on
 * @param payments rows of ordersdb.payments
 * @param profiles rows of usersdb.user_profiles
 * @param carts    rows of ordersdb.carts, with the ids from 1 on
 */
record FilledRows(long orders, long payments, long profiles, long carts) {
    private static final int BATCH = 1_000;

    static FilledRows of(long rows) {
        long payments = rows / 4;
        long profiles = rows * 15 / 100;
        long carts = Math.min(200, rows / 100);
        return new FilledRows(rows - payments - profiles - carts, payments, profiles, carts);
    }

    static String email(long number) {
        return "user" + number + "@example.org";
    }

    void forOrders(LongConsumer action) {
        for (long id = 1; id <= orders; id++) {
            action.accept(id);
        }
    }

    void forCarts(LongConsumer action) {
        for (long id = 1; id <= carts; id++) {
            action.accept(id);
        }
    }

    void forPayments(PaymentConsumer action) {
        for (long i = 0; i < payments; i++) {
            action.accept(paymentOrder(i), paymentSeq(i));
        }
    }

    private long paymentOrder(long i) {
        return 1 + i % orders;
    }

    private int paymentSeq(long i) {
        return 1 + (int) (i / orders);
    }

    void forProfiles(ProfileConsumer action) {
        for (long i = 1; i <= profiles; i++) {
            action.accept(i, email(i));
        }
    }

    /** Writes them, in inserts of many rows. */
    void insert(Connection connection, long seed) throws SQLException {
        SampleRows rows = new SampleRows(new Random(seed));
        connection.setAutoCommit(false);
        insert(connection, SampleRows.INSERT_ORDER, orders, i -> rows.order(i + 1));
        insert(connection, SampleRows.INSERT_PAYMENT, payments, i -> rows.payment(paymentOrder(i), paymentSeq(i)));
        insert(connection, SampleRows.INSERT_PROFILE, profiles, i -> rows.profile(email(i + 1)));
        insert(connection, SampleRows.INSERT_CART, carts, i -> rows.cart(i + 1));
    }

    private static void insert(Connection connection, String sql, long count, LongFunction<Object[]> row) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (long i = 0; i < count; i++) {
                Object[] values = row.apply(i);
                for (int column = 0; column < values.length; column++) {
                    statement.setObject(column + 1, values[column]);
                }
                statement.addBatch();
                if ((i + 1) % BATCH == 0) {
                    statement.executeBatch();
                    connection.commit();
                }
            }
            statement.executeBatch();
            connection.commit();
        }
    }

    /** Takes the key of a payment. */
    @FunctionalInterface
    interface PaymentConsumer {
        void accept(long order, int seq);
    }

    /** Takes the number and the key of a profile. */
    @FunctionalInterface
    interface ProfileConsumer {
        void accept(long number, String email);
    }
}
