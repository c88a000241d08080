package sluice.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import sluice.capture.CapturedTables;
import sluice.control.LaneStatus;
import sluice.control.StartChecks;
import sluice.control.Sluice;
import sluice.kafka.KafkaAccess;
import sluice.kafka.Topics;
import sluice.sandbox.Comparison;
import sluice.sandbox.Login;
import sluice.sandbox.MySqlServer;
import sluice.sandbox.RoutesUnderTest;
import sluice.sandbox.SharedServers;
import sluice.sandbox.TableVerdict;
import sluice.schema.H2Dialect;
import sluice.schema.Names;
import sluice.schema.OwnTables;
import sluice.schema.ddl.TableCreation;
import sluice.schema.source.SourceTable;
import sluice.schema.TargetFeatures;
import sluice.schema.TypeMapping;

/**
 * A migration from a MySQL database of its own to an H2 database of its own, by Sluice's own route files in the test's JVM:
 * capture and one lane.
 */
final class MigrationFixture implements AutoCloseable {

    private static final String TARGET_BEAN = """
                - name: target
                  type: sluice.apply.TargetPool
                  constructors:
                    0: "#bean:settings"
                  destroyMethod: close
            """;

    private final String name;
    private final MySqlServer mysql = SharedServers.mysql();
    private final Login target;
    private final List<RoutesUnderTest> processes = new ArrayList<>();
    private final List<TargetProbe> probes = new ArrayList<>();
    private final Map<String, String> settings;

    /** @param name of the source database, the target database and the topics; the source's tables are made by {@code ddl} */
    MigrationFixture(String name, String... ddl) throws SQLException {
        this.name = name;
        this.target = SharedServers.database(name);
        source("CREATE DATABASE " + name);
        source(ddl);
        target.execute(OwnTables.CREATE.values().toArray(String[]::new));
        target.execute("SET WRITE_DELAY 0");
        settings = Map.ofEntries(Map.entry("source.hostname", mysql.host()), Map.entry("source.port", Integer.toString(mysql.port())),
                Map.entry("source.user", mysql.sluice().user()), Map.entry("source.password", mysql.sluice().password()),
                Map.entry("source.databases", name), Map.entry("topics.prefix", name),
                Map.entry("kafka.brokers", SharedServers.kafka().brokers()), Map.entry("topics.replication.factor", "1"),
                Map.entry("target.url", target.url()), Map.entry("target.user", target.user()), Map.entry("target.password", target.password()),
                Map.entry("apply.session.timeout.ms", "6000"), Map.entry("apply.poll.timeout.ms", "20"), Map.entry("apply.wait.max.seconds", "1"),
                Map.entry("barrier.poll.ms", "50"), Map.entry("status.seconds", "0"));
    }

    /** A Sluice process of this migration, not started. */
    RoutesUnderTest process(boolean captures) {
        RoutesUnderTest process = new RoutesUnderTest(name).edit(TARGET_BEAN, "").edit("metadataMaxAgeMs: 10000", "metadataMaxAgeMs: 500");
        settings.forEach(process::set);
        process.set("capture.enabled", Boolean.toString(captures));
        return process;
    }

    /** As the command {@code run} does it before the routes start: the target's tables and the topics. */
    MigrationFixture start(RoutesUnderTest process) throws Exception {
        prepare(process);
        TargetProbe probe = new TargetProbe(new TargetPool(process.settings()));
        processes.add(process);
        probes.add(probe);
        process.bind("target", probe).start();
        return this;
    }

    MigrationFixture start() throws Exception {
        return start(process(true));
    }

    private void prepare(RoutesUnderTest process) throws Exception {
        if (!processes.isEmpty()) {
            return;
        }
        List<SourceTable> tables = new CapturedTables(process.settings()).read();
        try (Connection connection = target.connect(); Topics topics = new Topics(KafkaAccess.plain(SharedServers.kafka().brokers()), name, 4, 1)) {
            new TableCreation(new H2Dialect(), TypeMapping.of(TargetFeatures.ORACLE_19C), Names.upper()).prepare(connection, tables);
            topics.createOwn();
            topics.createChanges(tables.stream().map(table -> topics.changes(table.id())).toList());
        }
    }

    /** What {@code run} says to a start of this migration with another setting. */
    RuntimeException refusal(String key, String value) {
        return assertThrows(RuntimeException.class, () -> StartChecks.pass(process(true).set(key, value).settings()));
    }

    void source(String... statements) throws SQLException {
        mysql.app().execute(statements);
    }

    Login target() {
        return target;
    }

    long targetNumber(String query) {
        try {
            return target.number(query);
        } catch (SQLException e) {
            return -1; // the table or column is not there yet
        }
    }

    CamelContext camel() {
        return processes.get(0).camel();
    }

    TargetProbe probe() {
        return probes.get(0);
    }

    LaneStatus lane() {
        return camel().getRegistry().lookupByNameAndType("lanes", Lanes.class).get().get(0);
    }

    void awaitState(String state) {
        LaneFixture.within(30).until(() -> lane().state().equals(state) || fail(lane()));
    }

    private static boolean fail(LaneStatus lane) {
        if (lane.state().equals("stopped") && !lane.reason().contains("operator")) {
            throw new AssertionError(lane.toString());
        }
        return false;
    }

    /** Waits until the lane says that it is held, for this reason among others. */
    void awaitHeld(String reason) {
        LaneFixture.within(30).until(() -> lane().state().equals("held") && lane().reason().contains(reason) || fail(lane()));
    }

    /** Writes a last row into the table and waits for it and for both sides to be equal. */
    void awaitEqual() {
        List<TableVerdict> verdicts = new ArrayList<>();
        try {
            LaneFixture.within(40).until(() -> {
                fail(lane());
                verdicts.clear();
                verdicts.addAll(new Comparison(mysql.app(), target).compare(name));
                return !verdicts.isEmpty() && verdicts.stream().allMatch(TableVerdict::isEqual);
            });
        } catch (org.awaitility.core.ConditionTimeoutException e) {
            throw new AssertionError(verdicts + "\n" + lane() + "\n" + barriers(), e);
        }
    }

    /** What the command {@code sluice changes} prints. */
    String changes(String... arguments) throws IOException {
        List<String> words = new ArrayList<>(List.of("changes"));
        words.addAll(List.of(arguments));
        return command(0, Map.of(), words.toArray(String[]::new));
    }

    /**
     * What a command prints that is given the settings of this migration.
     *
     * @param code it has to end with
     * @param more settings, in place of the migration's or beside them
     */
    String command(int code, Map<String, String> more, String... words) throws IOException {
        Path file = Files.createTempFile("sluice-", ".properties");
        Properties properties = new Properties();
        properties.putAll(settings);
        properties.putAll(more);
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
        List<String> line = new ArrayList<>(List.of(words));
        line.addAll(List.of("--config", file.toString()));
        PrintStream before = System.out;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            assertEquals(code, Sluice.execute(line.toArray(String[]::new)));
        } finally {
            System.setOut(before);
            Files.delete(file);
        }
        // the routes of this JVM log to the same place
        return out.toString(StandardCharsets.UTF_8).lines().filter(printed -> !printed.matches("\\d\\d:\\d\\d:\\d\\d.*"))
                .collect(Collectors.joining("\n"));
    }

    /** Id, state and reason of each schema change. */
    String barriers() {
        try (Connection connection = target.connect(); var rows = connection.createStatement()
                .executeQuery("SELECT BARRIER_ID, STATE, REASON FROM SLUICE_BARRIER WHERE KIND = 'SCHEMA' ORDER BY 1")) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1) + " " + rows.getString(2) + " " + rows.getString(3));
            }
            return found.stream().collect(Collectors.joining("\n"));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        processes.forEach(RoutesUnderTest::close);
        probes.forEach(TargetProbe::close);
        TargetProbe.assertOracleTakesAll();
    }
}
