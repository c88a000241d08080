package sluice.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import sluice.sandbox.Comparison;
import sluice.sandbox.H2Target;
import sluice.sandbox.KafkaBroker;
import sluice.sandbox.Login;
import sluice.sandbox.MySqlServer;
import sluice.sandbox.OsProcess;
import sluice.sandbox.Project;
import sluice.sandbox.Servers;
import sluice.sandbox.SluiceProcess;
import sluice.sandbox.TableVerdict;
import sluice.sandbox.TcpProxy;
import sluice.sandbox.Workload;

/**
 * One migration on servers of its own, with a network that can be broken between Sluice and each of them: a process that captures
 * and applies, one that only applies, and a third one that comes and goes. The judge has connections of its own.
 */
final class Arena implements AutoCloseable {
    static final Duration LIMIT = Duration.ofSeconds(Long.getLong("limit", 240));
    private static final String[] DATABASES = {"ordersdb", "usersdb", Notes.DATABASE};
    private static final String PREFIX = "chaos";
    private static final long ROWS = 4_000;
    private static final int CONSUMERS = 2;
    private static final int STRANDS = 3;
    /** Of a start that is refused, since a server cannot be reached. */
    private static final int UNREACHABLE = 3;
    private static final String[] QUICK_START = {"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"};
    private static final String IMPATIENT = """
            apply.session.timeout.ms=3000
            capture.session.timeout.ms=2000
            apply.consumers=2
            apply.wait.max.seconds=2
            barrier.claim.seconds=4
            parking.max.rows=100000
            parking.max.per.minute=100000
            """;

    private final Source source;
    private final KafkaBroker kafka;
    private final H2Target target;
    private final TcpProxy targetNet;
    private final Path settings;
    private final Workload workload;
    private final Notes notes;
    private final ChangeTopics changeTopics;
    private final RestlessMember restless;
    private final SluiceProcess capturing;
    private final SluiceProcess applying;
    private final SluiceProcess passing;

    Arena(Path directory, long seed, int changesPerSecond) throws IOException, SQLException {
        Project.remove(directory); // the same round once more: an older run's topics would not be its own
        Files.createDirectories(directory);
        source = new Source(directory.resolve("mysql"));
        kafka = new KafkaBroker(directory.resolve("kafka"));
        target = new H2Target(directory.resolve("h2"));
        kafka.proxy();
        Servers.start(source.primary(), kafka, target);
        targetNet = new TcpProxy(target.port());
        settings = Files.writeString(directory.resolve("application.properties"), text());
        workload = new Workload(source.service(), seed, 2, changesPerSecond);
        workload.create();
        workload.fill(ROWS);
        notes = new Notes(source.service(), target.login());
        changeTopics = new ChangeTopics(kafka.brokers(), PREFIX, seed);
        restless = new RestlessMember(kafka.brokers(), changeTopics.group(), changeTopics::names);
        capturing = sluice(directory.resolve("capturing"), strands(seed));
        applying = sluice(directory.resolve("applying"), strands(seed / STRANDS), "-Dcapture.enabled=false");
        passing = sluice(directory.resolve("passing"), strands(seed / STRANDS / STRANDS), "-Dcapture.enabled=false");
    }

    /** One to three, in each process others: they change with each takeover. */
    private static String strands(long seed) {
        return "-Dapply.strands=" + (1 + Math.floorMod(seed, STRANDS));
    }

    private String text() {
        return SluiceProcess.settings(source.primary(), kafka, target.login().at(targetNet.port()), PREFIX, DATABASES)
                + "source.port=" + source.net().port() + "\nkafka.brokers=127.0.0.1:" + kafka.proxy().port() + "\n" + IMPATIENT;
    }

    private SluiceProcess sluice(Path directory, String... options) {
        List<String> all = new ArrayList<>(List.of(QUICK_START));
        all.addAll(List.of(options));
        return new SluiceProcess(directory, settings, all.toArray(String[]::new));
    }

    /** Starts both processes, and returns when the snapshot is copied and the binlog is followed. */
    void begin() {
        workload.allowTruncate(false);
        workload.start();
        capturing.start();
        await("the snapshot is done and the binlog followed", () -> {
            long copied = capturing.status().number("Copied");
            return copied > 0 && capturing.status().number("Captured") > copied;
        });
        applying.start();
    }

    /** The server that is the source now. */
    MySqlServer mysql() {
        return source.primary();
    }

    Source source() {
        return source;
    }

    KafkaBroker kafka() {
        return kafka;
    }

    H2Target target() {
        return target;
    }

    TcpProxy targetNet() {
        return targetNet;
    }

    SluiceProcess capturing() {
        return capturing;
    }

    SluiceProcess applying() {
        return applying;
    }

    SluiceProcess passing() {
        return passing;
    }

    RestlessMember restless() {
        return restless;
    }

    ChangeTopics changeTopics() {
        return changeTopics;
    }

    /** As an operator does it: the service rests for a moment, no confirmed write is left behind. */
    void failOver() {
        MySqlServer standby = source.standby();
        workload.stop();
        source.failOver(standby);
        workload.start();
    }

    Workload workload() {
        return workload;
    }

    Notes notes() {
        return notes;
    }

    /** For commands: the settings of the processes. */
    Path settings() {
        return settings;
    }

    /** All is well again: nothing frozen, all servers and both processes up, the network whole. */
    void heal() {
        for (TcpProxy net : List.of(source.net(), targetNet, kafka.proxy())) {
            net.heal();
        }
        for (OsProcess process : List.of(source.primary(), kafka, target, capturing, applying)) {
            if (process.isAlive()) {
                process.thaw();
            } else {
                process.start();
            }
        }
        passing.stop();
        awaitRunning(capturing);
        awaitRunning(applying);
    }

    /** One that was started while a server was away was refused, which it says by its exit code: the operator starts it again. */
    private void awaitRunning(SluiceProcess process) {
        long before = process.statusLines();
        await(process.directory().getFileName() + " runs", () -> {
            if (!process.isAlive() && process.exitCode() == UNREACHABLE) {
                process.start();
            }
            return process.statusLines() > before;
        });
    }

    /** Ends the writes, waits until all is applied, and compares each row of each table. */
    List<TableVerdict> awaitEqual() {
        List<TableVerdict> verdicts = new ArrayList<>();
        Comparison comparison = new Comparison(source.service(), target.login());
        try {
            workload.writeSentinels();
        } catch (SQLException e) {
            throw new IllegalStateException("the last rows cannot be written: " + e.getMessage(), e);
        }
        await("the last rows arrive", () -> workload.sentinelsArrived(target.login(), null));
        await("both sides are equal", () -> {
            verdicts.clear();
            verdicts.addAll(comparison.compare(DATABASES));
            return !verdicts.isEmpty() && verdicts.stream().allMatch(TableVerdict::isEqual);
        });
        return verdicts;
    }

    /** Something that comes true, or throws while it cannot be asked. */
    @FunctionalInterface
    interface Condition {
        boolean holds() throws Exception;
    }

    void await(String what, Condition condition) {
        String[] last = {""};
        try {
            Awaitility.await(what).atMost(LIMIT).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(250)).until(() -> {
                try {
                    return condition.holds();
                } catch (SQLException | IllegalStateException e) {
                    last[0] = e.getMessage();
                    return false;
                }
            });
        } catch (org.awaitility.core.ConditionTimeoutException e) {
            String ends = tails();
            List.of(capturing, applying).stream().filter(OsProcess::isAlive).forEach(OsProcess::dumpThreads); // for whoever looks there
            throw new AssertionError("not within " + LIMIT.toSeconds() + " s: " + what + "; " + last[0] + "\n" + ends, e);
        }
    }

    /** A lane that stopped, or a process that ended by itself. */
    void assertNobodyGaveUp() {
        for (SluiceProcess process : List.of(capturing, applying, passing)) {
            if (process.outputContains(" stops: ")) {
                throw new AssertionError("a lane was stopped: " + process.log());
            }
        }
        if (!capturing.isAlive() || !applying.isAlive()) {
            throw new AssertionError("Sluice ended by itself\n" + tails());
        }
    }

    private String tails() {
        StringBuilder text = new StringBuilder();
        for (SluiceProcess process : List.of(capturing, applying, passing)) {
            text.append(process.log()).append(" ends:\n").append(process.logTail(12)).append('\n');
        }
        return text.toString();
    }

    /** Waits until nothing is left that nobody will finish. */
    void awaitNoOrphan() {
        Orphans orphans = new Orphans(source.service(), target.login(), changeTopics, 2 * CONSUMERS);
        await("nothing is left behind", () -> {
            List<String> found = orphans.found();
            if (!found.isEmpty()) {
                throw new IllegalStateException(String.join("; ", found));
            }
            return !passing.isAlive();
        });
    }

    @Override
    public void close() throws IOException {
        restless.close();
        for (OsProcess process : List.of(capturing, applying, passing)) {
            process.kill();
        }
        workload.close();
        changeTopics.close();
        kafka.kill();
        target.kill();
        source.close();
        targetNet.close();
        kafka.proxy().close();
    }
}
