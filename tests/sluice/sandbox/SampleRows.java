package sluice.sandbox;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Random;

/**
 * The tables of the workload and random rows for them.
 * The rows reach for the edges on purpose: NULL and empty text, emoji, unsigned numbers above the signed range, doubles of 17
 * digits, microseconds, spans of time beyond a day and below zero. The same random gives the same rows.
 */
final class SampleRows {
    static final String[] TABLES = {
        "CREATE DATABASE IF NOT EXISTS ordersdb CHARACTER SET utf8mb4",
        "CREATE DATABASE IF NOT EXISTS usersdb CHARACTER SET utf8mb4",
        "CREATE TABLE ordersdb.orders (id BIGINT AUTO_INCREMENT PRIMARY KEY, customer_name VARCHAR(100), amount DECIMAL(10,2), "
                + "status VARCHAR(20), created_at TIMESTAMP NULL, updated_at DATETIME(6), note VARCHAR(255), qty INT)",
        "CREATE TABLE ordersdb.payments (order_id BIGINT, seq INT, method ENUM('card', 'cash', 'transfer', 'gift card'), "
                + "paid DECIMAL(12,4), paid_on DATE, took TIME(3), PRIMARY KEY (order_id, seq))",
        "CREATE TABLE ordersdb.carts (id BIGINT PRIMARY KEY, owner VARCHAR(80), items INT, seen TIMESTAMP(3) NULL)",
        "CREATE TABLE usersdb.user_profiles (email VARCHAR(120) PRIMARY KEY, age TINYINT UNSIGNED, score DOUBLE, "
                + "balance BIGINT UNSIGNED, active TINYINT(1), born DATE, bio VARCHAR(2000), visited YEAR)",
    };
    static final String INSERT_ORDER = "INSERT INTO ordersdb.orders VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
    static final String INSERT_PAYMENT = "INSERT INTO ordersdb.payments VALUES (?, ?, ?, ?, ?, ?)";
    static final String INSERT_CART = "INSERT INTO ordersdb.carts VALUES (?, ?, ?, ?)";
    static final String INSERT_PROFILE = "INSERT INTO usersdb.user_profiles VALUES (?, ?, ?, ?, ?, ?, ?, ?)";

    private static final String[] STATUS = {"NEW", "PAID", "PACKED", "SHIPPED", "DONE", "CANCELLED"};
    private static final String[] METHOD = {"card", "cash", "transfer", "gift card"};
    private static final String[] WORDS = {"please", "ring", "twice", "\u2014", "naïve", "café", "주문", "확인", "🚚", "🎁", "👩‍💻",
        "it's", "\"quoted\"", "back\\slash", "50%", "tab\there", "<b>&amp;</b>", "lorem", "ipsum", "dolor"};
    private static final LocalDateTime EPOCH = LocalDateTime.of(2023, 1, 1, 0, 0);
    private static final int TWO_YEARS_SECONDS = 2 * 365 * 24 * 3600;
    private static final long LONGEST_TIME_MILLIS = Duration.ofHours(838).plusMinutes(59).plusSeconds(59).toMillis();

    private final Random random;

    SampleRows(Random random) {
        this.random = random;
    }

    Object[] order(long id) {
        return new Object[] {id, "Customer " + random.nextInt(50_000), amount(), status(), sometimesNull(moment().withNano(0)),
            moment(), note(), random.nextInt(200) - 20};
    }

    Object[] payment(long order, int seq) {
        return new Object[] {order, seq, METHOD[random.nextInt(METHOD.length)],
            BigDecimal.valueOf(random.nextInt(2_000_000_000), 4), LocalDate.of(2020, 1, 1).plusDays(random.nextInt(3_000)), took()};
    }

    Object[] cart(long id) {
        return new Object[] {id, "owner " + random.nextInt(1_000), random.nextInt(30),
            moment().withNano(random.nextInt(1_000) * 1_000_000)};
    }

    Object[] profile(String email) {
        return new Object[] {email, random.nextInt(256), random.nextGaussian() * Math.pow(10, random.nextInt(12) - 4),
            new BigInteger(64, random), random.nextInt(2), LocalDate.of(1920, 1, 1).plusDays(random.nextInt(36_000)), bio(),
            1901 + random.nextInt(255)};
    }

    BigDecimal amount() {
        return BigDecimal.valueOf(random.nextInt(200_000_000) - 1_000_000, 2);
    }

    String status() {
        return STATUS[random.nextInt(STATUS.length)];
    }

    LocalDateTime moment() {
        return EPOCH.plusSeconds(random.nextInt(TWO_YEARS_SECONDS)).withNano(random.nextInt(1_000_000) * 1_000);
    }

    String note() {
        return switch (random.nextInt(20)) {
            case 0 -> null;
            case 1 -> "";
            default -> words(1 + random.nextInt(12));
        };
    }

    private String bio() {
        return words(random.nextInt(random.nextInt(20) == 0 ? 150 : 20));
    }

    private String words(int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
        }
        return text.toString();
    }

    /** MySQL's TIME is a span: mostly within a day, sometimes up to 838 hours, either way. */
    private String took() {
        boolean wide = random.nextInt(20) == 0;
        long millis = wide ? random.nextLong(-LONGEST_TIME_MILLIS, LONGEST_TIME_MILLIS) : random.nextInt(86_400_000);
        Duration span = Duration.ofMillis(Math.abs(millis));
        return String.format("%s%02d:%02d:%02d.%03d", millis < 0 ? "-" : "", span.toHours(), span.toMinutesPart(),
                span.toSecondsPart(), span.toMillisPart());
    }

    private Object sometimesNull(Object value) {
        return random.nextInt(20) == 0 ? null : value;
    }
}
