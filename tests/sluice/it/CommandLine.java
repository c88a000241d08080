package sluice.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import sluice.sandbox.ClassArchive;
import sluice.sandbox.Project;

/** Sluice's command line as a process of its own, run to its end; one that does not end fails the test, and does not hold it up. */
record CommandLine(int exitCode, String output) {
    private static final long LIMIT_SECONDS = 90;

    static CommandLine run(String... arguments) throws IOException, InterruptedException {
        return run(Map.of(), arguments);
    }

    static CommandLine run(Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(ClassArchive.use());
        command.addAll(List.of("-jar", Project.home().resolve("target/sluice.jar").toString()));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile("sluice-", ".out"); // a pipe would be read until the process ends, whenever that is
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
            String printed = Files.readString(output, StandardCharsets.UTF_8);
            if (!ended) {
                throw new AssertionError("sluice " + List.of(arguments) + " does not end; it printed\n" + printed);
            }
            return new CommandLine(process.exitValue(), printed);
        } finally {
            process.destroyForcibly().waitFor();
            Files.delete(output);
        }
    }
}
