package sluice.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.stream.Stream;
import sluice.sandbox.H2Target;
import sluice.sandbox.KafkaBroker;
import sluice.sandbox.Login;
import sluice.sandbox.MySqlServer;
import sluice.sandbox.OsProcess;
import sluice.sandbox.Project;
import sluice.sandbox.Servers;

/**
 * The servers of one test class, started once, and a fresh {@link Migration} for each of its tests.
 * They live under {@code target/it/CLASS}; the servers' data goes with them, the logs of Sluice stay there to be read.
 */
final class TestBed implements AutoCloseable {
    private final Path directory;
    private final MySqlServer mysql;
    private final KafkaBroker kafka;
    private final H2Target h2;

    private TestBed(Path directory) {
        this.directory = directory;
        mysql = new MySqlServer(directory.resolve("mysql"));
        kafka = new KafkaBroker(directory.resolve("kafka"));
        h2 = new H2Target(directory.resolve("h2"));
    }

    static TestBed start(Class<?> test) {
        Path directory = Project.home().resolve("target/it").resolve(test.getSimpleName());
        remove(directory);
        TestBed bed = new TestBed(directory);
        Servers.start(bed.mysql, bed.kafka, bed.h2);
        return bed;
    }

    MySqlServer mysql() {
        return mysql;
    }

    KafkaBroker kafka() {
        return kafka;
    }

    H2Target h2() {
        return h2;
    }

    /** A database of its own on the target's server, which keeps what it has confirmed when it is killed. */
    Login target(String name) throws SQLException {
        Login login = new Login(h2.url().replace("./target;", "./" + name + ";"), h2.login().user(), h2.login().password());
        login.execute("SET WRITE_DELAY 0");
        return login;
    }

    /**
     * A migration that shares nothing with an earlier one: source databases made anew, a target database and topics of its name.
     * The databases have the same names each time, so only one can be under way.
     */
    Migration migration(String name, long seed, int changesPerSecond) throws SQLException, IOException {
        return new Migration(this, name, directory.resolve(name), seed, changesPerSecond);
    }

    @Override
    public void close() {
        Stream.of(h2, kafka, mysql).forEach(OsProcess::kill);
        Stream.of(h2, kafka, mysql).map(OsProcess::directory).forEach(TestBed::remove);
    }

    private static void remove(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(directory + " cannot be removed: " + e.getMessage(), e);
        }
    }
}
