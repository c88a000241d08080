package sluice.chaos;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import sluice.sandbox.Project;

/** The rounds of a run: a line for each in {@code target/chaos/results.jsonl}, and how many there were of each class. */
final class ChaosResults {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final long seed;
    private final Path lines;
    private final Map<Meeting, Integer> classes = new EnumMap<>(Meeting.class);
    private int rounds;

    ChaosResults(long seed) throws IOException {
        this.seed = seed;
        lines = Files.createDirectories(Project.home().resolve("target/chaos")).resolve("results.jsonl");
        List.of(Meeting.values()).forEach(meeting -> classes.put(meeting, 0));
    }

    /**
     * @param rows   that are equal
     * @param parked in the round, whatever became of them
     */
    void passed(Round round, int number, long millis, long rows, long parked) throws IOException {
        rounds++;
        round.meetings().forEach(meeting -> classes.merge(meeting, 1, Integer::sum));
        write(Map.of("seed", seed, "round", number, "what", round.toString(), "classes", names(round), "ms", millis,
                "rows", rows, "parked", parked, "failure", ""));
        System.out.println("ChaosIT: round " + number + ": " + round + ": " + millis + " ms; equal " + rows + " rows; parked " + parked
                + "; " + String.join(", ", names(round)));
    }

    void failed(Round round, int number, String failure) throws IOException {
        write(Map.of("seed", seed, "round", number, "what", round.toString(), "classes", names(round), "failure", failure));
    }

    private static List<String> names(Round round) {
        return round.meetings().stream().map(Meeting::toString).toList();
    }

    private void write(Map<String, Object> line) throws IOException {
        Files.writeString(lines, JSON.writeValueAsString(line) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** Class by class how many rounds it was met in. */
    String table() {
        return classes.entrySet().stream().map(each -> String.format("ChaosIT: %-30s %4d%n", each.getKey(), each.getValue()))
                .collect(Collectors.joining("", "ChaosIT: rounds of seed " + seed + ": " + rounds + ", of these\n", ""));
    }
}
