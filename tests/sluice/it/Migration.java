package sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import sluice.sandbox.Comparison;
import sluice.sandbox.GivenTarget;
import sluice.sandbox.Login;
import sluice.sandbox.MySqlServer;
import sluice.sandbox.OsProcess;
import sluice.sandbox.SluiceProcess;
import sluice.sandbox.StatusLine;
import sluice.sandbox.TableVerdict;
import sluice.sandbox.Workload;

/**
 * One migration of one test: its load, its settings, its Sluice processes, and the verdict at the end.
 * The verdict is the rule that all tests here share: when the writes rest, both sides become equal row by row, no lane had to be
 * stopped, and no watermark ever went back.
 */
final class Migration implements AutoCloseable {
    static final Duration LIMIT = Duration.ofSeconds(Long.getLong("limit", 180));
    private static final Duration LOOK = Duration.ofMillis(100);
    /** At the source when a migration begins. */
    static final long ROWS = 8_000;
    /** A process that lives for seconds is worth no second compiler: two cores are for everybody. */
    private static final String[] QUICK_START = {"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"};

    private final MySqlServer mysql;
    private final Path directory;
    private final Path settings;
    private final Login target;
    private final Workload workload;
    private final WatermarkWatch watermarks;
    private final List<SluiceProcess> processes = new ArrayList<>();

    Migration(TestBed bed, String name, Path directory, long seed, int changesPerSecond) throws SQLException, IOException {
        this.mysql = bed.mysql();
        this.directory = Files.createDirectories(directory);
        this.settings = directory.resolve("application.properties");
        this.target = bed.target(name);
        this.workload = new Workload(mysql.app(), seed, 2, changesPerSecond);
        for (String database : Workload.databases()) {
            mysql.app().execute("DROP DATABASE IF EXISTS " + database);
        }
        workload.create();
        workload.fill(ROWS);
        Files.writeString(settings, SluiceProcess.settings(mysql, bed.kafka(), target, name, Workload.databases())
                + "apply.session.timeout.ms=3000\ncapture.session.timeout.ms=2000\napply.wait.max.seconds=2\n"
                + (GivenTarget.isGiven() ? "target.schema=" + GivenTarget.onlySchema() + "\n" : ""));
        watermarks = new WatermarkWatch(target);
    }

    Workload workload() {
        return workload;
    }

    Login target() {
        return target;
    }

    /** Where the tables of ordersdb are in the target. */
    String schema() {
        return GivenTarget.schema("ordersdb");
    }

    Path settings() {
        return settings;
    }

    Path directory() {
        return directory;
    }

    /** A Sluice process of this migration, not started yet; the options are settings such as {@code -Dcapture.enabled=false}. */
    SluiceProcess sluice(String name, String... options) {
        List<String> all = new ArrayList<>(List.of(QUICK_START));
        all.addAll(List.of(options));
        SluiceProcess process = new SluiceProcess(directory.resolve(name), settings, all.toArray(String[]::new));
        processes.add(process);
        return process;
    }

    /** Starts the load without truncates: MySQL itself fails a snapshot that reads a table truncated since its begin. */
    void startLoad() {
        workload.allowTruncate(false);
        workload.start();
    }

    /** Waits until the snapshot is in Kafka, behind which the binlog is followed; tables may be truncated from then on. */
    void awaitFollowing(SluiceProcess process) {
        await(process, "the snapshot is done and the binlog followed",
                line -> line.number("Copied") > 0 && line.number("Captured") > line.number("Copied"));
        workload.allowTruncate(true);
    }

    /** Waits for a status line of which the condition is true, and which was printed from now on. */
    StatusLine await(SluiceProcess process, String what, Predicate<StatusLine> condition) {
        long before = process.statusLines();
        return await(process, what, () -> process.statusLines() > before && condition.test(process.status()));
    }

    /** Waits for something that the process does; when it has died meanwhile, that is the failure. */
    StatusLine await(SluiceProcess process, String what, Condition condition) {
        try {
            Awaitility.await(what).atMost(LIMIT).pollDelay(Duration.ZERO).pollInterval(LOOK)
                    .until(() -> !process.isAlive() || condition.holds());
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("not within " + LIMIT.toSeconds() + " s: " + what + "; " + threads(process) + ", and "
                    + process.log() + " ends:\n" + process.logTail(12), e);
        }
        assertTrue(process.isAlive(), () -> "Sluice ended by itself; " + process.log() + " ends:\n" + process.logTail(25));
        return process.status();
    }

    /** A process that hangs is asked where, before it is gone. */
    private static String threads(SluiceProcess process) {
        Path dump = process.directory().resolve("threads.txt");
        try {
            new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "jstack").toString(), Long.toString(process.pid()))
                    .redirectErrorStream(true).redirectOutput(dump.toFile()).start().waitFor(20, TimeUnit.SECONDS);
            return "its threads are in " + dump;
        } catch (IOException e) {
            return "no thread dump: " + e.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    /** Something that comes true, or throws while it cannot be asked. */
    @FunctionalInterface
    interface Condition {
        boolean holds() throws Exception;
    }

    /** Lets time pass: for moments that a seed decides and nothing else marks. */
    static void pause(long millis) {
        Awaitility.await().pollDelay(Duration.ofMillis(millis)).atMost(Duration.ofMillis(millis + 10_000)).until(() -> true);
    }

    /** Compares each row of each table, as they are now. */
    void assertEqualNow() throws SQLException {
        for (TableVerdict verdict : comparison().compare(Workload.databases())) {
            assertTrue(verdict.isEqual(), verdict::toString);
        }
    }

    private Comparison comparison() {
        return new Comparison(mysql.app(), target, GivenTarget.onlySchema());
    }

    boolean sentinelsArrived() throws SQLException {
        return workload.sentinelsArrived(target, GivenTarget.onlySchema());
    }

    /** Ends the writes, waits until all is applied, and compares each row of each table. */
    List<TableVerdict> awaitEqual() throws SQLException {
        workload.stop();
        workload.writeSentinels();
        List<TableVerdict> verdicts = new ArrayList<>();
        Comparison comparison = comparison();
        try {
            Awaitility.await("the last rows arrive").atMost(LIMIT).pollInterval(LOOK)
                    .until(this::sentinelsArrived);
            Awaitility.await("both sides are equal").atMost(LIMIT).pollDelay(Duration.ZERO).pollInterval(Duration.ofSeconds(1)).until(() -> {
                verdicts.clear();
                verdicts.addAll(comparison.compare(Workload.databases()));
                return verdicts.stream().allMatch(TableVerdict::isEqual);
            });
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(e.getMessage() + "\n" + verdicts + "\n" + tails(), e);
        }
        assertFalse(verdicts.isEmpty());
        watermarks.assertNeverBack();
        for (SluiceProcess process : processes) {
            assertFalse(process.outputContains(" stops: "), () -> "a lane was stopped:\n" + process.log());
            assertTrue(process.statusLines() == 0 || process.status().number("Parked") == 0, process.status()::text);
        }
        return verdicts;
    }

    /** Each truncate and each snapshot's begin was carried out, with all partitions arrived; returns how many there were. */
    long assertBarriersDone() throws SQLException {
        assertEquals("none", target.value("SELECT COALESCE(MAX(BARRIER_ID), 'none') FROM SLUICE_BARRIER B WHERE STATE <> 'done' "
                + "OR PARTITIONS <> (SELECT COUNT(*) FROM SLUICE_ARRIVAL A WHERE A.BARRIER_ID = B.BARRIER_ID)"));
        return target.number("SELECT COUNT(*) FROM SLUICE_BARRIER");
    }

    private String tails() {
        StringBuilder text = new StringBuilder();
        processes.forEach(process -> text.append(process.log()).append(" ends:\n").append(process.logTail(15)).append('\n'));
        return text.toString();
    }

    @Override
    public void close() {
        watermarks.close();
        processes.forEach(OsProcess::kill);
        workload.close();
    }
}
