package sluice.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import sluice.sandbox.KafkaBroker;
import sluice.sandbox.Login;
import sluice.sandbox.OsProcess;
import sluice.sandbox.Project;
import sluice.sandbox.SluiceProcess;

/** A database of a test's own on its way through a Sluice with the default heap, which is watched. */
final class BoundsMigration implements AutoCloseable {
    private final TestBed bed;
    private final String name;
    private final Path directory;
    private final Login target;
    private HeapLog heap;
    private final List<SluiceProcess> processes = new ArrayList<>();
    private Duration limit = Duration.ofSeconds(120);
    private KafkaBroker kafka;

    BoundsMigration(TestBed bed, String name) throws SQLException, IOException {
        this.bed = bed;
        this.name = name;
        this.directory = Project.home().resolve("target/it/bounds").resolve(name);
        Project.remove(directory);
        Files.createDirectories(directory);
        this.target = bed.target(name);
        this.kafka = bed.kafka();
        source().execute("DROP DATABASE IF EXISTS " + name, "CREATE DATABASE " + name);
    }

    /** How long a condition may take to come true. */
    BoundsMigration within(Duration limit) {
        this.limit = limit;
        return this;
    }

    /** The changes go through another broker than the tests' shared one. */
    BoundsMigration through(KafkaBroker kafka) {
        this.kafka = kafka;
        return this;
    }

    Login source() {
        return bed.mysql().app();
    }

    Login target() {
        return target;
    }

    /** Of the process that was started last. */
    HeapLog heap() {
        return heap;
    }

    Path settings() {
        return directory.resolve("application.properties");
    }

    /** A table of the source. */
    String table(String table) {
        return name + "." + table;
    }

    /** The same in the target. */
    String copy(String table) {
        return (name + "." + table).toUpperCase(Locale.ROOT);
    }

    /** The delivered routes, but lanes do not start by themselves; the setting that names them. */
    String withoutLanes() throws IOException {
        Path routes = Files.createDirectories(directory.resolve("routes"));
        try (Stream<Path> files = Files.list(Project.home().resolve("routes"))) {
            for (Path file : files.toList()) {
                Files.writeString(routes.resolve(file.getFileName()), Files.readString(file).replace("autoStartup: \"{{autoStartup}}\"", "autoStartup: false"));
            }
        }
        return "-Droutes.directory=" + routes;
    }

    /** @param options of the JVM, such as settings; a later heap wins over the default one */
    SluiceProcess sluice(String... options) throws IOException {
        heap = new HeapLog(directory.resolve("gc-" + processes.size() + ".log"));
        Files.writeString(settings(), SluiceProcess.settings(bed.mysql(), kafka, target, name, name));
        List<String> all = new ArrayList<>(List.of(heap.option()));
        all.addAll(List.of(options));
        SluiceProcess process = new SluiceProcess(directory.resolve("sluice-" + processes.size()), settings(), all.toArray(String[]::new));
        processes.add(process);
        process.start();
        return process;
    }

    void await(SluiceProcess process, String what, Callable<Boolean> condition) {
        try {
            Awaitility.await(what).atMost(limit).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(200))
                    .until(() -> !process.isAlive() || condition.call());
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("not within " + limit.toSeconds() + " s: " + what + "; " + process.log() + " ends:\n" + process.logTail(25), e);
        }
        assertTrue(process.isAlive(), () -> "Sluice ended by itself; " + process.log() + " ends:\n" + process.logTail(25));
    }

    void awaitNumber(SluiceProcess process, long number, String query) {
        await(process, query + " is " + number, () -> RowDigests.number(target, query) == number);
    }

    /** Nobody had to help, and the memory was enough. */
    void assertUndisturbed(SluiceProcess process) {
        for (String trouble : List.of("OutOfMemoryError", " stops: ", "Capture has stopped")) {
            assertTrue(!process.outputContains(trouble), () -> trouble + " in " + process.log() + ", which ends:\n" + process.logTail(25));
        }
    }

    /** The rows of both sides have the same digest, but for the keys that are left out. */
    void assertEqual(String table, String columns, String leftOut) throws SQLException {
        String query = "SELECT ID, " + columns + " FROM %s WHERE ID NOT IN (" + leftOut + ") ORDER BY ID";
        assertEquals(RowDigests.digests(source(), query.formatted(table(table))), RowDigests.digests(target, query.formatted(copy(table))), table);
    }

    /** For the log of a long test. */
    void report(String what, long beginNanos) {
        try {
            System.out.printf(Locale.ROOT, "Bounds: %s: %.1f s, %s%n", what, (System.nanoTime() - beginNanos) / 1e9, heap.summary());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws SQLException {
        processes.forEach(OsProcess::kill);
        source().execute("DROP DATABASE " + name);
    }
}
