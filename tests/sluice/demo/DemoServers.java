package sluice.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import sluice.sandbox.ChildProcesses;
import sluice.sandbox.H2Target;
import sluice.sandbox.KafkaBroker;
import sluice.sandbox.MySqlServer;
import sluice.sandbox.Project;
import sluice.sandbox.SluiceProcess;
import sluice.sandbox.Workload;

/**
 * The demo's servers, its workload, its Sluice, and the temporary directory in which they all live.
 * The rule: when the demo ends, however it ends, the processes are gone first and the directory after them.
 */
final class DemoServers implements AutoCloseable {
    static final String[] DATABASES = Workload.databases();

    private final Path directory;
    private final MySqlServer mysql;
    private final KafkaBroker kafka;
    private final H2Target h2;
    private final Workload workload;
    private final Path settings;

    DemoServers(long seed, int rate) throws IOException {
        directory = Files.createTempDirectory("sluice-demo-");
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "remove-demo"));
        mysql = new MySqlServer(directory.resolve("mysql"));
        kafka = new KafkaBroker(directory.resolve("kafka"));
        h2 = new H2Target(directory.resolve("h2"));
        workload = new Workload(mysql.app(), seed, 2, rate);
        settings = directory.resolve("application.properties");
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

    Workload workload() {
        return workload;
    }

    SluiceProcess startSluice() throws IOException {
        Files.writeString(settings, SluiceProcess.settings(mysql, kafka, h2.login(), "demo", DATABASES));
        SluiceProcess sluice = new SluiceProcess(directory, settings);
        sluice.start();
        return sluice;
    }

    boolean sentinelsArrived() {
        try {
            return workload.sentinelsArrived(h2.login(), null);
        } catch (SQLException e) {
            throw new IllegalStateException("The target cannot be asked for the last rows: " + e.getMessage(), e);
        }
    }

    /** How to look around, as commands that can be pasted. */
    String connections() {
        Path home = Project.home();
        return """

                MySQL    mysql -h %s -P %d -u %s -p%s ordersdb
                         (writes: %s; Sluice itself: %s / %s)
                Target   java -cp '%s' org.h2.tools.Shell -url '%s' -user %s -password %s
                Kafka    %s
                Sluice   %s status
                Logs     %s/*.log %s/*/*.log""".formatted(
                mysql.host(), mysql.port(), mysql.app().user(), mysql.app().password(), mysql.app().user(),
                mysql.sluice().user(), mysql.sluice().password(), home.resolve("target/lib/*"), h2.url(), h2.login().user(),
                h2.login().password(), kafka.brokers(), home.resolve("sluice"), directory, directory);
    }

    @Override
    public synchronized void close() {
        ChildProcesses.killAll();
        Project.remove(directory);
    }
}
