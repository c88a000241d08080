package sluice.it;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sluice.capture.CapturedTables;
import sluice.control.Settings;
import sluice.kafka.Topics;
import sluice.sandbox.Login;
import sluice.sandbox.MySqlServer;
import sluice.sandbox.RoutesUnderTest;
import sluice.sandbox.SharedServers;
import sluice.schema.Names;
import sluice.schema.OracleDialect;
import sluice.schema.OwnTables;
import sluice.schema.source.SourceTable;
import sluice.schema.TargetTables;
import sluice.schema.TypeMapping;

/**
 * Each type's edges arrive as the values that they are, and a row is the same whichever way it came: copied by the snapshot,
 * inserted afterwards, or updated afterwards; by Sluice's own capture, and by a connector with Connect's own converter.
 */
class TypesIT {

    private static final String OVERRIDES = "decimal(65,30)=VARCHAR2(67 CHAR)";
    private static final int COPIED = 1;
    private static final int INSERTED = 1001;
    private static final int UPDATED = 2001;

    private final MySqlServer mysql = SharedServers.mysql();
    private final List<TypeFamily> families = new ArrayList<>(TypeFamilies.of(mysql.version()));
    private RoutesUnderTest sluice;
    private Login target;
    private String name;

    @AfterEach
    void stop() {
        if (sluice != null) {
            sluice.close();
        }
    }

    @Test
    void eachTypesEdgesAreTheSameWhicheverWayTheyCame() throws Exception {
        families.add(TypeFamilies.ofOurCapture());
        configure("types1").set("capture.enabled", "true");
        writeBefore();
        start();
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(mysql::isFollowed);
        writeAfter();
        assertAllArrive();
    }

    @Test
    void eachTypesEdgesAreTheSameFromAConnectorWithConnectsOwnConverter() throws Exception {
        configure("types2").set("capture.enabled", "false");
        writeBefore();
        start();
        try (ConnectorUnderTest connector = new ConnectorUnderTest(mysql, SharedServers.kafka().brokers(), name)) {
            connector.start();
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(mysql::isFollowed);
            writeAfter();
            assertAllArrive();
        }
    }

    private void writeBefore() throws SQLException {
        mysql.app().execute("CREATE DATABASE " + name);
        for (TypeFamily family : families) {
            mysql.app().execute(family.create(name), family.insert(name, COPIED), family.insertEmpty(name, UPDATED));
        }
    }

    private void writeAfter() throws SQLException {
        for (TypeFamily family : families) {
            mysql.app().execute(family.insert(name, INSERTED), family.update(name, UPDATED, COPIED));
        }
    }

    private RoutesUnderTest configure(String migration) {
        name = migration;
        target = SharedServers.database(name);
        sluice = new RoutesUnderTest(name);
        Map.ofEntries(Map.entry("source.hostname", mysql.host()), Map.entry("source.port", Integer.toString(mysql.port())),
                Map.entry("source.user", mysql.sluice().user()), Map.entry("source.password", mysql.sluice().password()),
                Map.entry("source.databases", name), Map.entry("topics.prefix", name), Map.entry("topics.partitions", "1"),
                Map.entry("kafka.brokers", SharedServers.kafka().brokers()), Map.entry("topics.replication.factor", "1"),
                Map.entry("target.url", target.url()), Map.entry("target.user", target.user()),
                Map.entry("target.password", target.password()), Map.entry("types.mapping", OVERRIDES),
                Map.entry("apply.poll.timeout.ms", "50"), Map.entry("apply.wait.max.seconds", "1"),
                Map.entry("barrier.poll.ms", "50"), Map.entry("status.seconds", "0")).forEach(sluice::set);
        return sluice;
    }

    /** What a start prepares, then the routes. */
    private void start() throws Exception {
        Settings settings = sluice.settings();
        List<SourceTable> tables = new CapturedTables(settings).read();
        OracleDialect dialect = OracleDialect.of(target.url());
        target.execute(Stream.concat(OwnTables.CREATE.values().stream(), Stream.of("SET WRITE_DELAY 0")).toArray(String[]::new));
        try (Connection connection = target.connect();
                Topics topics = new Topics(SharedServers.kafka().brokers(), name, 1, 1)) {
            TypeMapping types = settings.types(dialect.features(connection));
            new TargetTables(dialect, types, Names.upper()).prepare(connection, tables);
            topics.createOwn();
            topics.createChanges(tables.stream().map(table -> topics.changes(table.id())).toList());
        }
        sluice.start();
    }

    private void assertAllArrive() throws SQLException {
        for (TypeFamily family : families) {
            String schema = name.toUpperCase();
            Awaitility.await(family.table()).atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(200)).untilAsserted(() ->
                    assertEquals(3 * family.rows(), target.number("SELECT COUNT(*) FROM " + schema + "." + family.table())));
        }
        Awaitility.await("the last update").atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> assertAll(families.stream().map(family -> () -> assertArrived(family))));
    }

    private void assertArrived(TypeFamily family) throws SQLException {
        Map<Integer, List<String>> expected = TypeRows.source(mysql.app(), name, family);
        Map<Integer, List<String>> actual = TypeRows.target(target, name.toUpperCase(), family);
        assertEquals(expected.keySet(), actual.keySet(), family.table());
        assertTrue(expected.size() == 3 * family.rows(), family.table());
        List<String> differences = expected.keySet().stream().flatMap(id -> differences(family, id, expected.get(id), actual.get(id))).toList();
        assertEquals(List.of(), differences, family.table());
    }

    private static Stream<String> differences(TypeFamily family, int id, List<String> expected, List<String> actual) {
        List<TypeFamily.Column> columns = List.copyOf(family.columns().values());
        return Stream.iterate(0, i -> i + 1).limit(columns.size()).filter(i -> !expected.get(i).equals(actual.get(i)))
                .map(i -> columns.get(i).type() + " of row " + id + ": " + shown(expected.get(i)) + " is " + shown(actual.get(i)));
    }

    private static String shown(String value) {
        return value.length() < 120 ? value : value.substring(0, 120) + "... (" + value.length() + ")";
    }
}
