package sluice.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import sluice.sandbox.Project;

/** Sluice's command line as a process of its own, run to its end. */
record CommandLine(int exitCode, String output) {

    static CommandLine run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-jar", Project.home().resolve("target/sluice.jar").toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                throw new AssertionError("sluice " + List.of(arguments) + " does not end; it printed\n" + output);
            }
            return new CommandLine(process.exitValue(), output);
        } finally {
            process.destroyForcibly();
        }
    }
}
