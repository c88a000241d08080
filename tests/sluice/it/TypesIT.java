package sluice.it;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import sluice.capture.CapturedTables;
import sluice.control.ResyncControl;
import sluice.control.Settings;
import sluice.kafka.KafkaAccess;
import sluice.kafka.Topics;
import sluice.sandbox.ConnectorUnderTest;
import sluice.sandbox.GivenTarget;
import sluice.sandbox.Login;
import sluice.sandbox.MySqlServer;
import sluice.sandbox.RoutesUnderTest;
import sluice.sandbox.SharedServers;
import sluice.schema.Names;
import sluice.schema.OracleDialect;
import sluice.schema.OwnTables;
import sluice.schema.ddl.TableCreation;
import sluice.schema.source.SourceTable;
import sluice.schema.TypeMapping;

/**
 * Each type's edges arrive as the values that they are, and a row is the same whichever way it came: copied by the snapshot,
 * inserted afterwards, or updated afterwards; by Sluice's own capture, and by a connector with Connect's own converter.
 */
@Tag("oracle")
class TypesIT {

    private static final String OVERRIDES = "decimal(65,30)=VARCHAR2(67 CHAR)";
    private static final String CREATE_ZERO = "CREATE TABLE types1.zero_dates (id INT PRIMARY KEY, d DATE NOT NULL, "
            + "dt DATETIME(3) NOT NULL, ts TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP, n DATE)";
    private static final String CREATE_KEYS = "CREATE TABLE types1.keyed (k VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci, "
            + "b VARBINARY(8), d DATE, n INT, PRIMARY KEY (k, b, d))";
    private static final int COPIED = 1;
    private static final int INSERTED = 1001;
    private static final int UPDATED = 2001;

    private final MySqlServer mysql = SharedServers.mysql();
    private final List<TypeFamily> families = new ArrayList<>(TypeFamilies.of(mysql.version()));
    private RoutesUnderTest sluice;
    private Login target;
    private String name;

    private final TimeZone zone = TimeZone.getDefault();

    /** 2018-11-04 00:30 does not exist there: no value may pass through the zone in which the process was started. */
    @BeforeEach
    void live() throws SQLException {
        (GivenTarget.isGiven() ? GivenTarget.login() : SharedServers.h2().login()).execute("SELECT 1 FROM DUAL"); // H2's driver keeps the zone that it sees first
        TimeZone.setDefault(TimeZone.getTimeZone("America/Sao_Paulo"));
    }

    @AfterEach
    void stop() {
        TimeZone.setDefault(zone);
        if (sluice != null) {
            sluice.close();
        }
    }

    @Test
    void eachTypesEdgesAreTheSameWhicheverWayTheyCame() throws Exception {
        families.add(TypeFamilies.ofOurCapture());
        configure("types1").set("capture.enabled", "true").set("resync.chunk.rows", "2").set("values.zero.date", "1900-01-01");
        writeBefore();
        mysql.app().execute(CREATE_ZERO, CREATE_KEYS, "INSERT INTO types1.keyed VALUES ('a', 0x00, '2024-01-01', 1), "
                + "('b ', 0xFF00, '1000-01-01', 2), ('\uD83D\uDE00', 0x02, '9999-12-31', 3), ('gone', 0x01, '2024-01-01', 4)");
        writeZeroDates(COPIED);
        start();
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(mysql::isFollowed);
        writeAfter();
        writeZeroDates(INSERTED);
        // a key of MySQL's that differs in case or blanks alone is the same row there, and another one in Oracle
        mysql.app().execute("UPDATE types1.keyed SET k = 'A' WHERE k = 'a'", "UPDATE types1.keyed SET k = 'b' WHERE k = 'b '",
                "DELETE FROM types1.keyed WHERE k = 'GONE'", "INSERT INTO types1.keyed VALUES ('Gone', 0x01, '2024-01-01', 5)",
                "UPDATE types1.keyed SET n = 33 WHERE n = 3");
        assertAllArrive();
        assertZeroDates();
        Awaitility.await("the keys").atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertEquals(List.of("A|00|2024-01-01|1",
                "Gone|01|2024-01-01|5", "b|FF00|1000-01-01|2", "\uD83D\uDE00|02|9999-12-31|33"), keys()));
        assertTheSameFromAResync();
    }

    /** The tables are emptied and read once more, a few rows at a time: what comes is what the snapshot and the binlog gave. */
    private void assertTheSameFromAResync() throws Exception {
        List<String> before = keys();
        ResyncControl resync = sluice.camel().getRegistry().lookupByNameAndType("resyncControl", ResyncControl.class);
        resync.resync(Stream.concat(families.stream().map(TypeFamily::table), Stream.of("zero_dates", "keyed"))
                .map(table -> name + "." + table).toArray(String[]::new), "");
        Awaitility.await("the resync").atMost(Duration.ofSeconds(60)).until(() -> resync.getTable().isEmpty());
        assertAllArrive();
        assertZeroDates();
        assertEquals(before, keys());
    }

    /** The three sorts of columns, and one in which nobody can tell a zero date from NULL. */
    private void writeZeroDates(int first) throws SQLException {
        mysql.app().execute("SET sql_mode = ''", "INSERT INTO types1.zero_dates VALUES (" + first + ", '0000-00-00', '0000-00-00', "
                + "'0000-00-00', '0000-00-00'), (" + (first + 1) + ", '1970-01-01', '1970-01-01', '1970-01-01 00:00:01', '1970-01-01'), ("
                + (first + 2) + ", '2024-00-10', '2024-05-00 10:00:00', '2024-01-01', NULL)");
    }

    private void assertZeroDates() {
        for (int first : List.of(COPIED, INSERTED)) {
            Awaitility.await("zero dates").atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertEquals(List.of(
                    "1900-01-01|1900-01-01|1900-01-01|null", "1970-01-01|1970-01-01|1970-01-01|1970-01-01",
                    "1900-01-01|1900-01-01|2024-01-01|null"),
                    rows("SELECT D, DT, TS, N FROM " + GivenTarget.schema(name) + ".ZERO_DATES WHERE ID BETWEEN " + first + " AND " + (first + 2) + " ORDER BY ID",
                            row -> day(row, 1) + "|" + day(row, 2) + "|" + row.getObject(3, OffsetDateTime.class).toLocalDate() + "|" + day(row, 4))));
        }
    }

    private static LocalDate day(ResultSet row, int position) throws SQLException {
        return row.getObject(position, LocalDate.class);
    }

    private List<String> keys() throws SQLException {
        return rows("SELECT K, B, D, N FROM " + GivenTarget.schema(name) + ".KEYED ORDER BY K", row -> row.getString(1) + "|"
                + HexFormat.of().withUpperCase().formatHex(row.getBytes(2)) + "|" + day(row, 3) + "|" + row.getInt(4));
    }

    private List<String> rows(String sql, Reader reader) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = target.connect(); Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                rows.add(reader.read(row));
            }
        }
        return rows;
    }

    /** Reads the current row. */
    private interface Reader {
        String read(ResultSet row) throws SQLException;
    }

    @Test
    void eachTypesEdgesAreTheSameFromAConnectorWithConnectsOwnConverter() throws Exception {
        TimeZone.setDefault(TimeZone.getTimeZone("UTC")); // as the handbook asks of the workers
        configure("types2").set("capture.enabled", "false");
        writeBefore();
        start();
        try (ConnectorUnderTest connector = new ConnectorUnderTest(mysql, SharedServers.kafka().brokers(), name, name)) {
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
        if (GivenTarget.isGiven()) {
            sluice.set("target.schema", GivenTarget.onlySchema());
        }
        return sluice;
    }

    /** What a start prepares, then the routes. */
    private void start() throws Exception {
        Settings settings = sluice.settings();
        List<SourceTable> tables = new CapturedTables(settings).read();
        OracleDialect dialect = OracleDialect.of(target.url());
        target.execute(OwnTables.CREATE.values().toArray(String[]::new));
        try (Connection connection = target.connect();
                Topics topics = new Topics(KafkaAccess.plain(SharedServers.kafka().brokers()), name, 1, 1)) {
            TypeMapping types = settings.types(dialect.features(connection));
            new TableCreation(dialect, types, Names.of("upper", GivenTarget.onlySchema())).prepare(connection, tables);
            topics.createOwn();
            topics.createChanges(tables.stream().map(table -> topics.changes(table.id())).toList());
        }
        sluice.start();
    }

    private void assertAllArrive() throws SQLException {
        for (TypeFamily family : families) {
            String schema = GivenTarget.schema(name);
            Awaitility.await(family.table()).atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(200)).untilAsserted(() ->
                    assertEquals(3 * family.rows(), target.number("SELECT COUNT(*) FROM " + schema + "." + family.table())));
        }
        Awaitility.await("the last update").atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> assertAll(families.stream().map(family -> () -> assertArrived(family))));
    }

    private void assertArrived(TypeFamily family) throws SQLException {
        Map<Integer, List<String>> expected = TypeRows.source(mysql.app(), name, family);
        Map<Integer, List<String>> actual = TypeRows.target(target, GivenTarget.schema(name), family);
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
