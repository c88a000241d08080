package sluice.control;

import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import sluice.capture.start.CaptureStart;
import sluice.cutover.Cutover;
import sluice.cutover.MigrationLog;

/**
 * {@code sluice run}: settings, checks, what belongs together, assessment, preparation, routes, in this order.
 *
 * <p>Nothing is written anywhere before every server was found to be as it must be.
 */
@Command(name = "run", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = {"Captures the changes and applies them, until it is stopped (Ctrl-C or SIGTERM).",
            "Before the start it asks MySQL, Kafka and the target, and says what is wrong with them; an error that "
                + "'assess' finds and assess.accept does not name keeps it from starting. After a stop or a crash it goes on "
                + "where it was."})
final class RunCommand implements Callable<Integer> {

    private final Consumer<Settings> preparation;

    @Mixin
    private SettingsOptions options;

    /** {@code preparation} makes what the routes need to find: topics, tables. */
    RunCommand(Consumer<Settings> preparation) {
        this.preparation = preparation;
    }

    @Override
    public Integer call() throws Exception {
        Settings settings = options.load();
        LogFormat.use(settings.get("log.format"));
        RouteFiles routes = RouteFiles.find(settings.get("routes.directory"));
        new Preflight(settings).check();
        new Belonging(settings).check();
        MigrationLog log = new MigrationLog(new DriverManagerDataSource(settings.get("target.url"), settings.get("target.user"),
                settings.get("target.password")), settings.get("topics.prefix"));
        Cutover.refuseSwitched(log);
        String found = Assessments.require(settings);
        preparation.accept(settings);
        log.prepared("sluice run, process " + ProcessHandle.current().pid(), found);
        if (settings.flag("capture.enabled")) {
            CaptureStart.check(settings);
        }
        return new Routes(settings, routes).run();
    }
}
