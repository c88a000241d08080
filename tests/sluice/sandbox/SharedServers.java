package sluice.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Servers that all test classes of this JVM share, each started when it is first asked for; to start one costs more than most tests.
 * The rule: a test that stops, kills or freezes one of them leaves it running; data are kept apart by names (a topic prefix, an H2
 * database, a MySQL database of the test's own, or one that the test makes anew).
 */
public final class SharedServers {
    private static Path directory;
    private static KafkaBroker kafka;
    private static H2Target h2;
    private static MySqlServer mysql;

    private SharedServers() {
    }

    /** Starts those of the three that do not run, side by side; also one that a failed test has left dead. */
    public static synchronized void startAll() {
        kafka = kafka == null ? new KafkaBroker(directory().resolve("kafka")) : kafka;
        h2 = h2 == null ? new H2Target(directory().resolve("h2")) : h2;
        mysql = mysql == null ? new MySqlServer(directory().resolve("mysql")) : mysql;
        Servers.start(Stream.of(kafka, h2, mysql).filter(server -> !server.isAlive()).toArray(OsProcess[]::new));
    }

    public static synchronized KafkaBroker kafka() {
        if (kafka == null) {
            kafka = started(new KafkaBroker(directory().resolve("kafka")));
        }
        return kafka;
    }

    public static synchronized H2Target h2() {
        if (h2 == null) {
            h2 = started(new H2Target(directory().resolve("h2")));
        }
        return h2;
    }

    public static synchronized MySqlServer mysql() {
        if (mysql == null) {
            mysql = started(new MySqlServer(directory().resolve("mysql")));
        }
        return mysql;
    }

    private static <T extends OsProcess> T started(T server) {
        server.start();
        return server;
    }

    /**
     * A login to a target without tables: an H2 database of this name, which is made by the first connection, or the target that was
     * given ({@link GivenTarget}), which one test at a time has.
     */
    public static Login database(String name) {
        if (GivenTarget.isGiven()) {
            return GivenTarget.emptied(GivenTarget.login());
        }
        Login login = h2().login();
        return new Login(login.url().replace("/./target;", "/./" + name + ";"), login.user(), login.password());
    }

    private static Path directory() {
        if (directory == null) {
            try {
                directory = Files.createTempDirectory("sluice-tests-");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            Runtime.getRuntime().addShutdownHook(new Thread(SharedServers::remove, "remove-servers"));
        }
        return directory;
    }

    private static void remove() {
        ChildProcesses.killAll();
        Project.remove(directory);
    }
}
