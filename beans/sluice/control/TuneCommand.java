package sluice.control;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import sluice.apply.Rehearsal;
import sluice.kafka.Topics;
import sluice.load.Limits;
import sluice.load.Probes;
import sluice.load.tune.Advice;
import sluice.load.tune.LaneGuard;
import sluice.load.tune.Plan;
import sluice.load.tune.TunedLane;
import sluice.load.tune.Tuning;
import sluice.load.tune.TuningJson;
import sluice.load.tune.TuningPage;
import sluice.load.tune.TuningReport;
import sluice.load.tune.TuningText;

/**
 * {@code sluice tune}: how many consumers and partitions, which batch? Answered by experiment, on the backlog and with the statements of a
 * stopped lane, each transaction rolled back.
 */
@Command(name = "tune", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = {"Measures how fast a lane's backlog can be applied with 1, 2, 4 ... consumers and several batch sizes, and recommends "
            + "settings (docs/tuning.md). The lane's own statements are run, and rolled back: nothing is changed in the target or in Kafka.",
            "All lanes have to be stopped, and changes to have accumulated meanwhile."},
        footer = {"", "Examples:", "  sluice tune --html tune.html", "  sluice tune --lane orders --consumers 1,2,4 --latency-goal 200",
            "  sluice tune --seconds 1 --rounds 1         (a first look)"})
final class TuneCommand implements Callable<Integer> {

    private static final int STOP_SECONDS = 20;
    private static final int USUAL_GOAL_MILLIS = 500;

    @Spec
    private CommandSpec spec;

    @Mixin
    private SettingsOptions options;

    @Option(names = "--lane", paramLabel = "LANE", description = "The lane, where there is more than one.")
    private String lane;

    @Option(names = "--consumers", paramLabel = "N", split = ",", defaultValue = "1,2,4,8",
            description = "Numbers of consumers. Default: ${DEFAULT-VALUE}")
    private List<Integer> consumers;

    @Option(names = "--batch", paramLabel = "N", split = ",", defaultValue = "500,1000,2000,4000",
            description = "Changes in a transaction at most. Default: ${DEFAULT-VALUE}")
    private List<Integer> batches;

    @Option(names = "--latency-goal", paramLabel = "MS", description = "Milliseconds within which 99%% of the transactions have to end. "
            + "Default: the lanes' own goal (throttle get: latency-goal-ms), or 500 where they have none.")
    private Double goal;

    @Option(names = "--seconds", paramLabel = "N", defaultValue = "4", description = "Of each experiment. Default: ${DEFAULT-VALUE}")
    private double seconds;

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "3",
            description = "How often each is made; the median counts. Default: ${DEFAULT-VALUE}")
    private int rounds;

    @Option(names = "--rows", paramLabel = "N", defaultValue = "200000",
            description = "Changes of the backlog that are read at most, again and again. Default: ${DEFAULT-VALUE}")
    private long rows;

    @Option(names = "--html", paramLabel = "FILE", description = "Write it as a page of its own to FILE, too.")
    private Path html;

    @Option(names = "--json", description = "Print it as one JSON object, for scripts.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        requirePositive("--consumers", Collections.min(consumers));
        requirePositive("--batch", Collections.min(batches));
        if (goal != null) {
            requirePositive("--latency-goal", goal);
        }
        requirePositive("--seconds", seconds);
        requirePositive("--rounds", rounds);
        requirePositive("--rows", rows);
        Settings settings = options.load();
        int connections = Math.max(settings.integer("target.connections"), Collections.max(consumers) + Advice.SPARE_CONNECTIONS);
        Settings mine = settings.with("target.connections", Integer.toString(connections), "tune");
        RouteFiles files = RouteFiles.find(settings.get("routes.directory"));
        new Preflight(settings).checkKafkaAndTarget();
        try (IdleRoutes routes = new IdleRoutes(mine, files)) {
            CamelContext camel = routes.start(Rehearsal.ROUTE, Rehearsal.ROWS_ROUTE, Probes.ROUTE);
            tell(tune(camel, settings), settings);
        }
        return ExitCode.OK;
    }

    private void requirePositive(String option, Number value) {
        if (value.doubleValue() <= 0) {
            throw new ParameterException(spec.commandLine(), option + " is " + value + "; give a number from 1 on");
        }
    }

    private TuningReport tune(CamelContext camel, Settings settings) throws Exception {
        List<TunedLane> lanes = TunedLane.of(camel, settings.kafka());
        TunedLane chosen = TunedLane.choose(lanes, lane);
        Plan plan = new Plan(List.copyOf(new TreeSet<>(consumers)), List.copyOf(new TreeSet<>(batches)), seconds, rounds, rows, goalMillis(camel));
        String prefix = settings.get("topics.prefix");
        Probes probes = camel.getRegistry().lookupByNameAndType("probes", Probes.class);
        probes.look();
        Supplier<String> heldBack = () -> probes.get().reason();
        PrintWriter err = spec.commandLine().getErr();
        try (Admin admin = Admin.create(settings.kafka().with(Map.of()));
                Rehearsal rehearsal = new Rehearsal(camel)) {
            Tuning tuning = new Tuning(chosen, plan, rehearsal, new LaneGuard(admin, prefix, lanes, new LocalLanes(prefix)), heldBack,
                    line -> err.println("sluice: " + line));
            Interruption interruption = new Interruption(() -> tuning.stop(STOP_SECONDS));
            try {
                return tuning.run(camel.getRegistry().lookupByNameAndType("topics", Topics.class), settings.integer("apply.batch.bytes"));
            } finally {
                interruption.withdraw();
            }
        }
    }

    /** The goal of the options; else what holds for the lanes, as the settings or an operator have it. */
    private double goalMillis(CamelContext camel) {
        if (goal != null) {
            return goal;
        }
        Limits limits = camel.getRegistry().lookupByNameAndType("limits", Limits.class);
        limits.refresh();
        return limits.latencyGoalMillis() > 0 ? limits.latencyGoalMillis() : USUAL_GOAL_MILLIS;
    }

    private void tell(TuningReport report, Settings settings) throws IOException {
        Advice advice = report.advice(settings.integer("apply.concurrent.transactions"), settings.integer("target.connections"));
        spec.commandLine().getOut().println(json ? TuningJson.of(report, advice) : TuningText.of(report, advice));
        if (html == null) {
            return;
        }
        try {
            String target = new Setting("target.url", settings.get("target.url"), "").shown();
            Files.writeString(html, TuningPage.of(report, advice, target, ZonedDateTime.now()));
        } catch (IOException e) {
            throw new PreflightException("the report cannot be written to " + html + " (" + e.getClass().getSimpleName()
                    + "); name a file in a directory that exists and may be written to", e);
        }
    }
}
