package sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sluice.sandbox.Project;
import sluice.sandbox.SluiceProcess;
import sluice.sandbox.StatusLine;

/** {@code sluice tune} on the backlog of a stopped lane, while capture and its process go on. */
@Tag("crash")
class TuneIT {
    private static final TestBed BED = TestBed.of(TuneIT.class);
    private static final int BACKLOG = 12_000;
    private static final String[] GRID = {"--consumers", "1,2,8", "--batch", "200,1000,100000", "--seconds", "0.7", "--rounds", "2"};

    /**
     * P1 and P2: an experiment that commits anything, a row or a watermark, or that moves a group's offset, loses or doubles changes. So all
     * rows of all tables are compared, and all offsets, and in the end both sides.
     */
    @Test
    @Timeout(400)
    void aBacklogIsMeasuredAndNothingIsLeftBehind() throws Exception {
        try (Migration migration = BED.migration("tuned", 23, 1_500)) {
            SluiceProcess sluice = migration.sluice("sluice");
            migration.startLoad();
            sluice.start();
            migration.awaitFollowing(sluice);
            refusesWhileALaneRuns(migration, sluice);
            accumulate(migration, sluice);
            Map<String, List<String>> rows = Image.ofTarget(migration.target());
            Map<String, Object> offsets = Image.ofKafka(BED.kafka().brokers());

            measures(migration);
            obeysAProbeAndIsStoppedAmidAnExperiment(migration);

            assertEquals(rows, Image.ofTarget(migration.target()));
            assertEquals(offsets, Image.ofKafka(BED.kafka().brokers()));
            route(sluice, "start");
            System.out.println("TuneIT: " + migration.awaitEqual());
            refusesWithoutABacklog(migration, sluice);
        }
    }

    private static void refusesWhileALaneRuns(Migration migration, SluiceProcess sluice) throws Exception {
        CommandLine refused = tune(migration);
        assertEquals(6, refused.exitCode(), refused::output);
        assertTrue(refused.output().startsWith("sluice: lanes of this migration (topics.prefix=tuned) run: all (2 consumers at "), refused::output);
        assertTrue(refused.output().contains("; process " + sluice.pid() + " of this machine, route apply-all: Started)"), refused::output);
        assertTrue(refused.output().contains("'sluice route stop apply-all'"), refused::output);
    }

    /** The last changes stand behind a truncate, whose barrier no experiment may pass. */
    private static void accumulate(Migration migration, SluiceProcess sluice) throws Exception {
        CommandLine set = CommandLine.run("throttle", "set", "latency-goal-ms=750", "--pid", Long.toString(sluice.pid()));
        assertTrue(set.output().matches("(?s).*\\* +latency-goal-ms +750 +\\d+  throttle set\\R\\Rcommit latency .*, goal 750 ms: .* of the limits\\R"), set::output);
        route(sluice, "stop");
        long captured = sluice.status().number("Captured");
        migration.await(sluice, "a backlog accumulates", line -> line.number("Captured") > captured + BACKLOG);
        migration.workload().stop();
        BED.mysql().app().execute("TRUNCATE TABLE ordersdb.carts", "INSERT INTO ordersdb.carts VALUES (1, 'behind the barrier', 1, NULL)");
        StatusLine[] last = new StatusLine[1];
        migration.await(sluice, "all is captured", line -> {
            boolean same = last[0] != null && last[0].number("Captured") == line.number("Captured");
            last[0] = line;
            return same;
        });
    }

    private static void measures(Migration migration) throws Exception {
        Path page = migration.directory().resolve("tune.html");
        CommandLine text = tune(migration, with(GRID, "--html", page.toString()));
        System.out.println(text.output());
        assertEquals(0, text.exitCode(), text::output);
        assertTrue(text.output().contains("left out: 8 consumers: no topic has more than 4 partitions"), text::output);
        assertTrue(text.output().contains("left out: 1 consumer x 100000: "), text::output);
        assertTrue(text.output().contains(" (goal 750 ms)"), "that of the lanes: " + text.output());
        assertTrue(text.output().contains("read as far as a barrier: TRUNCATE of ordersdb.carts"), text::output);
        assertTrue(text.output().contains("round 2 of 2: 2 consumers x 1000: "), text::output);
        assertTrue(text.output().matches("(?s).*consumers +batch +changes/s .*\\R +2 +1000 .*Recommended: \\d consumers? x \\d+: .*apply\\.consumers=\\d.*"),
                text::output);
        String html = Files.readString(page);
        assertTrue(html.contains("<svg ") && html.contains("apply.consumers=") && html.contains("class=\"chosen\""), html);

        CommandLine json = tune(migration, "--consumers", "2", "--batch", "1000", "--seconds", "0.7", "--rounds", "1", "--json", "--latency-goal", "0.001");
        JsonNode report = new ObjectMapper().readTree(json.output().substring(json.output().indexOf("{\n")));
        assertEquals(1, report.path("measurements").size(), json::output);
        report.path("measurements").forEach(one -> assertTrue(one.path("changesPerSecond").asDouble() > 100 && one.path("transactions").asInt() > 0
                && one.path("failedBatches").asInt() == 0 && one.path("refusedBatches").asInt() == 0, json::output));
        assertEquals(false, report.path("recommended").path("goalKept").asBoolean(true), "no transaction ends within a microsecond");
    }

    /**
     * P6: while a probe says stop nothing is begun, and what is under way is given up. Then as by Ctrl-C: in the middle of a transaction that has
     * locked its watermarks.
     */
    private static void obeysAProbeAndIsStoppedAmidAnExperiment(Migration migration) throws Exception {
        Path output = migration.directory().resolve("stopped.out");
        Path flag = Files.writeString(migration.directory().resolve("flag"), "month end");
        Process tuning = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", Project.home().resolve("target/sluice.jar").toString(), "tune", "--config",
                migration.settings().toString(), "--seconds", "60", "--consumers", "2", "--batch", "500", "-Dload.flag.file=" + flag, "-Dload.probe.ms=100")
                .redirectErrorStream(true).redirectOutput(output.toFile()).start();
        String waits = "sluice: waits: flag file " + flag + ": month end";
        try {
            awaitPrinted(tuning, output, waits);
            assertFalse(Files.readString(output).contains("given up") || Files.readString(output).contains("warm-up"), Files.readString(output));
            assertEquals(0, locks(migration));
            Files.delete(flag);
            awaitLocks(tuning, migration);
            Files.move(Files.writeString(migration.directory().resolve("flag.new"), "again"), flag, StandardCopyOption.ATOMIC_MOVE);
            awaitPrinted(tuning, output, "sluice: given up, to be done again: flag file " + flag + ": again");
            awaitPrinted(tuning, output, "sluice: waits: flag file " + flag + ": again");
            assertEquals(0, locks(migration));
            Files.delete(flag);
            awaitLocks(tuning, migration);
            tuning.destroy();
            assertTrue(tuning.waitFor(30, TimeUnit.SECONDS), "it ends");
            assertEquals(143, tuning.exitValue());
            assertTrue(Files.readString(output).contains("sluice: stopped: all is rolled back"), Files.readString(output));
        } finally {
            tuning.destroyForcibly();
        }
    }

    private static void awaitPrinted(Process tuning, Path output, String line) {
        Awaitility.await(line).atMost(Migration.LIMIT).pollInterval(Duration.ofMillis(20)).until(() -> {
            String printed = Files.readString(output);
            assertTrue(tuning.isAlive(), printed);
            return printed.lines().anyMatch(line::equals);
        });
    }

    /** Locks of transactions on the table that the experiments write to. */
    private static long locks(Migration migration) throws SQLException {
        return migration.target().number("SELECT COUNT(*) FROM INFORMATION_SCHEMA.LOCKS WHERE TABLE_NAME = 'ORDERS'");
    }

    private static void awaitLocks(Process tuning, Migration migration) {
        Awaitility.await("a transaction is open").atMost(Migration.LIMIT).pollInterval(Duration.ofMillis(10)).until(() -> !tuning.isAlive()
                || locks(migration) > 0);
    }

    private static void refusesWithoutABacklog(Migration migration, SluiceProcess sluice) throws Exception {
        route(sluice, "stop");
        CommandLine refused = tune(migration);
        assertEquals(6, refused.exitCode(), refused::output);
        assertTrue(refused.output().startsWith("sluice: lane all has no backlog"), refused::output);
    }

    private static void route(SluiceProcess sluice, String command) throws Exception {
        CommandLine line = CommandLine.run("route", command, "apply-all", "--pid", Long.toString(sluice.pid()));
        assertEquals(0, line.exitCode(), line::output);
    }

    private static CommandLine tune(Migration migration, String... options) throws Exception {
        return CommandLine.run(with(new String[] {"tune", "--config", migration.settings().toString()}, options));
    }

    private static String[] with(String[] some, String... more) {
        List<String> all = new ArrayList<>(Arrays.asList(some));
        all.addAll(Arrays.asList(more));
        return all.toArray(String[]::new);
    }
}
