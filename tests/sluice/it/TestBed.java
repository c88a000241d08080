package sluice.it;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import sluice.sandbox.GivenTarget;
import sluice.sandbox.H2Target;
import sluice.sandbox.KafkaBroker;
import sluice.sandbox.Login;
import sluice.sandbox.MySqlServer;
import sluice.sandbox.Project;
import sluice.sandbox.SharedServers;

/**
 * Where the migrations of one test class run: the servers that all classes of this JVM share, and a fresh {@link Migration} for each
 * test. The logs of Sluice stay under {@code target/it/CLASS} to be read.
 */
final class TestBed {
    private final Path directory;

    private TestBed(Path directory) {
        this.directory = directory;
    }

    static TestBed of(Class<?> test) {
        Path directory = Project.home().resolve("target/it").resolve(test.getSimpleName());
        Project.remove(directory);
        SharedServers.startAll();
        return new TestBed(directory);
    }

    MySqlServer mysql() {
        return SharedServers.mysql();
    }

    KafkaBroker kafka() {
        return SharedServers.kafka();
    }

    H2Target h2() {
        return SharedServers.h2();
    }

    /** A target without tables, which keeps what it has confirmed when it is killed. */
    Login target(String name) throws SQLException {
        Login login = SharedServers.database(name);
        if (!GivenTarget.isGiven()) {
            login.execute("SET WRITE_DELAY 0");
        }
        return login;
    }

    /**
     * A migration that shares nothing with an earlier one: source databases made anew, a target database and topics of its name.
     * The databases have the same names each time, so only one can be under way.
     */
    Migration migration(String name, long seed, int changesPerSecond) throws SQLException, IOException {
        return new Migration(this, name, directory.resolve(name), seed, changesPerSecond);
    }
}
