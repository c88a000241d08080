package sluice.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sluice lanes}: the lanes of the running Sluice, and how their changes are spread. */
@Command(name = "lanes", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = {"Lists the lanes of the running Sluice: state, work, and how their changes are spread over partitions and keys (docs/status.md).",
            "To stop, start, suspend or resume one: sluice route stop apply-LANE"})
final class LanesCommand implements Callable<Integer> {

    private static final List<String> HEADER = List.of("lane", "state", "partitions", "applied", "rate", "lag events", "lag seconds", "parked",
            "changes a row", "fullest partition", "reason");
    private static final Set<Integer> NUMBERS = Set.of(2, 3, 4, 5, 6, 7, 8);

    @Spec
    private CommandSpec spec;

    @Mixin
    private ProcessOption process;

    @Option(names = "--json", description = "As JSON, for scripts: with the hottest keys.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        try (RunningSluice sluice = process.find()) {
            JsonNode lanes = new ObjectMapper().readTree(sluice.status("Json")).path("lanes");
            if (json) {
                out.println(lanes);
            } else {
                List<List<String>> rows = new ArrayList<>(List.of(HEADER));
                lanes.forEach(lane -> rows.add(row(lane)));
                out.println(new Columns(rows, NUMBERS));
            }
        }
        return ExitCode.OK;
    }

    private static List<String> row(JsonNode lane) {
        JsonNode hot = lane.path("hot");
        JsonNode partition = hot.path("partition");
        return List.of(lane.path("lane").asText(), lane.path("state").asText(), lane.path("partitions").asText(), lane.path("applied").asText(),
                String.format(Locale.ROOT, "%.0f/s", lane.path("rate").asDouble()), lane.path("lagEvents").asText(),
                String.format(Locale.ROOT, "%.1f", lane.path("lagSeconds").asDouble()), lane.path("parked").asText(),
                String.format(Locale.ROOT, "%.1f", hot.path("compaction").asDouble()),
                partition.path("what").asText().isEmpty() ? "-" : new HotLane.Share(partition.path("what").asText(), partition.path("share").asDouble()).toString(),
                RootCause.oneLine(lane.path("reason").asText()));
    }
}
