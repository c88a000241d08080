package sluice.sandbox;

import java.util.Random;
import sluice.sandbox.WorkTransaction.Kind;

/**
 * Decides what one writer does next. Its random and its own share of the keys are all that it looks at, never the clock or another
 * writer: so the same seed gives the same sequence of transactions, and writers never wait for each other's rows.
 */
final class WorkPlan {
    private static final int TRUNCATE_EVERY = 700;
    private static final String UPDATE_ORDER = "UPDATE ordersdb.orders SET status = ?, amount = ?, updated_at = ?, note = ?, "
            + "qty = qty + 1 WHERE id = ?";
    private static final String DELETE_ORDER = "DELETE FROM ordersdb.orders WHERE id = ?";

    private final Random random;
    private final SampleRows rows;
    private final int writer;
    private final int writers;
    private final LiveKeys<Long> orders = new LiveKeys<>();
    private final LiveKeys<PaymentKey> payments = new LiveKeys<>();
    private final LiveKeys<String> profiles = new LiveKeys<>();
    private final LiveKeys<Long> carts = new LiveKeys<>();
    private long sequence;
    private long planned;

    record PaymentKey(long order, int seq) {
    }

    WorkPlan(long seed, int writer, int writers, FilledRows filled) {
        this.random = new Random(seed * 31 + writer);
        this.rows = new SampleRows(random);
        this.writer = writer;
        this.writers = writers;
        this.sequence = filled.orders() + filled.profiles() + filled.carts();
        filled.forOrders(id -> mine(id, () -> orders.add(id)));
        filled.forPayments((order, seq) -> mine(order, () -> payments.add(new PaymentKey(order, seq))));
        filled.forProfiles((number, email) -> mine(number, () -> profiles.add(email)));
        if (writer == 0) {
            filled.forCarts(carts::add);
        }
    }

    private void mine(long number, Runnable action) {
        if (number % writers == writer) {
            action.run();
        }
    }

    /** A number that no row has yet; the writers' numbers interleave. */
    private long newNumber() {
        return ++sequence * writers + writer;
    }

    /** @param truncate whether a TRUNCATE may come now; one that was not allowed comes as soon as it is */
    WorkTransaction next(boolean truncate) {
        planned++;
        if (writer == 0 && truncate && planned >= TRUNCATE_EVERY / 5) {
            planned -= TRUNCATE_EVERY;
            return truncateCarts();
        }
        WorkTransaction work = new WorkTransaction();
        int dice = random.nextInt(100);
        if (dice < 5) {
            change(work, 10 + random.nextInt(40));
        } else if (dice < 8) {
            change(work, 1 + random.nextInt(5));
            return work.rolledBack();
        } else if (dice < 10) {
            sameKeySeveralTimes(work);
        } else {
            change(work, 1);
        }
        return work;
    }

    private void change(WorkTransaction work, int times) {
        for (int i = 0; i < times; i++) {
            int dice = random.nextInt(100);
            if (dice < 20) {
                newOrder(work);
            } else if (dice < 28) {
                newProfile(work);
            } else if (dice < 65 || orders.isEmpty() || profiles.isEmpty() || payments.isEmpty()) {
                update(work);
            } else if (dice < 78) {
                delete(work);
            } else if (dice < 86) {
                reinsert(work);
            } else if (dice < 92) {
                changeKey(work);
            } else {
                cart(work);
            }
        }
    }

    private void newOrder(WorkTransaction work) {
        long id = newNumber();
        work.add(Kind.INSERT, SampleRows.INSERT_ORDER, rows.order(id));
        work.afterCommit(() -> orders.add(id));
        int count = random.nextInt(3);
        for (int seq = 1; seq <= count; seq++) {
            PaymentKey key = new PaymentKey(id, seq);
            work.add(Kind.INSERT, SampleRows.INSERT_PAYMENT, rows.payment(id, seq));
            work.afterCommit(() -> payments.add(key));
        }
    }

    private void newProfile(WorkTransaction work) {
        String email = FilledRows.email(newNumber());
        work.add(Kind.INSERT, SampleRows.INSERT_PROFILE, rows.profile(email));
        work.afterCommit(() -> profiles.add(email));
    }

    private void update(WorkTransaction work) {
        int dice = random.nextInt(10);
        if (dice < 6 && !orders.isEmpty()) {
            work.add(Kind.UPDATE, UPDATE_ORDER, rows.status(), rows.amount(), rows.moment(), rows.note(), orders.hot(random));
        } else if (dice < 8 && !profiles.isEmpty()) {
            work.add(Kind.UPDATE, "UPDATE usersdb.user_profiles SET score = score * 0.9 + 1.1, active = 1 - active, age = ?, bio = ? "
                    + "WHERE email = ?", random.nextInt(256), rows.note(), profiles.hot(random));
        } else if (!payments.isEmpty()) {
            PaymentKey key = payments.hot(random);
            work.add(Kind.UPDATE, "UPDATE ordersdb.payments SET paid = paid + 0.0001, method = ? WHERE order_id = ? AND seq = ?",
                    random.nextInt(4) + 1, key.order(), key.seq());
        }
    }

    private void delete(WorkTransaction work) {
        int dice = random.nextInt(10);
        if (dice < 6) {
            long id = orders.any(random);
            work.add(Kind.DELETE, DELETE_ORDER, id);
            work.afterCommit(() -> orders.delete(id));
        } else if (dice < 8) {
            String email = profiles.any(random);
            work.add(Kind.DELETE, "DELETE FROM usersdb.user_profiles WHERE email = ?", email);
            work.afterCommit(() -> profiles.delete(email));
        } else {
            PaymentKey key = payments.any(random);
            work.add(Kind.DELETE, "DELETE FROM ordersdb.payments WHERE order_id = ? AND seq = ?", key.order(), key.seq());
            work.afterCommit(() -> payments.delete(key));
        }
    }

    private void reinsert(WorkTransaction work) {
        Long id = orders.takeDeleted(random);
        if (id != null) {
            work.add(Kind.REINSERT, SampleRows.INSERT_ORDER, rows.order(id));
            work.afterCommit(() -> orders.add(id));
        }
        String email = profiles.takeDeleted(random);
        if (email != null) {
            work.add(Kind.REINSERT, SampleRows.INSERT_PROFILE, rows.profile(email));
            work.afterCommit(() -> profiles.add(email));
        }
    }

    private void changeKey(WorkTransaction work) {
        long number = newNumber();
        int dice = random.nextInt(3);
        if (dice == 0) {
            long id = orders.any(random);
            work.add(Kind.KEY_CHANGE, "UPDATE ordersdb.orders SET id = ? WHERE id = ?", number, id);
            work.afterCommit(() -> rename(orders, id, number));
        } else if (dice == 1) {
            String email = profiles.any(random);
            String renamed = FilledRows.email(number);
            work.add(Kind.KEY_CHANGE, "UPDATE usersdb.user_profiles SET email = ? WHERE email = ?", renamed, email);
            work.afterCommit(() -> rename(profiles, email, renamed));
        } else {
            PaymentKey key = payments.any(random);
            work.add(Kind.KEY_CHANGE, "UPDATE ordersdb.payments SET order_id = ? WHERE order_id = ? AND seq = ?", number,
                    key.order(), key.seq());
            work.afterCommit(() -> rename(payments, key, new PaymentKey(number, key.seq())));
        }
    }

    private static <K> void rename(LiveKeys<K> keys, K from, K to) {
        if (keys.forget(from)) {
            keys.add(to);
        }
    }

    /** Born, changed and gone within one transaction; then deleted and inserted again, within one too. */
    private void sameKeySeveralTimes(WorkTransaction work) {
        long passing = newNumber();
        work.add(Kind.INSERT, SampleRows.INSERT_ORDER, rows.order(passing))
                .add(Kind.UPDATE, "UPDATE ordersdb.orders SET qty = qty + 7 WHERE id = ?", passing)
                .add(Kind.DELETE, DELETE_ORDER, passing);
        if (!orders.isEmpty()) {
            long id = orders.hot(random);
            work.add(Kind.DELETE, DELETE_ORDER, id).add(Kind.REINSERT, SampleRows.INSERT_ORDER, rows.order(id));
        }
    }

    /** Carts belong to the first writer alone: a truncate of another one's rows could not be replayed. */
    private void cart(WorkTransaction work) {
        if (writer != 0) {
            update(work);
        } else if (carts.isEmpty() || random.nextInt(3) == 0) {
            newCart(work);
        } else if (random.nextInt(3) == 0) {
            long id = carts.any(random);
            work.add(Kind.DELETE, "DELETE FROM ordersdb.carts WHERE id = ?", id);
            work.afterCommit(() -> carts.forget(id));
        } else {
            work.add(Kind.UPDATE, "UPDATE ordersdb.carts SET items = items + 1 WHERE id = ?", carts.any(random));
        }
    }

    private void newCart(WorkTransaction work) {
        long id = newNumber();
        work.add(Kind.INSERT, SampleRows.INSERT_CART, rows.cart(id));
        work.afterCommit(() -> carts.add(id));
    }

    /** Emptied and filled again; some rows come back under the keys that the truncate took. */
    private WorkTransaction truncateCarts() {
        WorkTransaction work = new WorkTransaction().add(Kind.TRUNCATE, "TRUNCATE TABLE ordersdb.carts");
        work.afterCommit(carts::clear);
        for (long id = 1; id <= 10; id++) {
            long again = id;
            work.add(Kind.REINSERT, SampleRows.INSERT_CART, rows.cart(id));
            work.afterCommit(() -> carts.add(again));
        }
        for (int i = 0; i < 30; i++) {
            newCart(work);
        }
        return work;
    }
}
