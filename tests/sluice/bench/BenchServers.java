package sluice.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import sluice.sandbox.ChildProcesses;
import sluice.sandbox.H2Target;
import sluice.sandbox.KafkaBroker;
import sluice.sandbox.Login;
import sluice.sandbox.MySqlServer;
import sluice.sandbox.OsProcess;
import sluice.sandbox.Project;
import sluice.sandbox.Servers;
import sluice.sandbox.SluiceProcess;

/**
 * The servers of a benchmark, as fast as they go: compiled in full, MySQL and Kafka without a sync for each commit, the target in memory,
 * so that it is Sluice that is measured. They go away with their directory when the benchmark ends, however it ends.
 */
final class BenchServers implements AutoCloseable {
    static final String PREFIX = "bench";

    private final Path directory;
    private final MySqlServer mysql;
    private final KafkaBroker kafka;
    private final H2Target target;

    BenchServers() throws IOException {
        directory = Files.createTempDirectory("sluice-bench-");
        Runtime.getRuntime().addShutdownHook(new Thread(this::abandon, "remove-bench"));
        mysql = new MySqlServer(directory.resolve("mysql"), MySqlServer.wantedVersion(), Project.freePort(), "--sync-binlog=0",
                "--innodb-flush-log-at-trx-commit=2", "--innodb-buffer-pool-size=512M");
        kafka = new KafkaBroker(directory.resolve("kafka"), "-Xms768m", "-Xmx768m");
        target = new H2Target(directory.resolve("h2"), "mem:target", "-Xms2g", "-Xmx2g");
        Servers.start(mysql, kafka, target);
    }

    MySqlServer mysql() {
        return mysql;
    }

    KafkaBroker kafka() {
        return kafka;
    }

    H2Target target() {
        return target;
    }

    /** A new directory that goes away with the servers. */
    Path directory(String name) throws IOException {
        return Files.createDirectories(directory.resolve(name));
    }

    Login targetLogin() {
        return target.login();
    }

    /** Sluice as it is delivered, with the launcher's heap of 512 MB unless the options say otherwise; not started. */
    SluiceProcess sluice(String name, LoadOptions options) throws IOException {
        Path settings = directory(name).resolve("application.properties");
        Files.writeString(settings, SluiceProcess.settings(mysql, kafka, target.login(), PREFIX, OrdersLoad.DATABASE) + options.settings());
        return new SluiceProcess(directory.resolve(name), settings, options.jvm().toArray(String[]::new));
    }

    /** When the benchmark is ended from outside, whatever it had started goes too, and nothing can be started any more. */
    private synchronized void abandon() {
        ChildProcesses.killAll();
        Project.remove(directory);
    }

    /** The servers alone: another benchmark in this process starts its own. */
    @Override
    public synchronized void close() {
        List.of(mysql, kafka, target).forEach(OsProcess::kill);
        Project.remove(directory);
    }
}
