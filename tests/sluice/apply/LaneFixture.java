package sluice.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.camel.CamelContext;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import sluice.control.LaneStatus;
import sluice.sandbox.Login;
import sluice.sandbox.RoutesUnderTest;
import sluice.sandbox.SharedServers;
import sluice.schema.OwnTables;

/**
 * Sluice's own route files in a Camel inside the test's JVM, against the real broker and the real H2 server; capture is off.
 * Each fixture has a topic prefix and an H2 database of its own, with the table ORDERSDB.ORDERS.
 *
 * <p>The rule: what runs is what is delivered, but for the bean {@code target}, which is a {@link TargetProbe} around the same
 * pool, and for what a test says by {@link #edit}. An edit that finds nothing to replace fails the test: it would prove nothing.
 */
final class LaneFixture implements AutoCloseable {

    static final String TABLE = "ORDERSDB.ORDERS";
    private static final String TARGET_BEAN = """
                - name: target
                  type: sluice.apply.TargetPool
                  constructors:
                    0: "#bean:settings"
                  destroyMethod: close
            """;

    private final String name;
    private final Login login;
    private final RoutesUnderTest routes;
    private final Map<String, String> statements = new HashMap<>();
    private TargetProbe probe;

    /** @param name prefix of the topics and name of the database: letters and digits */
    LaneFixture(String name) {
        this(name, SharedServers.database(name));
        try {
            login.execute(Stream.concat(OwnTables.CREATE.values().stream(), Stream.of("CREATE SCHEMA ORDERSDB",
                    "CREATE TABLE " + TABLE + " (ID NUMBER(19) PRIMARY KEY, CUSTOMER_NAME VARCHAR2(20 CHAR), AMOUNT NUMBER(10,2),"
                            + " CREATED_AT TIMESTAMP(0) WITH TIME ZONE)", "SET WRITE_DELAY 0")).toArray(String[]::new));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private LaneFixture(String name, Login login) {
        this.name = name;
        this.login = login;
        this.routes = new RoutesUnderTest(name).edit(TARGET_BEAN, "");
        Map.ofEntries(
                Map.entry("capture.enabled", "false"), Map.entry("source.hostname", "none"), Map.entry("source.user", "none"),
                Map.entry("source.password", "none"), Map.entry("source.databases", "ordersdb"),
                Map.entry("kafka.brokers", SharedServers.kafka().brokers()), Map.entry("topics.prefix", name),
                Map.entry("target.url", login.url()), Map.entry("target.user", login.user()),
                Map.entry("target.password", login.password()), Map.entry("apply.session.timeout.ms", "6000"),
                Map.entry("apply.poll.timeout.ms", "50"), Map.entry("apply.redelivery.delay.ms", "20"),
                Map.entry("apply.wait.max.seconds", "1"), Map.entry("barrier.poll.ms", "50"), Map.entry("parking.poll.ms", "100"), Map.entry("cutover.poll.ms", "60000"), Map.entry("status.seconds", "0"))
                .forEach(routes::set);
    }

    /** A second Sluice on the same topics and the same target. */
    LaneFixture another() {
        return new LaneFixture(name, login);
    }

    LaneFixture set(String key, String value) {
        routes.set(key, value);
        return this;
    }

    /** Replaces a text in the route files before they are loaded. {@code pattern} is a regular expression. */
    LaneFixture edit(String pattern, String replacement) {
        routes.edit(pattern, replacement);
        return this;
    }

    /** Replaces a part of a statement that Sluice sends to the target. */
    LaneFixture editSql(String sql, String part, String replacement) {
        if (!sql.contains(part)) {
            throw new IllegalArgumentException("'" + part + "' is not in: " + sql);
        }
        statements.put(sql, sql.replace(part, replacement));
        return this;
    }

    /** A bean of the test's own, for what an {@link #edit} makes of the route files. */
    LaneFixture bind(String bean, Object value) {
        routes.bind(bean, value);
        return this;
    }

    LaneFixture start() {
        try {
            probe = new TargetProbe(new TargetPool(routes.settings()));
            statements.forEach(probe.faults()::replace);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        routes.bind("target", probe).start();
        return this;
    }

    CamelContext camel() {
        return routes.camel();
    }

    TargetProbe probe() {
        return probe;
    }

    Login login() {
        return login;
    }

    String topic() {
        return name + ".ordersdb.orders";
    }

    ChangeTopic topic(int partitions) {
        return new ChangeTopic(SharedServers.kafka().brokers(), name, partitions);
    }

    LaneStatus lane() {
        return lane("all");
    }

    LaneStatus lane(String lane) {
        return camel().getRegistry().lookupByNameAndType("lanes", Lanes.class).get().stream()
                .filter(status -> status.lane().equals(lane)).findFirst().orElseThrow();
    }

    /** Starts the lane again. It says that it has stopped a moment before its route has. */
    void startLane() throws Exception {
        within(20).until(() -> camel().getRouteController().getRouteStatus("apply-all").isStopped());
        camel().getRouteController().startRoute("apply-all");
    }

    long number(String query) {
        try {
            return login.number(query);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    long rows() {
        return number("SELECT COUNT(*) FROM " + TABLE);
    }

    /** The watermark of a partition, -1 if there is none. */
    long watermark(int partition) {
        return number("SELECT COALESCE(MAX(NEXT_OFFSET), -1) FROM SLUICE_WATERMARK WHERE TOPIC = '" + topic()
                + "' AND PARTITION_NO = " + partition);
    }

    static ConditionFactory within(int seconds) {
        return Awaitility.await().atMost(Duration.ofSeconds(seconds)).pollInterval(Duration.ofMillis(20)).pollDelay(Duration.ZERO);
    }

    /** Waits until so many consumers share the partitions, each with at least one. */
    void awaitMembers(int members) {
        String group = name + "-all";
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", SharedServers.kafka().brokers()))) {
            within(20).ignoreExceptions().until(() -> {
                var described = admin.describeConsumerGroups(List.of(group)).all().get(10, TimeUnit.SECONDS).get(group).members();
                return described.size() == members && described.stream().noneMatch(m -> m.assignment().topicPartitions().isEmpty());
            });
        }
    }

    void awaitRows(long rows) {
        within(20).untilAsserted(() -> assertEquals(rows, rows(), () -> lane().toString()));
    }

    /** Rows of SLUICE_PARKED in this state. */
    long parked(String state) {
        return number("SELECT COUNT(*) FROM SLUICE_PARKED WHERE STATE = '" + state + "'");
    }

    void awaitParked(String state, long rows) {
        within(20).untilAsserted(() -> assertEquals(rows, parked(state), () -> lane().toString()));
    }

    /** Each batch is counted a moment after its commit. */
    void awaitApplied(long changes) {
        within(30).untilAsserted(() -> assertEquals(changes, lane().applied(), () -> lane().toString()));
    }

    void awaitState(String state) {
        within(20).untilAsserted(() -> assertEquals(state, lane().state(), () -> lane().toString()));
    }

    /** As the process that ends: the routes first, then the connections. */
    void stop() {
        if (routes.isRunning()) {
            routes.close();
            probe.close();
        }
    }

    /** Whatever was sent to the target has to be Oracle's SQL too. */
    @Override
    public void close() {
        stop();
        TargetProbe.assertOracleTakesAll();
    }
}
